import type { GitHubContext } from '../context.ts';
import type { Actor } from '../identity/identity.ts';
import type { AutoMerge, PullRequest } from '../model/pulls.ts';
import { Refusal, unprocessable } from '../refusal.ts';
import { mergePull } from './merge-pull.ts';
import { mergeState } from './protection.ts';
import { isMergeable } from './pull-facts.ts';

/** @throws {Refusal} in the words of `enablePullRequestAutoMerge` */
export async function enableAutoMerge(context: GitHubContext, pull: PullRequest, wish: AutoMerge): Promise<void> {
  if (!pull.repository.settings.allowAutoMerge)
    throw unprocessable('Pull request Auto merge is not allowed for this repository');
  const state = mergeState(context, pull, await isMergeable(pull));
  if (state === 'CLEAN' || state === 'UNSTABLE')
    throw unprocessable(`Pull request Pull request is in ${state.toLowerCase()} status`);
  if (!pull.repository.protections.has(pull.baseBranch))
    throw unprocessable('Protected branch rules not configured for this branch');
  pull.autoMerge = wish;
}

/** Merges what waits to be merged and now can be, after a review or status. */
export async function mergeWhatWaits(context: GitHubContext, pulls: readonly PullRequest[], by: Actor): Promise<void> {
  for (const pull of pulls.filter((each) => each.state === 'OPEN' && each.autoMerge !== null)) {
    const { autoMerge } = pull;
    const state = mergeState(context, pull, await isMergeable(pull));
    if (!autoMerge || (state !== 'CLEAN' && state !== 'UNSTABLE')) continue;
    const { method, title, message } = autoMerge;
    const request = { method, ...(title === null ? {} : { title }), ...(message === null ? {} : { message }) };
    await mergePull(context, pull, request, by).catch((cause: unknown) => {
      // Refused now: it goes on waiting, as on GitHub.
      if (!(cause instanceof Refusal)) throw cause;
    });
  }
}
