import { json, type Answer } from '../../http/part-server.ts';
import type { Environment, Reviewer } from '../model/actions.ts';
import { notFound, unprocessable } from '../refusal.ts';
import { environmentOf } from '../setup.ts';
import { environmentShape } from '../shapes/actions-shapes.ts';
import { isRecord } from './body-reader.ts';
import { listAnswer, noContent, repoRoute, type RepoCall, type Route } from './route.ts';

function environmentNamed({ repository, params }: RepoCall): Environment {
  const found = repository.environments.get((params['environment_name'] ?? '').toLowerCase());
  if (!found) throw notFound();
  return found;
}

function listEnvironments(call: RepoCall): Promise<Answer> {
  const { context, repository } = call;
  const all = [...repository.environments.values()];
  return listAnswer(
    call,
    all,
    (environment) => environmentShape(context, repository, environment),
    (environments) => ({ total_count: all.length, environments }),
  );
}

/** What only a plan with protection of deployments takes, in the body or not at all. */
const protecting = ['wait_timer', 'prevent_self_review', 'reviewers', 'can_admins_bypass'] as const;

/** Makes or replaces it: what is left out is taken back to its default. */
function putEnvironment(call: RepoCall): Answer {
  const { context, repository, body, params } = call;
  const lacking = !context.store.has('deployment-protection', repository);
  if (lacking && protecting.some((field) => body.has(field)))
    throw unprocessable(
      'Failed to create the environment protection rule. Please ensure the billing plan supports the required reviewers protection rule.',
    );
  const policy = branchPolicyOf(call);
  if (policy !== null && !context.store.has('environments', repository))
    throw unprocessable('Fail to create protected rule, please ensure billing plan include protected branch gate.');
  const environment = environmentOf(context, repository, params['environment_name'] ?? '');
  environment.reviewers = (body.array('reviewers') ?? []).map((each) => reviewerOf(call, each));
  environment.preventSelfReview = body.boolean('prevent_self_review') ?? false;
  environment.waitTimer = Number(body.raw('wait_timer') ?? 0);
  environment.canAdminsBypass = body.boolean('can_admins_bypass') ?? true;
  const kept = Array.isArray(environment.branchPolicy) ? environment.branchPolicy : [];
  environment.branchPolicy = policy === 'custom' ? kept : policy;
  environment.updatedAt = context.clock.now();
  return json(200, environmentShape(context, repository, environment));
}

function branchPolicyOf({ body }: RepoCall): 'protected' | 'custom' | null {
  const policy = body.record('deployment_branch_policy');
  if (policy === undefined) return null;
  const { protected_branches: ofProtected, custom_branch_policies: custom } = policy;
  if (ofProtected === custom)
    throw unprocessable('protected_branches and custom_branch_policies cannot have the same value');
  return ofProtected === true ? 'protected' : 'custom';
}

function reviewerOf({ context: { store } }: RepoCall, value: unknown): Reviewer {
  const { type, id } = isRecord(value) ? value : {};
  const team = type === 'Team' ? store.teams.find((each) => each.id === id) : undefined;
  const account = type === 'User' ? store.accounts.find((each) => each.id === id) : undefined;
  if (team) return { kind: 'Team', team };
  if (account) return { kind: 'User', account };
  throw unprocessable('Could not resolve a reviewer of the environment');
}

const patternsOf = ({ branchPolicy }: Environment): readonly string[] =>
  branchPolicy === 'protected' ? [] : (branchPolicy ?? []);

const policyShape = ({ id }: Environment, name: string, index: number) => ({
  id: id * 100 + index,
  node_id: `L_policy${id * 100 + index}`,
  name,
  type: 'branch',
});

function listBranchPolicies(call: RepoCall): Answer {
  const environment = environmentNamed(call);
  const policies = patternsOf(environment).map((name, index) => policyShape(environment, name, index));
  return json(200, { total_count: policies.length, branch_policies: policies });
}

function addBranchPolicy(call: RepoCall): Answer {
  const environment = environmentNamed(call);
  const { branchPolicy } = environment;
  if (branchPolicy === null || branchPolicy === 'protected') throw notFound();
  const name = call.body.mustString('name');
  if (branchPolicy.includes(name)) return { status: 303 };
  environment.branchPolicy = [...branchPolicy, name];
  return json(200, policyShape(environment, name, branchPolicy.length));
}

function deleteBranchPolicy(call: RepoCall): Answer {
  const environment = environmentNamed(call);
  const patterns = patternsOf(environment);
  const index = Number(call.params['branch_policy_id']) - environment.id * 100;
  if (patterns[index] === undefined) throw notFound();
  environment.branchPolicy = patterns.toSpliced(index, 1);
  return noContent;
}

const at = '/environments/{environment_name}';

export const environmentRoutes: readonly Route[] = [
  repoRoute('GET', '/environments', 'actions:read', listEnvironments),
  repoRoute('GET', at, 'actions:read', (call) =>
    json(200, environmentShape(call.context, call.repository, environmentNamed(call))),
  ),
  repoRoute('PUT', at, 'administration:write', putEnvironment),
  repoRoute('GET', `${at}/deployment-branch-policies`, 'actions:read', listBranchPolicies),
  repoRoute('POST', `${at}/deployment-branch-policies`, 'administration:write', addBranchPolicy),
  repoRoute(
    'DELETE',
    `${at}/deployment-branch-policies/{branch_policy_id}`,
    'administration:write',
    deleteBranchPolicy,
  ),
];
