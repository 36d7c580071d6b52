import * as v from 'valibot';
import { isSha256 } from './digest.ts';
import { nextPage } from './next-page.ts';
import { refusedAnswer } from './refused-answer.ts';
import type { Need, RegistrySession } from './session.ts';
import { TransientFailure } from './retrying.ts';

const mostPages = 100;
const tagList = v.pipe(v.string(), v.parseJson(), v.object({ tags: v.array(v.string()) }));

/**
 * Whether the registry lists the repository's tags, and this one is none of them: Artifactory answers 403, not 404, for a
 * tag that is missing. Only a whole list that lacks it says so; where that is denied too, the tag may be there.
 */
export async function isUnlistedTag(session: RegistrySession, reference: string, need: Need): Promise<boolean> {
  if (isSha256(reference)) return false;
  const start = session.url('tags/list');
  start.searchParams.set('n', '1000');
  let url: URL | undefined = start;
  for (let page = 0; url && page < mostPages; page += 1) {
    const answer = await session.request({ method: 'GET', url, need });
    if (answer.status !== 200) {
      const refused = refusedAnswer('GET', answer);
      if (refused instanceof TransientFailure) throw refused;
      return false;
    }
    const list = v.safeParse(tagList, Buffer.from(answer.body).toString('utf8'));
    if (!list.success || list.output.tags.includes(reference)) return false;
    url = nextPage(answer.headers.get('link'), url, start);
  }
  return url === undefined;
}
