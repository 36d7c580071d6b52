import { inPolicy, type Hole } from './hole.ts';

export const settingHoles: readonly Hole[] = [
  {
    name: 'workflows may approve',
    code: 'actions-approve',
    make: ({ lab, gitops }) => lab.github.configure(gitops, { actionsMayApprove: true }),
  },
  {
    name: 'tokens may write',
    code: 'token-writes',
    make: ({ lab, gitops }) => lab.github.configure(gitops, { defaultToken: 'write' }),
  },
  {
    name: 'forks run unasked',
    code: 'fork-runs-unasked',
    make: ({ lab, gitops }) => lab.github.configure(gitops, { forkApproval: 'first_time_contributors' }),
  },
  {
    name: 'forks of a private repository get secrets',
    code: 'fork-runs-with-secrets',
    setUp: { private: 'gitops' },
    make: ({ lab, gitops }) =>
      lab.github.configure(gitops, {
        privateForks: { run: true, writeTokens: false, secrets: true, approval: true },
      }),
  },
  {
    name: 'any action may run',
    code: 'actions-any',
    make: ({ lab, gitops }) => lab.github.configure(gitops, { allowedActions: 'all' }),
  },
  {
    name: 'actions need no pin',
    code: 'pinning-not-required',
    make: ({ lab, gitops }) => lab.github.configure(gitops, { shaPinningRequired: false }),
  },
  {
    name: 'any workflow reports health',
    code: 'health-from-workflows',
    setUp: { edit: inPolicy('argocd: bitvault-argocd[bot]', 'argocd: github-actions[bot]') },
  },
  {
    name: 'Argo CD’s App may write contents',
    code: 'health-app-writes',
    setUp: { edit: inPolicy('argocd: bitvault-argocd[bot]', 'argocd: loud-argocd[bot]') },
    make: ({ lab }) => {
      lab.github.createApp({ slug: 'loud-argocd', permissions: { statuses: 'write', contents: 'write' } });
    },
  },
  {
    name: 'Argo CD’s App administers the repository',
    code: 'app-administers',
    setUp: { edit: inPolicy('argocd: bitvault-argocd[bot]', 'argocd: mighty-argocd[bot]') },
    make: ({ lab }) => {
      lab.github.createApp({ slug: 'mighty-argocd', permissions: { statuses: 'write', administration: 'write' } });
    },
  },
  {
    name: 'a private repository is on the plan Team',
    code: 'plan-without-reviewers',
    setUp: { private: 'gitops', plan: 'team' },
  },
  {
    name: 'the source of the images is private on the plan Team',
    code: 'sigstore-public',
    setUp: { private: 'application', plan: 'team' },
  },
];
