import { defineAction, lines, optional, parsed, required } from '@bitvault/action-kit';
import {
  parseCommitOid,
  parseDigest,
  parseEnvironmentName,
  parseRepositoryName,
  parseServiceName,
} from '@bitvault/promotion';
import type { Digest, ServiceName, SourceCommit } from '@bitvault/promotion';
import { dryRunInput, gitOpsInputs } from '../input-groups.ts';
import { proposalOutputs } from '../proposing.ts';

export interface WantedDigest {
  readonly service: ServiceName;
  readonly digest: Digest;
}

/** `service=sha256:…` */
function parseWantedDigest(raw: string): WantedDigest {
  const [service = '', digest = '', ...rest] = raw.split('=');
  if (rest.length > 0) throw new TypeError('lines of the form service=sha256:…');
  return { service: parseServiceName(service.trim()), digest: parseDigest(digest.trim()) };
}

/** `owner/name@<commit>` */
function parseSource(raw: string): SourceCommit {
  const [repository = '', commit = '', ...rest] = raw.split('@');
  if (rest.length > 0) throw new TypeError('owner/name@ and the full commit SHA');
  return { repository: parseRepositoryName(repository), commit: parseCommitOid(commit) };
}

export const definition = defineAction({
  name: 'open-gitops-pr',
  title: 'BitVault: open GitOps pull request',
  description: 'Opens, updates or leaves alone the one pull request that bumps digests in an environment.',
  icon: 'git-pull-request',
  inputs: {
    ...gitOpsInputs,
    environment: required(parsed(parseEnvironmentName), 'Environment of promotion.yaml whose digests are to change.'),
    digests: required(lines(parseWantedDigest), 'What to deploy: `service=sha256:…`, one per line.'),
    source: optional(
      parsed(parseSource),
      'Where the images were built from, as `owner/name@<commit>`; shown in the pull request.',
    ),
    ...dryRunInput,
  },
  outputs: proposalOutputs,
});
