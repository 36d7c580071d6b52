import { InputError, type Runtime } from '@bitvault/action-kit';
import { connectGitHub, type ConnectionOptions, type GitHubConnection } from '@bitvault/github';
import {
  parsePolicy,
  parseRepositoryName,
  type BaseSnapshot,
  type Policy,
  type RepositoryName,
} from '@bitvault/promotion';

/** The addresses that a runner gives to every job; on an enterprise server they are that server's. */
export interface ServerAddresses {
  readonly server: string;
  readonly api: string;
  readonly graphql: string;
}

/** Throws InputError `INPUT_MISSING`, `TLS_UNCHECKED`. */
export function serverAddresses(env: NodeJS.ProcessEnv): ServerAddresses {
  refuseUncheckedTls(env);
  return {
    server: address(env, 'GITHUB_SERVER_URL'),
    api: address(env, 'GITHUB_API_URL'),
    graphql: address(env, 'GITHUB_GRAPHQL_URL'),
  };
}

/**
 * Whoever is in between would get every token and password, and say what the policy is.
 * Throws InputError `TLS_UNCHECKED`.
 */
export function refuseUncheckedTls(env: NodeJS.ProcessEnv): void {
  // Node.js heeds no other value.
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  throw new InputError(
    'TLS_UNCHECKED',
    'NODE_TLS_REJECT_UNAUTHORIZED is 0, so that no certificate of any server is checked',
    'Remove it from the `env` of the job; the certificate of a private authority goes into NODE_EXTRA_CA_CERTS, as a path.',
  );
}

function address(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name] ?? '';
  if (!URL.canParse(value)) {
    throw new InputError('INPUT_MISSING', `${name} is not set to an address`, 'Run this inside a GitHub Actions job.');
  }
  return value.replace(/\/+$/, '');
}

/**
 * Who issues the tokens of a server's jobs, where no enterprise has an issuer of its own: of github.com and of an
 * Enterprise Server as docs.github.com has it ("OpenID Connect reference"), of a subdomain of ghe.com as cli/cli does.
 */
export function tokenIssuer(server: string): string {
  if (server === 'https://github.com') return 'https://token.actions.githubusercontent.com';
  const { protocol, host } = new URL(server);
  return host.endsWith('.ghe.com') ? `${protocol}//token.actions.${host}` : `${server}/_services/token`;
}

export function gitOpsRepository(input: RepositoryName | undefined, env: NodeJS.ProcessEnv): RepositoryName {
  return input ?? parseRepositoryName(env['GITHUB_REPOSITORY'] ?? '');
}

/** @param more where the token is from, if that is not the input `token` */
export function connectToGitOps(
  inputs: { readonly token: string; readonly repository: RepositoryName | undefined },
  runtime: Runtime,
  more: Pick<ConnectionOptions, 'credential' | 'recollection'> = {},
): GitHubConnection {
  const { api, graphql } = serverAddresses(runtime.env);
  return connectGitHub({
    token: inputs.token,
    apiUrl: api,
    graphqlUrl: graphql,
    repository: gitOpsRepository(inputs.repository, runtime.env),
    redact: (text) => runtime.redact(text),
    ...more,
  });
}

/** URL of this workflow run, for trailers and texts. */
export function runUrl(env: NodeJS.ProcessEnv): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  return server && repository && id ? `${server}/${repository}/actions/runs/${id}` : null;
}

/** The policy on the base branch, and nothing else, decides. Throws PolicyError. */
export function policyOf(base: BaseSnapshot): Policy {
  if (base.policyText === null) {
    throw new InputError(
      'INPUT_INVALID',
      `branch ${base.branch} has no promotion.yaml that can be read`,
      'Add promotion.yaml at the root of the GitOps repository; docs/promotion.schema.json describes it.',
    );
  }
  return parsePolicy(base.policyText);
}
