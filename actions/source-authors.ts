import { readAuthors, type GitHubConnection } from '@bitvault/github';
import type { Authors, Policy, SourceCommit, Verification } from '@bitvault/promotion';
import type { Verifier } from './evidence.ts';

/** Adds who wrote the verified source commits, where the policy sets them apart from those who agree. */
export function withAuthors(verifier: Verifier, connection: GitHubConnection): Verifier {
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
      if (!setsAuthorsApart(policy)) return evidence;
      return new Map(
        await Promise.all([...evidence].map(async ([key, found]) => [key, await completed(found)] as const)),
      );
    },
  };
}

const setsAuthorsApart = (policy: Policy): boolean =>
  policy.environments.some(({ separate }) => [...separate.promotion, ...separate.rollback].includes('author'));
