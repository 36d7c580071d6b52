/** One way to call `init`, and what is to come out. */
export interface Combination {
  readonly name: string;
  readonly args: readonly string[];
  readonly services: readonly string[];
  readonly environments: readonly string[];
}

const chains = [
  { environments: ['test', 'live'], clusters: [] },
  {
    environments: ['dev', 'staging', 'prod'],
    clusters: ['staging=https://10.0.0.2:6443', 'prod=https://prod.example.net/k8s/clusters/c-1'],
  },
  {
    environments: ['dev', 'qa', 'staging', 'prod'],
    clusters: ['dev=dev-1', 'staging=123', 'prod=https://10.0.0.3:6443'],
  },
] as const;

const teams = [
  {
    services: ['shop'],
    options: ['--services=shop', '--no-previews', '--server-url=https://ghe.acme.test', '--repository=42'],
  },
  {
    services: ['api', 'worker', 'web'],
    options: [
      '--service=api,host=api,database',
      '--service=worker,database',
      '--service=web,host=@',
      '--migration=api node migrate.js --to=latest 1',
      '--registry=registry.acme.test:5000/shop',
      '--private=team',
    ],
  },
] as const;

/** What is off if not asked for: operators, a password in place of tokens, a worker that KEDA scales, signed commits. */
const operated = {
  services: ['api', 'worker'],
  options: [
    '--service=api,host=api,database',
    '--service=worker,database,keda',
    '--migration=api node migrate.js',
    '--operators=keda,external-secrets,cert-manager',
    '--secret-store=vault',
    '--require-signed-commits',
    '--sigstore=github',
    '--signer-workflow=acme/ci/.github/workflows/build.yml@refs/tags/v2',
  ],
} as const;

/** Every layout and templating with two, three and four environments, one and three services; and with all that is off. */
export const combinations: readonly Combination[] = ['environment', 'service'].flatMap((layout) =>
  ['helm', 'kustomize'].flatMap((templating) =>
    chains.flatMap(({ environments, clusters }) =>
      (environments.length === 4 ? [...teams, operated] : teams).map(({ services, options }) => ({
        name: `${layout}, ${templating}, ${environments.join(' → ')}, ${services.join(' and ')}`,
        args: [
          '--owner=Acme',
          '--source=acme/shop',
          '--domain=shop.acme.test',
          `--environments=${environments.join()}`,
          `--layout=${layout}`,
          `--templating=${templating}`,
          ...options,
          ...clusters.map((cluster) => `--cluster=${cluster}`),
        ],
        services,
        environments,
      })),
    ),
  ),
);
