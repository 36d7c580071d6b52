import type { Answer } from '@bitvault/lab';
import fc from 'fast-check';
import { byteChanges, valueChanges } from './mutations.ts';
import { spoiltTexts } from './text-changes.ts';

/** One change of an HTTP answer: of its status, of a header that it has or should not have, or of its body. */
export type AnswerChange =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | { readonly kind: 'bytes'; readonly spoil: (honest: Uint8Array) => Buffer }
  | { readonly kind: 'values'; readonly spoil: (honest: unknown) => unknown };

const statuses = [200, 201, 202, 204, 206, 299, 301, 304, 307, 400, 401, 403, 404, 406, 409, 410, 416, 422, 451, 501];

/** @param headers names → honest values of headers that decide; those are spoilt */
export const answerChanges = (headers: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<AnswerChange> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('values'), spoil: valueChanges }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('bytes'), spoil: byteChanges }) },
    fc.record({ kind: fc.constant('status'), status: fc.constantFrom(...statuses) }),
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(...Object.entries(headers))
        .chain(([name, honest]) =>
          spoiltTexts(honest).map((value) => ({ kind: 'header' as const, name, value: sendable(value) })),
        ),
    },
  );

/** What no server could send as the value of a header is left out. */
const sendable = (value: string): string => value.replaceAll(/[^\t\u0020-\u007E\u0080-\u00FF]/g, '').slice(0, 4_000);

export function changedAnswer(answer: Answer, change: AnswerChange): Answer {
  const body = Buffer.from(answer.body ?? '');
  switch (change.kind) {
    case 'status':
      return { ...answer, status: change.status };
    case 'header':
      return { ...answer, headers: { ...answer.headers, [change.name]: change.value } };
    case 'bytes':
      return withBody(answer, change.spoil(body));
    case 'values':
      return withBody(answer, valuesChanged(body, change.spoil));
  }
}

/** Whoever counts on a length that is not there waits for the rest until its time is up. */
function withBody(answer: Answer, body: string | Uint8Array): Answer {
  const { 'content-length': _, ...headers } = answer.headers ?? {};
  return { ...answer, headers, body };
}

function valuesChanged(body: Buffer, spoil: (honest: unknown) => unknown): string {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    // What is no JSON has no values to change: it becomes JSON.
    value = { text: body.toString('latin1') };
  }
  return JSON.stringify(spoil(value));
}
