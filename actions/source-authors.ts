import type { Runtime } from '@bitvault/action-kit';
import { readAuthors, type GitHubConnection } from '@bitvault/github';
import {
  asksForAuthors,
  type Authors,
  type Policy,
  type RepositoryName,
  type SourceCommit,
  type Verification,
} from '@bitvault/promotion';
import { connectToGitOps } from './connections.ts';
import type { Verifier } from './evidence.ts';

interface SourceInputs {
  /** Of an action that asks no person for anything: none. */
  readonly 'source-token'?: string | undefined;
  readonly repository: RepositoryName | undefined;
}

/** Reads source commits with the token that was given for it, which needs no other right; else with the one that merges. */
export function sourceConnection(
  { 'source-token': token, repository }: SourceInputs,
  runtime: Runtime,
  merging: GitHubConnection,
): GitHubConnection {
  return token === undefined
    ? merging
    : connectToGitOps({ token, repository }, runtime, { credential: { input: 'source-token' } });
}

/** Adds who wrote the verified source commits, where the policy sets them apart from those who agree. */
export function withAuthors(verifier: Verifier, connection: GitHubConnection, atGate: boolean): Verifier {
  const known = new Map<string, Promise<Authors>>();
  const authorsOf = ({ repository, commit }: SourceCommit): Promise<Authors> => {
    const key = `${repository}@${commit}`;
    const reading = known.get(key) ?? readAuthors(connection.elsewhere(repository), { repository, commit });
    known.set(key, reading);
    return reading;
  };
  const completed = async (verification: Verification): Promise<Verification> =>
    verification.kind === 'verified'
      ? { ...verification, authors: await authorsOf(verification.source) }
      : verification;
  return {
    async verify(policy, candidates, base) {
      const evidence = await verifier.verify(policy, candidates, base);
      if (!setsAuthorsApart(policy, atGate)) return evidence;
      return new Map(
        await Promise.all([...evidence].map(async ([key, found]) => [key, await completed(found)] as const)),
      );
    },
  };
}

const setsAuthorsApart = (policy: Policy, atGate: boolean): boolean =>
  policy.environments.some(({ separate: { promotion, rollback } }) =>
    [promotion, rollback].some((separation) => asksForAuthors(separation, atGate)),
  );
