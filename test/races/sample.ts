import { pickOf, runsAll } from '../loop/sampling.ts';
import type { Case } from './race.ts';

/**
 * All cases, where the run is for that. Else each happening once: right before what the action is there for, a merge or
 * the first write, or at any other place.
 */
export function sampleOf(title: string, cases: readonly Case[]): readonly Case[] {
  if (runsAll()) return cases;
  const aims = cases.some(isMerge) ? cases.filter(isMerge) : cases.filter(isWrite);
  return [...Map.groupBy(cases, ({ happening }) => happening)].flatMap(([happening, its]) => {
    const aim = aims.find((each) => each.happening === happening);
    const other = pickOf(
      its.filter((each) => each !== aim),
      `where ${title}/${happening.title}`,
    );
    return pickOf([aim ?? other, other], `which ${title}/${happening.title}`) ?? [];
  });
}

const isMerge = ({ request }: Case) => request.method === 'PUT' && request.url.endsWith('/merge');
const isWrite = ({ request }: Case) => request.part === 'github' && !request.reads;
