import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  InitError,
  layouts,
  operatorNames,
  parseAnswers,
  repositoryFiles,
  sigstores,
  templatings,
  type RawAnswers,
} from '@bitvault/gitops';
import fc from 'fast-check';
import { readTemplates } from '../../scripts/generated/gitops-example.ts';
import {
  assertApplications,
  assertOperators,
  assertPolicy,
  assertStatuses,
  assertTidy,
  assertValues,
  promoted,
} from './judged.ts';

const templates = await readTemplates();

const label = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,12}[a-z0-9])?$/);
const login = fc.stringMatching(/^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,15}$/);
const repository = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,20}[A-Za-z0-9]$/);
const cluster = fc.oneof(
  fc.constant('in-cluster'),
  fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,10}[A-Za-z0-9])?$/),
  fc.nat({ max: 255 }).map((last) => `https://10.0.0.${last}:6443`),
);
const argument = fc.stringMatching(/^[!-~]{1,12}$/).filter((text) => !/\{\{|\}\}|<%|%>/.test(text));

interface Drawn {
  readonly raw: RawAnswers;
  readonly services: readonly string[];
  readonly environments: readonly string[];
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    owner: login,
    source: fc.tuple(login, repository).map((parts) => parts.join('/')),
    name: label,
    repository,
    services: fc.uniqueArray(
      fc.record({ name: label, database: fc.boolean(), reached: fc.constantFrom('host', 'keda', 'no') }),
      {
        selector: ({ name }) => name,
        minLength: 1,
        maxLength: 4,
      },
    ),
    environments: fc.uniqueArray(label, { minLength: 2, maxLength: 4 }),
    clusters: fc.array(cluster, { minLength: 4, maxLength: 4 }),
    layout: fc.constantFrom(...layouts),
    templating: fc.constantFrom(...templatings),
    previews: fc.boolean(),
    sigstore: fc.constantFrom(...sigstores),
    'signer-workflow': fc.constantFrom(undefined, 'acme/ci/.github/workflows/build.yml@refs/tags/v2'),
    operators: fc.subarray([...operatorNames]).map((names) => names.join()),
    'require-signed-commits': fc.boolean(),
    'secret-store': fc.constantFrom(undefined, 'vault', 'SecretStore/vault'),
    args: fc.array(argument, { maxLength: 3 }),
  })
  .map(({ services, environments, clusters, args, ...rest }) => ({
    services: services.map(({ name }) => name),
    environments,
    raw: {
      ...rest,
      domain: 'acme.test',
      actions: `v1.2.3@${'a'.repeat(40)}`,
      service: services.map(
        ({ name, database, reached }) =>
          `${name}${{ host: `,host=${name}`, keda: ',keda', no: '' }[reached]}${database ? ',database' : ''}`,
      ),
      environments: environments.join(),
      cluster: environments.map((environment, index) => `${environment}=${clusters[index] ?? 'in-cluster'}`),
      migration: args.length === 0 ? undefined : [services[0]?.name, ...args].join(' '),
    },
  }));

test('whatever is answered is refused with a reason, or makes a repository that works', () => {
  fc.assert(
    fc.property(drawn, ({ raw, services, environments }) => {
      let files;
      try {
        files = repositoryFiles(parseAnswers(raw), templates);
      } catch (error) {
        assert.ok(error instanceof InitError && error.problems.length > 0);
        // Another is drawn in its place.
        return fc.pre(false);
      }
      assertPolicy(files, services, environments);
      assertApplications(files);
      assertOperators(files);
      assertStatuses(files);
      assertValues(promoted(files));
      assertTidy(files);
    }),
    { numRuns: 15 },
  );
});
