import { digestFile, digestPath } from '@bitvault/promotion';
import { policyPath } from '../../repository/policy-file.ts';
import { fieldAt, isMapping } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';

export const digestPlaceMissing: Rule = {
  id: 'digest-place-missing',
  severity: 'error',
  title: 'A digest of the policy has no place in the repository',
  why: 'A promotion changes one scalar in one file. Where the file or the key is missing, it is refused, and the service never gets to that environment.',
  fix: 'Add the file and the key, with an empty value if nothing is deployed yet, or correct `digests` in promotion.yaml.',
  *check({ policy: reading, tree, yaml }) {
    if (reading.kind !== 'policy') return;
    const { policy } = reading;
    const top = { file: policyPath, line: 1, column: 1 };
    const written = yaml.get(policyPath)?.documents[0];
    for (const { name: environment } of policy.environments) {
      for (const service of policy.services.keys()) {
        const file = digestFile(policy, environment, service);
        const path = digestPath(policy, environment, service);
        const slot = `the digest of ${service} in ${environment}`;
        if (!tree.files.has(file)) {
          yield {
            at: written?.at(['digests', 'file']) ?? top,
            message: `there is no ${file}, where ${slot} should be`,
          };
          continue;
        }
        const documents = yaml.get(file)?.documents ?? [];
        const [first] = documents;
        const isThere = documents.some(({ value }) => {
          const parent = fieldAt(value, path.slice(0, -1));
          return isMapping(parent) && (path.at(-1) ?? '') in parent;
        });
        if (!isThere && first !== undefined)
          yield { at: first.at(path), message: `there is no ${path.join('.')}, where ${slot} should be` };
      }
    }
  },
};
