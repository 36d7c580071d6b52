import type {
  ActionsFacts,
  DeployKeyFacts,
  ForkFacts,
  OwnersError,
  Reading,
  TokenFacts,
  Visibility,
} from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from '../connection.ts';
import { ask, askForAll, mapped } from './asking.ts';

const administration = 'administration: read';
const permissions = 'GET /repos/{owner}/{repo}/actions/permissions';

const allowed = v.object({
  allowed_actions: v.optional(v.picklist(['all', 'local_only', 'selected']), 'all'),
  sha_pinning_required: v.optional(v.boolean()),
});

export async function readActions(connection: GitHubConnection): Promise<Reading<ActionsFacts>> {
  const answer = await ask(connection, { route: permissions, schema: allowed, needs: administration });
  return mapped(answer, (found) => ({ allowed: found.allowed_actions, shaPinning: found.sha_pinning_required }));
}

const token = v.object({
  default_workflow_permissions: v.picklist(['read', 'write']),
  can_approve_pull_request_reviews: v.boolean(),
});

export async function readToken(connection: GitHubConnection): Promise<Reading<TokenFacts>> {
  const answer = await ask(connection, { route: `${permissions}/workflow`, schema: token, needs: administration });
  return mapped(answer, (found) => ({
    defaultPermissions: found.default_workflow_permissions,
    mayApprove: found.can_approve_pull_request_reviews,
  }));
}

const approval = v.object({
  approval_policy: v.picklist([
    'first_time_contributors_new_to_github',
    'first_time_contributors',
    'all_external_contributors',
  ]),
});
const privateForks = v.object({
  send_write_tokens_to_workflows: v.boolean(),
  send_secrets_and_variables: v.boolean(),
});

export async function readForks(connection: GitHubConnection, visibility: Visibility): Promise<Reading<ForkFacts>> {
  const ofPublic = `${permissions}/fork-pr-contributor-approval`;
  if (visibility === 'public')
    return mapped(
      await ask(connection, { route: ofPublic, schema: approval, needs: administration }),
      (found): ForkFacts => ({ kind: 'public', approval: found.approval_policy }),
    );
  const route = `${permissions}/fork-pr-workflows-private-repos`;
  return mapped(await ask(connection, { route, schema: privateForks, needs: administration }), (found): ForkFacts => ({
    kind: 'private',
    writeTokens: found.send_write_tokens_to_workflows,
    secrets: found.send_secrets_and_variables,
  }));
}

const named = v.array(v.object({ name: v.string() }));

const names =
  (path: string, field: 'secrets' | 'variables') =>
  (connection: GitHubConnection): Promise<Reading<readonly string[]>> => {
    const route = `GET /repos/{owner}/{repo}/actions/${path}`;
    const schema = v.object({ secrets: v.optional(named, []), variables: v.optional(named, []) });
    return askForAll(connection, { route, schema, needs: `${field}: read` }, (found) =>
      found[field].map(({ name }) => name),
    );
  };

export const readSecrets = names('secrets', 'secrets');
export const readOrganizationSecrets = names('organization-secrets', 'secrets');

/** The repository's and, under them, the organization's. */
export async function readVariables(connection: GitHubConnection): Promise<Reading<readonly string[]>> {
  const own = await names('variables', 'variables')(connection);
  if (own.kind !== 'read') return own;
  const shared = await names('organization-variables', 'variables')(connection);
  return mapped(shared, (found) => [...new Set([...own.value, ...found])]);
}

const key = v.object({ id: v.number(), title: v.string(), read_only: v.boolean() });

export function readDeployKeys(connection: GitHubConnection): Promise<Reading<readonly DeployKeyFacts[]>> {
  const question = { route: 'GET /repos/{owner}/{repo}/keys', schema: v.array(key), needs: administration };
  return askForAll(connection, question, (keys) =>
    keys.map(({ id, title, read_only: readOnly }) => ({ id, title, mayWrite: !readOnly })),
  );
}

const branch = v.object({ name: v.string(), protected: v.boolean() });

export function readProtectedBranches(connection: GitHubConnection): Promise<Reading<readonly string[]>> {
  const route = 'GET /repos/{owner}/{repo}/branches';
  const question = { route, parameters: { protected: true }, schema: v.array(branch), needs: 'contents: read' };
  return askForAll(connection, question, (found) => found.filter((each) => each.protected).map(({ name }) => name));
}

const ownersErrors = v.object({
  errors: v.array(
    v.object({ line: v.number(), kind: v.string(), source: v.optional(v.string(), ''), message: v.string() }),
  ),
});

export async function readOwnersErrors(
  connection: GitHubConnection,
  ref: string,
): Promise<Reading<readonly OwnersError[]>> {
  const route = 'GET /repos/{owner}/{repo}/codeowners/errors';
  const answer = await ask(connection, { route, parameters: { ref }, schema: ownersErrors, needs: 'contents: read' });
  return mapped(answer, ({ errors }) =>
    errors.map(({ line, kind, source }) => ({ line, message: `${kind}: ${source.trim()}` })),
  );
}
