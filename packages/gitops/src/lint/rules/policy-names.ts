import { digestFile, digestPath } from '@bitvault/promotion';
import { policyPath } from '../../repository/policy-file.ts';
import type { Repository } from '../../repository/repository.ts';
import { fieldAt, isMapping, textAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { readersIn } from './digest-readers.ts';

export const policyInvalid: Rule = {
  id: 'policy-invalid',
  severity: 'error',
  title: 'The policy of promotion is not valid',
  why: 'Every action reads promotion.yaml first, and refuses to do anything where it cannot follow it: nothing is promoted, merged or rolled back.',
  fix: 'Correct what the message says. The JSON schema of promotion.yaml lets an editor check it.',
  *check({ policy }) {
    if (policy.kind !== 'invalid') return;
    for (const { code, line, column, path, message } of policy.error.problems) {
      // Each begins with the place, which the finding has already.
      const says = message.slice(`${policyPath}:${line}:${column} `.length);
      yield { at: { file: policyPath, line, column }, message: `${path === '' ? 'the policy ' : ''}${says} (${code})` };
    }
  },
};

/** The places of digests as they are written in the policy, with their placeholders. */
function templates({ yaml }: Repository): { readonly file: string; readonly path: string } {
  const value = yaml.get(policyPath)?.documents[0]?.value;
  return { file: textAt(value, ['digests', 'file']) ?? '', path: textAt(value, ['digests', 'path']) ?? '' };
}

/** What fits a template of files; the same placeholder stands for the same name throughout. */
function patternOf(file: string): RegExp {
  const seen = new Set<string>();
  const source = file.replaceAll(/\{env\}|\{service\}|[^{}]+/g, (part) => {
    if (!part.startsWith('{')) return part.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
    const name = part.slice(1, -1);
    if (seen.has(name)) return String.raw`\k<${name}>`;
    seen.add(name);
    return `(?<${name}>[^/]+?)`;
  });
  return new RegExp(`^${source}$`);
}

export const environmentUnknown: Rule = {
  id: 'environment-unknown',
  severity: 'warning',
  title: 'A file of digests is of an environment that the policy does not have',
  why: 'It looks like an environment, and no promotion ever reaches it: it stays at the version that somebody wrote in by hand.',
  fix: 'Add the environment to promotion.yaml with what it follows, or move or delete the folder.',
  *check(repository) {
    if (repository.policy.kind !== 'policy') return;
    const { policy } = repository.policy;
    const known = new Set<string>(policy.environments.map(({ name }) => name));
    const pattern = patternOf(templates(repository).file);
    const readers = readersIn(repository);
    const told = new Set<string>();
    for (const path of [...repository.yaml.keys()].toSorted()) {
      const { env, service } = pattern.exec(path)?.groups ?? {};
      if (env === undefined || known.has(env) || told.has(env)) continue;
      // With a name of its own for each service, a file that fits may be any: it has to be of a service.
      if (service !== undefined && ![...policy.services.keys()].some((name) => name === service)) continue;
      const reading = readers.naming(path);
      // Previews get their images by their own way.
      if (reading.length > 0 && reading.every(({ from }) => from?.preview === true)) continue;
      told.add(env);
      yield {
        at: { file: path, line: 1, column: 1 },
        message: `${path} is of ${env}, which promotion.yaml does not have`,
      };
    }
  },
};

export const serviceNotPromoted: Rule = {
  id: 'service-not-promoted',
  severity: 'warning',
  title: 'A service has a digest that the policy does not know',
  why: 'It stands where digests of services stand, and no promotion ever touches it: it stays at the version that somebody wrote in by hand.',
  fix: 'Add the service to promotion.yaml with its image and the workflow that builds it, or drop it from the file.',
  *check(repository) {
    if (repository.policy.kind !== 'policy') return;
    const { policy } = repository.policy;
    const [service] = policy.services.keys();
    if (service === undefined) return;
    const keys = new Set<string>(policy.services.keys());
    for (const { name: environment } of policy.environments) {
      const { file, path } = templates(repository);
      if (!/(?:^|\.)\{service\}(?:\.|$)/.test(path) || file.includes('{service}')) continue;
      const filled = digestPath(policy, environment, service);
      const depth = path.split('.').indexOf('{service}');
      const document = repository.yaml
        .get(digestFile(policy, environment, service))
        ?.documents.find(({ value }) => isMapping(fieldAt(value, filled.slice(0, depth))));
      const parent = fieldAt(document?.value, filled.slice(0, depth));
      for (const key of Object.keys(isMapping(parent) ? parent : {})) {
        const its = [...filled.slice(0, depth), key, ...filled.slice(depth + 1)];
        if (document === undefined || keys.has(key) || fieldAt(document.value, its) === undefined) continue;
        const at = document.at(its.slice(0, depth + 1), 'key');
        yield { at, message: `${key} has a digest in ${environment}, and promotion.yaml has no such service` };
      }
    }
  },
};
