import { connectGitHub, promotionStateReader, pullRequestWriter } from '@bitvault/github';
import { json, startPart, Traffic, type Answer, type PartRequest } from '@bitvault/lab';
import { textFile } from '@bitvault/promotion';
import { repository, type Rig } from './rig.ts';

export const secret = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';

/** A server that answers as a test tells it, for what no GitHub would do on request. */
export async function startScripted(answer: (request: PartRequest, count: number) => Answer | Promise<Answer>) {
  const traffic = new Traffic();
  let count = 0;
  const server = await startPart('github', traffic, (request) => {
    count += 1;
    return answer(request, count);
  });
  const connection = connectGitHub({
    token: secret,
    apiUrl: `${server.origin}/api/v3`,
    graphqlUrl: `${server.origin}/api/graphql`,
    repository,
    patience: 5_000,
  });
  return {
    origin: server.origin,
    traffic,
    connection,
    reader: promotionStateReader(connection),
    writer: pullRequestWriter(connection),
    async [Symbol.asyncDispose]() {
      await server.close();
    },
  };
}

/** The rig's own GitHub, whose answers are altered on their way, value by value: those to requests with this text in them. */
export function startAltered(
  { lab, token }: Pick<Rig, 'lab' | 'token'>,
  text: string,
  alter: (key: string, value: unknown) => unknown,
) {
  return startScripted(async ({ method, body, url }) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = method === 'GET' ? {} : { body: new Uint8Array(body) };
    const answer = await fetch(`${lab.origin}${url.pathname}${url.search}`, { method, headers, ...sent });
    const data: unknown = JSON.parse(
      await answer.text(),
      body.includes(text) ? (key, value: unknown) => alter(key, value) : undefined,
    );
    return json(answer.status, data, { date: answer.headers.get('date') ?? '' });
  });
}

const oid = (digit: string) => digit.repeat(40);

export interface Entry {
  readonly text: string | null;
  /** Default: that of the text. */
  readonly oid?: string;
  readonly isBinary?: boolean | null;
  readonly isTruncated?: boolean;
}

export function treeEntry(name: string, entry: Entry) {
  const { oid: ofText } = textFile(entry.text ?? '');
  return { name, mode: 0o100644, object: { oid: ofText, isBinary: false, isTruncated: false, ...entry } };
}

const listed = (name: string, tree: string) => ({ name, mode: 0o040000, type: 'tree', oid: tree });
const folder = (tree: string, entries: readonly object[]) => ({ __typename: 'Tree', oid: tree, entries });

/** The data of a ProposalState answer: a repository with one digest file and without a pull request. */
export function proposalData(policy: string, values: Entry) {
  return {
    repository: {
      host: 'https://github.com/acme/gitops',
      id: 'R_1',
      base: {
        name: 'main',
        target: {
          oid: oid('a'),
          tree: { oid: oid('b'), entries: [listed('envs', oid('c'))] },
          policy: treeEntry('promotion.yaml', { text: policy }),
        },
      },
      head: null,
      holds: null,
      environments: folder(oid('c'), [listed('dev', oid('d'))]),
      digests: folder(oid('d'), [treeEntry('values.dev.yaml', values)]),
    },
  };
}

export const graphql = (data: unknown, errors?: readonly unknown[], headers: Record<string, string> = {}): Answer =>
  json(200, errors === undefined ? { data } : { data, errors }, headers);
