import type { LookedAtRepository, Plan, RefGuards, RepositoryName, SafeguardReader } from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from '../connection.ts';
import { readApps } from './apps.ts';
import { ask } from './asking.ts';
import { readEnvironments } from './environments.ts';
import { readFiles } from './files.ts';
import { Rulesets } from './guards.ts';
import {
  readActions,
  readDeployKeys,
  readForks,
  readOrganizationSecrets,
  readOwnersErrors,
  readProtectedBranches,
  readSecrets,
  readToken,
  readVariables,
} from './settings.ts';

export interface SafeguardReaderOptions {
  readonly connect: (repository: RepositoryName) => GitHubConnection;
  /** Where the caller knows better than the token. */
  readonly plan: Plan | undefined;
}

/** Reads with as many requests as there are settings: some thirty for each repository. */
export function safeguardReader(options: SafeguardReaderOptions): SafeguardReader {
  const { connect } = options;
  return {
    look: (name, branch) => look(connect(name), branch, options),
    async safeguards(looked, refs) {
      const connection = connect(looked.repository);
      const rulesets = new Rulesets(connection, looked.branch);
      const { files } = looked;
      const noOwners = files.kind === 'read' && files.value.owners === null;
      const [guards, rulesetFacts, environments, ownersErrors, protectedBranches] = await Promise.all([
        guardsOf(rulesets, refs),
        rulesets.facts(),
        readEnvironments(connection),
        noOwners ? ({ kind: 'read', value: [] } as const) : readOwnersErrors(connection, looked.branch),
        readProtectedBranches(connection),
      ]);
      const [actions, token, forks, secrets, organizationSecrets, variables, deployKeys] = await Promise.all([
        readActions(connection),
        readToken(connection),
        readForks(connection, looked.visibility),
        readSecrets(connection),
        looked.owner.kind === 'User' ? ({ kind: 'read', value: [] } as const) : readOrganizationSecrets(connection),
        readVariables(connection),
        readDeployKeys(connection),
      ]);
      return {
        ...looked,
        refs: guards,
        rulesets: rulesetFacts,
        environments,
        ownersErrors,
        protectedBranches,
        actions,
        token,
        forks,
        secrets,
        organizationSecrets,
        variables,
        deployKeys,
      };
    },
    async guards(name, refs) {
      const connection = connect(name);
      const found = await readRepository(connection);
      return guardsOf(new Rulesets(connection, found?.default_branch ?? ''), refs);
    },
    apps: async (owner, slugs) => readApps(connect(`${owner.login}/.github` as RepositoryName), owner, slugs),
  };
}

async function guardsOf(rulesets: Rulesets, refs: readonly string[]): Promise<ReadonlyMap<string, RefGuards>> {
  const found = new Map<string, RefGuards>();
  for (const ref of new Set(refs)) found.set(ref, await rulesets.guards(ref));
  return found;
}

const repositoryAnswer = v.object({
  full_name: v.string(),
  private: v.boolean(),
  default_branch: v.string(),
  owner: v.object({ login: v.string(), type: v.string() }),
});

async function readRepository(connection: GitHubConnection) {
  const question = { route: 'GET /repos/{owner}/{repo}', schema: repositoryAnswer, needs: 'metadata: read' };
  const answer = await ask(connection, question);
  return answer.kind === 'read' ? answer.value : null;
}

async function look(
  connection: GitHubConnection,
  wanted: string | undefined,
  { plan }: SafeguardReaderOptions,
): Promise<LookedAtRepository | null> {
  const found = await readRepository(connection);
  if (found === null) return null;
  const branch = wanted ?? found.default_branch;
  const owner = {
    kind: found.owner.type === 'Organization' ? 'Organization' : 'User',
    login: found.owner.login,
  } as const;
  return {
    repository: connection.repository,
    owner,
    visibility: found.private ? 'private' : 'public',
    plan: plan ?? (await readPlan(connection, owner)),
    branch,
    files: await readFiles(connection, branch),
  };
}

const planAnswer = v.object({ login: v.string(), plan: v.optional(v.object({ name: v.string() })) });

/** The names that GitHub's API has for what is sold as Enterprise Cloud. */
const enterpriseNames: ReadonlySet<string> = new Set(['business', 'business_plus', 'enterprise', 'enterprise_cloud']);

const meta = v.object({ installed_version: v.optional(v.string()) });

/** An Enterprise Server, which alone says a version, has what the plan Enterprise has. */
async function readPlan(connection: GitHubConnection, owner: LookedAtRepository['owner']): Promise<Plan | null> {
  const server = await ask(connection, { route: 'GET /meta', schema: meta, needs: 'metadata: read' });
  if (server.kind === 'read' && server.value.installed_version !== undefined) return 'enterprise';
  const route = owner.kind === 'Organization' ? 'GET /orgs/{org}' : 'GET /user';
  const question = { route, parameters: { org: owner.login }, schema: planAnswer, needs: 'organization_plan: read' };
  const answer = await ask(connection, question);
  if (answer.kind !== 'read' || answer.value.login.toLowerCase() !== owner.login.toLowerCase()) return null;
  const name = answer.value.plan?.name.toLowerCase();
  if (name === undefined) return null;
  if (enterpriseNames.has(name)) return 'enterprise';
  return name === 'free' || name === 'pro' || name === 'team' ? name : null;
}
