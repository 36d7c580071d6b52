import type { DeploymentRefs, EnvironmentFacts, Reading } from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from '../connection.ts';
import { reviewer } from '../deployment-gate-reader.ts';
import { askForAll } from './asking.ts';

const rule = v.object({
  type: v.string(),
  wait_timer: v.optional(v.number(), 0),
  prevent_self_review: v.optional(v.boolean(), false),
  reviewers: v.optional(v.array(reviewer), []),
});

const environment = v.object({
  name: v.string(),
  protection_rules: v.optional(v.array(rule), []),
  can_admins_bypass: v.optional(v.boolean()),
  deployment_branch_policy: v.nullish(
    v.object({ protected_branches: v.boolean(), custom_branch_policies: v.boolean() }),
    null,
  ),
});

const list = v.object({ environments: v.optional(v.array(environment), []) });
const policies = v.object({
  branch_policies: v.array(
    v.object({ id: v.number(), name: v.string(), type: v.optional(v.picklist(['branch', 'tag']), 'branch') }),
  ),
});
const secrets = v.object({ secrets: v.array(v.object({ name: v.string() })) });

/** Every environment of the repository with what lets a job pass, and the names of its secrets. */
export async function readEnvironments(connection: GitHubConnection): Promise<Reading<readonly EnvironmentFacts[]>> {
  const route = 'GET /repos/{owner}/{repo}/environments';
  const question = { route, schema: list, needs: 'actions: read' };
  const found = await askForAll(connection, question, ({ environments }) => environments);
  if (found.kind !== 'read') return found;
  const facts: EnvironmentFacts[] = [];
  for (const each of found.value) facts.push(await factsOf(connection, each));
  return { kind: 'read', value: facts };
}

async function factsOf(
  connection: GitHubConnection,
  found: v.InferOutput<typeof environment>,
): Promise<EnvironmentFacts> {
  const { name, protection_rules: rules } = found;
  const [refs, held] = await Promise.all([refsOf(connection, found), readEnvironmentSecrets(connection, name)]);
  return {
    name,
    reviewers: rules.flatMap(({ reviewers }) => reviewers),
    preventSelfReview: rules.some((each) => each.prevent_self_review),
    canAdminsBypass: found.can_admins_bypass,
    waitTimer: Math.max(0, ...rules.map((each) => each.wait_timer)),
    refs,
    secrets: held,
  };
}

async function refsOf(
  connection: GitHubConnection,
  { name, deployment_branch_policy: policy }: v.InferOutput<typeof environment>,
): Promise<DeploymentRefs> {
  if (policy === null) return { kind: 'any' };
  if (policy.protected_branches) return { kind: 'protected' };
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
  const question = { route, parameters: { environment_name: name }, schema: policies, needs: 'actions: read' };
  const patterns = await askForAll(connection, question, ({ branch_policies: all }) =>
    all.map(({ id, name: pattern, type }) => ({ id, name: pattern, tag: type === 'tag' })),
  );
  return { kind: 'selected', patterns };
}

function readEnvironmentSecrets(connection: GitHubConnection, name: string): Promise<Reading<readonly string[]>> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets';
  const question = { route, parameters: { environment_name: name }, schema: secrets, needs: 'environments: read' };
  return askForAll(connection, question, ({ secrets: all }) => all.map((secret) => secret.name));
}
