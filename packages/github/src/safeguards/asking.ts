import type { Reading } from '@bitvault/promotion';
import type * as v from 'valibot';
import type { AnySchema, GitHubConnection } from '../connection.ts';
import { GitHubError } from '../github-error.ts';

export interface Question<S extends AnySchema> {
  /** Such as `GET /repos/{owner}/{repo}/keys`. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly schema: S;
  /** The permission of a token that may ask, as GitHub's documentation of the route names it. */
  readonly needs: string;
}

/**
 * Asks, and takes a refusal for the answer that it is.
 * @throws GitHubError where there is no answer to be had: no network, a rate limit, a token that is none
 */
export async function ask<S extends AnySchema>(
  connection: GitHubConnection,
  question: Question<S>,
): Promise<Reading<v.InferOutput<S>>> {
  try {
    const { route, parameters = {}, schema } = question;
    return { kind: 'read', value: await connection.rest('repeatable', route, parameters, schema) };
  } catch (error) {
    return refusal(error, question.needs);
  }
}

const pageSize = 100;
const mostPages = 10;

/** The same of a list, all its pages. `items` takes them out of an answer. */
export async function askForAll<S extends AnySchema, T>(
  connection: GitHubConnection,
  question: Question<S>,
  items: (answer: v.InferOutput<S>) => readonly T[],
): Promise<Reading<readonly T[]>> {
  const found: T[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const parameters = { ...question.parameters, per_page: pageSize, page };
    const answer = await ask(connection, { ...question, parameters });
    if (answer.kind !== 'read') return answer;
    const more = items(answer.value);
    found.push(...more);
    if (more.length < pageSize) return { kind: 'read', value: found };
  }
  const because = `there are more than ${pageSize * mostPages}, and no more are read`;
  return { kind: 'unread', because, needs: question.needs };
}

/** GitHub's sentence for what a plan lacks: "Upgrade to GitHub Pro or make this repository public to enable this feature." */
const planLacks = /^Upgrade to GitHub \w+|billing plan/;

function refusal(error: unknown, needs: string): Reading<never> {
  if (!(error instanceof GitHubError) || error.status === 401) throw error;
  const { code, status, answer, permission } = error;
  if (code === 'GITHUB_DENIED' && planLacks.test(answer)) return { kind: 'not-in-plan', says: answer };
  const because = `GitHub answered ${status ?? 'nothing'}: ${answer}`;
  if (code === 'GITHUB_DENIED') return { kind: 'unread', because, needs: spelled(permission) ?? needs };
  if (code !== 'GITHUB_NOT_FOUND') throw error;
  return { kind: 'unread', because: `${because}, which it also says of what a token may not see`, needs };
}

/** `administration=read` and `contents=read; metadata=read` as people write permissions. */
const spelled = (header: string | null): string | null =>
  header === null || header === '' ? null : header.replaceAll('=', ': ').replaceAll('; ', ', ');

/** What becomes of a value once it is read. */
export const mapped = <T, R>(reading: Reading<T>, change: (value: T) => R): Reading<R> =>
  reading.kind === 'read' ? { kind: 'read', value: change(reading.value) } : reading;
