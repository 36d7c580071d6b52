import type { Answer } from '../../http/part-server.ts';
import { notFound } from '../refusal.ts';
import { listAnswer, repoRoute, type RepoCall, type Route } from './route.ts';

/** Names only: values are never told. */
function secretList(call: RepoCall, secrets: Iterable<string>): Promise<Answer> {
  const since = call.repository.createdAt.toISOString();
  const names = [...secrets];
  return listAnswer(
    call,
    names,
    (name) => ({ name, created_at: since, updated_at: since }),
    (items) => ({ total_count: names.length, secrets: items }),
  );
}

function variableList(call: RepoCall, variables: ReadonlyMap<string, string>): Promise<Answer> {
  const since = call.repository.createdAt.toISOString();
  const entries = [...variables];
  return listAnswer(
    call,
    entries,
    ([name, value]) => ({ name, value, created_at: since, updated_at: since }),
    (items) => ({ total_count: entries.length, variables: items }),
  );
}

function environmentSecrets(call: RepoCall): Promise<Answer> {
  const found = call.repository.environments.get((call.params['environment_name'] ?? '').toLowerCase());
  if (!found) throw notFound();
  return secretList(call, found.secrets.keys());
}

const none: ReadonlyMap<string, string> = new Map();

function deployKeys(call: RepoCall): Promise<Answer> {
  const { context, repository } = call;
  return listAnswer(call, repository.deployKeys, ({ id, title, readOnly, createdAt }) => ({
    id,
    key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    url: context.links.repo(repository, `keys/${id}`),
    title,
    verified: true,
    created_at: createdAt.toISOString(),
    read_only: readOnly,
  }));
}

export const secretRoutes: readonly Route[] = [
  repoRoute('GET', '/actions/secrets', 'secrets:read', (call) => secretList(call, call.repository.secrets.keys())),
  repoRoute('GET', '/actions/organization-secrets', 'secrets:read', (call) =>
    secretList(call, (call.context.store.organizationSecrets.get(call.repository.owner.id) ?? none).keys()),
  ),
  repoRoute('GET', '/actions/variables', 'variables:read', (call) => variableList(call, call.repository.variables)),
  repoRoute('GET', '/actions/organization-variables', 'variables:read', (call) =>
    variableList(call, call.context.store.organizationVariables.get(call.repository.owner.id) ?? none),
  ),
  repoRoute('GET', '/environments/{environment_name}/secrets', 'environments:read', environmentSecrets),
  repoRoute('GET', '/keys', 'administration:read', deployKeys),
];
