import { createSign } from 'node:crypto';
import { input, mask, refuseInputs, runStandIn, saveState, setOutput, variable } from '../protocol.ts';

interface Installation {
  readonly id: number;
  readonly app_slug: string;
}

await runStandIn(async () => {
  refuseInputs('enterprise');
  const issuer = input('client-id') || input('app-id');
  const key = input('private-key').replaceAll(String.raw`\n`, '\n');
  if (issuer === '') throw new Error('input client-id is missing');
  if (key === '') throw new Error('input private-key is missing');
  const api = input('github-api-url').replace(/\/$/, '');
  const target = whichInstallation();
  const installation = (await asApp('GET', api + target.path, issuer, key)) as Installation;
  const path = `${api}/app/installations/${installation.id}/access_tokens`;
  const created = (await asApp('POST', path, issuer, key, { ...target.repositories, ...permissions() })) as {
    readonly token: string;
    readonly expires_at: string;
  };
  mask(created.token);
  setOutput('token', created.token);
  setOutput('installation-id', String(installation.id));
  setOutput('app-slug', installation.app_slug);
  if (input('skip-token-revoke') !== 'true') saveState('token', created.token);
  saveState('api', api);
});

/** Without `owner` the token is for the current repository; `owner` alone means all of the installation's. */
function whichInstallation(): { readonly path: string; readonly repositories: object } {
  const [currentOwner = '', currentName = ''] = variable('GITHUB_REPOSITORY').split('/');
  const names = input('repositories')
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  const owner = input('owner') || currentOwner;
  if (input('owner') === '' && names.length === 0) names.push(currentName);
  const [first] = names.map((name) => name.replace(/^.*\//, ''));
  if (first === undefined) return { path: `/users/${encodeURIComponent(owner)}/installation`, repositories: {} };
  return {
    path: `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(first)}/installation`,
    repositories: { repositories: names.map((name) => name.replace(/^.*\//, '')) },
  };
}

function permissions(): { readonly permissions?: Readonly<Record<string, string>> } {
  const prefix = 'INPUT_PERMISSION-';
  const asked = Object.entries(process.env).filter(([name, value]) => name.startsWith(prefix) && value);
  if (asked.length === 0) return {};
  const entries = asked.map(([name, value]) => [name.slice(prefix.length).toLowerCase().replaceAll('-', '_'), value]);
  return { permissions: Object.fromEntries(entries) as Record<string, string> };
}

/** Signs with this machine's clock; when the server's differs so much that it refuses, once more with the server's. */
async function asApp(method: string, url: string, issuer: string, key: string, body?: object): Promise<unknown> {
  let answer = await request(method, url, appToken(issuer, key, Date.now()), body);
  const theirs = Date.parse(answer.headers.get('date') ?? '');
  if (answer.status === 401 && Math.abs(theirs - Date.now()) > 10_000) {
    answer = await request(method, url, appToken(issuer, key, theirs), body);
  }
  if (!answer.ok)
    throw new Error(`${method} ${new URL(url).pathname} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

function request(method: string, url: string, token: string, body: object | undefined): Promise<Response> {
  return fetch(url, {
    method,
    redirect: 'error',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `bearer ${token}`,
      'user-agent': 'actions/create-github-app-token',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** A JSON Web Token as Apps sign it: RS256, ten minutes at most, dated back for clocks that are behind. */
function appToken(issuer: string, key: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const claims = { iat: seconds - 30, exp: seconds + 570, iss: issuer };
  const content = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  const token = `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`;
  mask(token);
  return token;
}
