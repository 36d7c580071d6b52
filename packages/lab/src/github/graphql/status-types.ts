import { contextStates } from '../pulls/protection.ts';
import { nodeId } from '../node-ids.ts';
import type { CommitStatus } from '../model/repository.ts';
import { connection, type PageArguments } from './connection.ts';
import { instant, type Fields } from './scope.ts';
import {
  accountSource,
  commitSource,
  type CheckRunSource,
  type CommitReports,
  type StatusContextSource,
} from './sources.ts';

/** The newest report of each context. */
function latestStatuses({ repository, oid }: CommitReports): readonly CommitStatus[] {
  const latest = new Map<string, CommitStatus>();
  for (const status of repository.statuses.get(oid) ?? []) latest.set(status.context, status);
  return [...latest.values()];
}

function combinedState(states: readonly string[]): string {
  if (states.includes('error')) return 'ERROR';
  if (states.includes('failure')) return 'FAILURE';
  return states.includes('pending') ? 'PENDING' : 'SUCCESS';
}

const contexts = (source: CommitReports): StatusContextSource[] =>
  latestStatuses(source).map((status) => ({ type: 'StatusContext', repository: source.repository, status }));

export const statusFields: Fields<CommitReports> = {
  id: ({ repository, oid }) => nodeId('StatusContext', `${repository.id}:${oid}`),
  commit: ({ repository, oid }) => commitSource(repository, oid),
  state: (source) => combinedState(latestStatuses(source).map((status) => status.state)),
  contexts,
  context: (source, { name }: { name: string }) =>
    contexts(source).find(({ status }) => status.context === name) ?? null,
};

export const statusCheckRollupFields: Fields<CommitReports> = {
  id: ({ repository, oid }) => nodeId('StatusContext', `rollup:${repository.id}:${oid}`),
  commit: ({ repository, oid }) => commitSource(repository, oid),
  state: ({ repository, oid }) => combinedState([...contextStates(repository, oid).values()]),
  contexts: (source, args: PageArguments) => {
    const checks = source.repository.checkRuns
      .filter((check) => check.headSha === source.oid)
      .map((check): CheckRunSource => ({ type: 'CheckRun', repository: source.repository, check }));
    return connection('contexts', args, [...contexts(source), ...checks], (item) => item);
  },
};

export const statusContextFields: Fields<StatusContextSource> = {
  id: ({ status }) => nodeId('StatusContext', status.id),
  context: ({ status }) => status.context,
  state: ({ status }) => status.state.toUpperCase(),
  description: ({ status }) => status.description,
  targetUrl: ({ status }) => status.targetUrl,
  createdAt: ({ status }) => instant(status.createdAt),
  creator: ({ status }) => accountSource(status.creator),
  commit: ({ repository, status }) => commitSource(repository, status.sha),
};

export const checkRunFields: Fields<CheckRunSource> = {
  id: ({ check }) => nodeId('CheckRun', check.id),
  databaseId: ({ check }) => check.id,
  name: ({ check }) => check.name,
  status: ({ check }) => check.status.toUpperCase(),
  conclusion: ({ check }) => check.conclusion?.toUpperCase() ?? null,
  detailsUrl: ({ check }) => check.detailsUrl,
  startedAt: ({ check }) => instant(check.startedAt),
  completedAt: ({ check }) => check.completedAt && instant(check.completedAt),
};
