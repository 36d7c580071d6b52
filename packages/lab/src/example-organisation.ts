import { join } from 'node:path';
import { startArgoCd, type ArgoCd, type ArgoCdEvent } from './argocd/argocd.ts';
import type { GitHubLab } from './github/github-lab.ts';
import type { CreatedApp } from './github/setup.ts';
import { suiteRoot, type Lab } from './lab.ts';
import { ownSigstoreFiles, withOwnSigstore } from './own-sigstore.ts';
import { Person } from './person.ts';

/** The organisation that the examples describe, set up in a lab as their README files say. */
export interface ExampleOrganisation {
  readonly application: 'bitvault/bitvault';
  readonly gitops: 'bitvault/gitops';
  readonly alice: Person;
  readonly bob: Person;
  readonly carol: Person;
  readonly apps: Readonly<Record<'promoter' | 'merger' | 'argocd' | 'rollouts', CreatedApp>>;
  readonly argocd: ArgoCd;
  readonly services: readonly ['bitvaultd', 'bitvault-worker', 'bitvault-web'];
  /** `ghcr.io`, as the lab has it. */
  readonly registryHost: string;
}

export interface ExampleOptions {
  /** Whether the GitOps repository has its `lint.yml`, which needs `helm` where its jobs run. */
  readonly lint: boolean;
  readonly onArgoCdEvent?: (event: ArgoCdEvent) => void;
  /** Changes a file of `examples/` on its way into the repository. */
  readonly edit?: (text: string, path: string) => string;
}

/** Makes the repositories from `examples/`, with the registry's address and the lab's Sigstore as the only changes that are not asked for, and all that they need around them. */
export async function createExampleOrganisation(lab: Lab, options: ExampleOptions): Promise<ExampleOrganisation> {
  const { github, registry } = lab;
  const replace = (text: string, path: string) => {
    const local = withOwnSigstore(text.replaceAll('ghcr.io', registry.host), path);
    return options.edit === undefined ? local : options.edit(local, path);
  };
  const [alice, bob, carol] = (['alice', 'bob', 'carol'] as const).map(
    (login) => new Person(lab, github.createUser(login)),
  );
  if (alice === undefined || bob === undefined || carol === undefined) throw new Error('three people were made');
  github.createOrganization('bitvault', ['carol']);
  const apps = createApps(lab);
  for (const [name, example] of [
    ['bitvault', 'app'],
    ['gitops', 'gitops'],
  ] as const) {
    await github.createRepository({
      owner: 'bitvault',
      name,
      fromDirectory: join(suiteRoot, 'examples', example),
      replace,
      files: {
        ...ownSigstoreFiles(lab.sigstore)[example],
        ...(!options.lint && example === 'gitops' && { '.github/workflows/lint.yml': null }),
      },
      authorLogin: 'alice',
    });
    for (const login of ['alice', 'bob', 'carol']) github.setCollaborator(`bitvault/${name}`, login, 'write');
    for (const [variable, value] of Object.entries(variables(apps))) {
      github.setVariable(`bitvault/${name}`, variable, value);
    }
  }
  protectRepositories(lab, apps);
  const argocd = startArgoCd({
    gitUrl: `${github.origin}/bitvault/gitops.git`,
    apiUrl: github.apiUrl,
    repository: 'bitvault/gitops',
    applications: ['dev', 'staging', 'prod'].map((env) => ({
      name: `bitvault-${env}`,
      path: `envs/${env}`,
      alsoFrom: ['charts/bitvault'],
    })),
    token: async () => github.installationToken('bitvault-argocd', { repositories: ['bitvault/gitops'] }),
    clock: lab.clock,
    directory: join(lab.directory, 'argocd'),
    ...(options.onArgoCdEvent && { onEvent: options.onArgoCdEvent }),
  });
  return {
    application: 'bitvault/bitvault',
    gitops: 'bitvault/gitops',
    alice,
    bob,
    carol,
    apps,
    argocd,
    services: ['bitvaultd', 'bitvault-worker', 'bitvault-web'],
    registryHost: registry.host,
  };
}

function createApps({ github }: Lab): ExampleOrganisation['apps'] {
  const write = { contents: 'write', pull_requests: 'write' } as const;
  return {
    promoter: github.createApp({ slug: 'bitvault-promoter', permissions: { ...write, statuses: 'read' } }),
    merger: github.createApp({
      slug: 'bitvault-merger',
      permissions: { ...write, actions: 'write', checks: 'write', statuses: 'read' },
    }),
    argocd: github.createApp({ slug: 'bitvault-argocd', permissions: { contents: 'read', statuses: 'write' } }),
    // GitHub asks for `contents: write` of whoever dispatches an event.
    rollouts: github.createApp({ slug: 'bitvault-rollouts', permissions: { contents: 'write' } }),
  };
}

const variables = (apps: ExampleOrganisation['apps']) => ({
  PROMOTER_CLIENT_ID: apps.promoter.clientId,
  MERGER_CLIENT_ID: apps.merger.clientId,
});

function protectRepositories({ github }: Lab, { promoter, merger }: ExampleOrganisation['apps']): void {
  const onMain = { branchPolicy: ['main'] };
  github.setEnvironment('bitvault/bitvault', 'promotion', {
    ...onMain,
    secrets: { PROMOTER_PRIVATE_KEY: promoter.privateKey },
  });
  github.setEnvironment('bitvault/gitops', 'promotion', {
    ...onMain,
    secrets: { PROMOTER_PRIVATE_KEY: promoter.privateKey, MERGER_PRIVATE_KEY: merger.privateKey },
  });
  github.setEnvironment('bitvault/gitops', 'production', {
    ...onMain,
    reviewers: ['bob', 'carol'],
    preventSelfReview: true,
    canAdminsBypass: false,
    secrets: { MERGER_PRIVATE_KEY: merger.privateKey },
  });
  protectGitOps(github, 'bitvault/gitops');
}

/** The rulesets of `examples/gitops/README.md`. */
export function protectGitOps(github: GitHubLab, repository: string): void {
  github.protect(repository, 'main', {
    requiredApprovals: 1,
    dismissStaleReviews: true,
    requireLastPushApproval: true,
    updatesBy: ['bitvault-merger'],
  });
  for (const branches of ['promote/**', 'rollback/**', 'resume/**'])
    github.protect(repository, branches, { updatesBy: ['bitvault-promoter'] });
}
