import {
  decidePromotion,
  decideRollback,
  evidenceKey,
  parseCommitOid,
  parseDigest,
  parseEnvironmentName,
  parseRepositoryName,
  parseServiceName,
} from '@bitvault/promotion';
import { application } from './images.ts';
import type { ProposedPull, Site } from './site.ts';

const run = 'https://github.example/bitvault/gitops/actions/runs/1';

/** The pull request that open-gitops-pr opens for one service. */
export function proposeBump(site: Site, name: 'dev' | 'prod', service: string, digest: string): Promise<ProposedPull> {
  const environment = parseEnvironmentName(name);
  const bump = { service: parseServiceName(service), environment, to: parseDigest(digest), source: null };
  return site.propose(name, `promote/${name}`, (state, policy) =>
    decidePromotion(state, policy, environment, [bump], run),
  );
}

/** The pull request that rollback opens. */
export function proposeRollback(
  site: Site,
  name: 'dev' | 'prod',
  service: string,
  digest: string,
): Promise<ProposedPull> {
  const slot = { service: parseServiceName(service), environment: parseEnvironmentName(name) };
  const to = parseDigest(digest);
  const source = {
    repository: parseRepositoryName(application),
    commit: parseCommitOid('c0ffee0123456789c0ffee0123456789c0ffee01'),
  };
  const evidence = new Map([[evidenceKey(slot.service, to), { kind: 'verified', source, run } as const]]);
  return site.propose(name, `rollback/${name}/${service}`, (state, policy) =>
    decideRollback(state, policy, { ...slot, to }, evidence, { by: 'alice', reason: 'p99 latency doubled', run }),
  );
}
