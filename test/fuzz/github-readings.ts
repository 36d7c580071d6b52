import {
  baseFileReader,
  deploymentGateReader,
  findStandingIssue,
  keepStandingIssue,
  promotionHistoryReader,
  promotionStateReader,
  pullRequestMerger,
  readAuthors,
  safeguardReader,
  workflowDispatcher,
  type GitHubConnection,
} from '@bitvault/github';
import { nothingWanted, parseServiceName, type PullState } from '@bitvault/promotion';
import { openPull } from '../github/promoting.ts';
import { branch, dev, repository, type Rig } from '../github/rig.ts';

/** Reads something of GitHub, in one or more requests. */
export type Reading = (connection: GitHubConnection) => Promise<unknown>;

const workflowPath = '.github/workflows/prod-gate.yml';

/** A run whose job waits for its environment, which a person and a team may approve. */
function startGate({ lab }: Rig): number {
  lab.createTeam({ organization: 'bitvault', slug: 'release', members: ['alice'] });
  lab.setEnvironment(repository, 'production', {
    reviewers: ['alice', 'team:release'],
    preventSelfReview: true,
    canAdminsBypass: false,
    branchPolicy: ['main'],
  });
  const sha = lab.branch(repository, 'main') ?? '';
  const at = { repository, ref: 'refs/heads/main', sha, workflowSha: sha, actor: 'bob', payload: {} };
  const { workflowHost } = lab;
  const run = workflowHost.startRun({
    event: { name: 'workflow_dispatch', ...at },
    workflowPath,
    workflowName: 'Gate',
  });
  void workflowHost.startJob({ run, name: 'gate', permissions: {}, environment: 'production' });
  return run.id;
}

/** Every reader of GitHub's answers, on a repository where there is something for each to read. */
export async function readingsOf(rig: Rig): Promise<Readonly<Record<string, Reading>>> {
  const { base } = await rig.reader.state();
  await rig.ask(rig.lab.installationToken('bitvault-argocd'), 'POST', `statuses/${base.oid}`, {
    state: 'success',
    context: 'argocd/bitvault-dev',
  });
  const { number } = await openPull(rig);
  await rig.ask(rig.bob.token, 'POST', `pulls/${number}/reviews`, { event: 'APPROVE' });
  const runId = startGate(rig);
  await keepStandingIssue(rig.connect(rig.alice.token), { label: 'drift', title: 'Drift', body: 'Of dev.' });
  const judged: PullState = await rig.mergerReader.stateOfPull(number);
  const gate = async (connection: GitHubConnection) => {
    const reader = deploymentGateReader(connection);
    return [
      await reader.environment('production'),
      await reader.approvals(runId),
      await reader.run(runId),
      await reader.isTeamMember('bitvault', 'release', 'alice'),
    ];
  };
  const safeguards = async (connection: GitHubConnection) => {
    const reader = safeguardReader({ connect: () => connection, plan: undefined });
    const looked = await reader.look(repository, undefined);
    return looked && [await reader.safeguards(looked, ['refs/heads/main']), await reader.apps(looked.owner, ['a'])];
  };
  const wanted = { ...nothingWanted, logs: [base.oid] };
  const past = {
    ...nothingWanted,
    pasts: [
      {
        slot: { service: parseServiceName('api'), environment: dev },
        file: 'envs/dev/values.dev.yaml',
        hold: 'holds/dev/api.yaml',
        depth: 10,
      },
    ],
    spans: [{ since: new Date(0), until: new Date(1_000) }],
  };
  return {
    'the state': (connection) => promotionStateReader(connection).state(),
    'the state of a pull request': (connection) => promotionStateReader(connection).stateOfPull(number),
    'the state of a proposal': (connection) => promotionStateReader(connection).proposal(dev, branch),
    'a second look': (connection) => promotionStateReader(connection).look(judged, null),
    'the past of a slot': (connection) => promotionStateReader(connection).further(base.oid, past),
    'further reports': (connection) => promotionStateReader(connection).further(base.oid, wanted),
    'the history': (connection) => promotionHistoryReader(connection).history(base.oid, new Date(0)),
    'a file': (connection) => baseFileReader(connection).file(base.oid, 'promotion.yaml'),
    'who wrote a commit': (connection) => readAuthors(connection, { repository, commit: base.oid }),
    'whether it was merged': (connection) => pullRequestMerger(connection).hasMerged({ number }),
    'the standing issue': (connection) => findStandingIssue(connection, 'drift'),
    'runs of a workflow': (connection) => workflowDispatcher(connection).standing(workflowPath, 'Gate', 'main'),
    'what guards a deployment': gate,
    safeguards,
  };
}
