import type { Site } from './site.ts';

/** What a check run says, as people see it on the pull request. */
export interface ToldCheck {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly details_url: string;
  readonly output: { readonly title: string; readonly summary: string };
}

/** All that is said on a commit by check runs of the suite's name. */
export async function checksOn(site: Site, head: string): Promise<readonly ToldCheck[]> {
  const route = `commits/${head}/check-runs?check_name=promotion`;
  const answer = (await site.ask(site.people.carol.token, 'GET', route)) as {
    readonly check_runs: readonly ToldCheck[];
  };
  return answer.check_runs;
}
