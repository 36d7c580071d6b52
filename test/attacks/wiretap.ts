import type { Lab, PartRequest } from '@bitvault/lab';

/** Listens to everything that travels between the actions and the lab. */
export interface Wiretap {
  /** Whatever has served as a credential so far, in every form that travelled, and what it was made from. */
  readonly secrets: ReadonlySet<string>;
  /** Calls `note` for each request to GitHub or the registry that changes something, until the function returned is called. */
  onWrite(note: (write: Write) => void): () => void;
}

export interface Write {
  readonly by: string;
  /** `PUT /repos/…/merge`, or the operation of a GraphQL mutation. */
  readonly what: string;
}

export function wiretap(lab: Lab): Wiretap {
  const secrets = new Set<string>();
  const listeners = new Set<(write: Write) => void>();
  for (const part of [lab.github, lab.registry]) {
    part.tamper((request, answer) => {
      for (const secret of credentialsOf(request.headers.authorization)) secrets.add(secret);
      for (const secret of issuedTokens(answer.body)) secrets.add(secret);
      const what = writeOf(request);
      if (what !== null) for (const note of listeners) note({ by: request.record.actor ?? 'anonymous', what });
      return answer;
    });
  }
  return {
    secrets,
    onWrite(note) {
      listeners.add(note);
      return () => void listeners.delete(note);
    },
  };
}

/** The token or Basic string of an Authorization header, and the password in it. */
function credentialsOf(header: string | undefined): readonly string[] {
  const [scheme = '', value = ''] = (header ?? '').split(' ');
  if (value === '') return [];
  if (scheme.toLowerCase() !== 'basic') return [value];
  const [, password = ''] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return [value, password];
}

/** The registry's bearer tokens, and the ID tokens of jobs. */
function issuedTokens(body: string | Uint8Array | undefined): readonly string[] {
  if (typeof body !== 'string') return [];
  return [...body.matchAll(/^\{(?:"count":\d+,)?"(?:token|value)":"([^"]{20,})"/g)].flatMap(([, token]) => token ?? []);
}

function writeOf({ method, url, body }: PartRequest): string | null {
  if (method === 'GET' || method === 'HEAD') return null;
  if (url.pathname !== '/api/graphql') return `${method} ${url.pathname}`;
  return /"query":"mutation (\w*)/.exec(body.toString('utf8'))?.[1] ?? null;
}
