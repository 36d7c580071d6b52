import { json, type Answer } from '../../http/part-server.ts';
import type { GitHubContext } from '../context.ts';
import { isAllowed, roleOf } from '../identity/access.ts';
import type { Identity } from '../identity/identity.ts';
import type { Repository } from '../model/repository.ts';
import {
  actorTypes,
  enforcements,
  rulesetsOf,
  rulesetTargets,
  type BypassActor,
  type Ruleset,
  type RulesetRule,
} from '../model/rulesets.ts';
import { notFound, Refusal, unprocessable } from '../refusal.ts';
import { protectionShape, rulesetHead, rulesetShape, ruleShapes } from '../shapes/ruleset-shapes.ts';
import { isRecord, type BodyReader } from './body-reader.ts';
import { listAnswer, noContent, repoRoute, type RepoCall, type Route } from './route.ts';

/** What GitHub answers wherever rules of branches are asked for on a plan that has none for private repositories. */
const upgrade = 'Upgrade to GitHub Pro or make this repository public to enable this feature.';

const withRules =
  (handle: (call: RepoCall) => Promise<Answer> | Answer) =>
  (call: RepoCall): Promise<Answer> | Answer => {
    if (!call.context.store.has('branch-rules', call.repository)) throw new Refusal(403, 'FORBIDDEN', upgrade);
    return handle(call);
  };

const administration = { permission: 'administration', level: 'write' } as const;

function rulesetOf({ repository, params }: RepoCall): Ruleset {
  const found = repository.rulesets.find((each) => String(each.id) === params['ruleset_id']);
  if (!found) throw notFound();
  return found;
}

function bypassOf({ store }: GitHubContext, repository: Repository, ruleset: Ruleset, by: Identity): string {
  const modes = ruleset.bypassActors.filter((actor) => {
    if (by.kind === 'installation') return actor.type === 'Integration' && actor.id === by.installation.app.id;
    if (by.kind !== 'user') return false;
    const team = store.teams.find((each) => each.id === actor.id);
    if (actor.type === 'Team') return team?.members.has(by.account.id) ?? false;
    if (actor.type === 'OrganizationAdmin') return store.owners.get(repository.owner.id)?.has(by.account.id) ?? false;
    return actor.type === 'User'
      ? actor.id === by.account.id
      : actor.type === 'RepositoryRole' && roleOf(store, by.account, repository) === 'admin';
  });
  if (modes.some(({ mode }) => mode === 'exempt')) return 'exempt';
  if (modes.some(({ mode }) => mode === 'always')) return 'always';
  return modes.length > 0 ? 'pull_requests_only' : 'never';
}

function shapeFor({ context, repository, identity }: RepoCall, ruleset: Ruleset) {
  const mayChange = isAllowed(context.store, identity, repository, administration);
  const bypass = bypassOf(context, repository, ruleset, identity);
  return rulesetShape(context, repository, ruleset, { mayChange, bypass });
}

function listRulesets(call: RepoCall): Promise<Answer> {
  const { context, repository, query } = call;
  const targets = query.get('targets')?.split(',');
  const found = repository.rulesets.filter(({ target }) => targets?.includes(target) ?? true);
  return listAnswer(call, found, (ruleset) => rulesetHead(context, repository, ruleset));
}

function writeRuleset(call: RepoCall, before: Ruleset | null): Ruleset {
  const { context, body } = call;
  const now = context.clock.now();
  const refs = body.record('conditions')?.['ref_name'];
  const { include, exclude } = isRecord(refs) ? refs : { include: before?.include, exclude: before?.exclude };
  return {
    id: before?.id ?? context.store.nextId(),
    name: body.string('name') ?? before?.name ?? body.mustString('name'),
    target: body.word('target', rulesetTargets) ?? before?.target ?? 'branch',
    enforcement: body.word('enforcement', enforcements) ?? before?.enforcement ?? missing('enforcement'),
    include: textsOf(include),
    exclude: textsOf(exclude),
    rules: body.array('rules')?.map(ruleOf) ?? before?.rules ?? [],
    bypassActors: bypassActors(context, body) ?? before?.bypassActors ?? [],
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

const missing = (name: string): never => {
  throw unprocessable(`Invalid request.\n\n"${name}" wasn't supplied.`);
};

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function ruleOf(value: unknown): RulesetRule {
  if (!isRecord(value) || typeof value['type'] !== 'string') throw unprocessable('Invalid rule');
  const { type, parameters } = value;
  return { type, ...(isRecord(parameters) && { parameters }) };
}

function bypassActors({ store }: GitHubContext, body: BodyReader): readonly BypassActor[] | undefined {
  return body.array('bypass_actors')?.map((value): BypassActor => {
    if (!isRecord(value)) throw unprocessable('Invalid bypass actor');
    const { actor_id: id = null, actor_type, bypass_mode = 'always' } = value;
    const type = actorTypes.find((each) => each === actor_type);
    const mode = (['always', 'pull_request', 'exempt'] as const).find((each) => each === bypass_mode);
    if (type === undefined || mode === undefined || (id !== null && typeof id !== 'number'))
      throw unprocessable(`Invalid request.\n\nFor 'bypass_actors', ${JSON.stringify(value)} is not an actor.`);
    const app = type === 'Integration' ? store.apps.find((each) => each.id === id) : undefined;
    const known = type === 'Team' ? store.teams.some((each) => each.id === id) : type !== 'Integration' || app;
    if (!known) throw unprocessable('Actor must be part of the ruleset source or owner organization');
    return { type, id, mode, slug: app?.slug ?? null };
  });
}

function createRuleset(call: RepoCall): Answer {
  const made = writeRuleset(call, null);
  call.repository.rulesets.push(made);
  return json(201, shapeFor(call, made));
}

function updateRuleset(call: RepoCall): Answer {
  const { rulesets } = call.repository;
  const before = rulesetOf(call);
  const after = writeRuleset(call, before);
  rulesets[rulesets.indexOf(before)] = after;
  return json(200, shapeFor(call, after));
}

function deleteRuleset(call: RepoCall): Answer {
  const { rulesets } = call.repository;
  rulesets.splice(rulesets.indexOf(rulesetOf(call)), 1);
  return noContent;
}

function branchRules(call: RepoCall): Promise<Answer> {
  const { repository, params } = call;
  const found = rulesetsOf(repository, `refs/heads/${params['branch'] ?? ''}`);
  return listAnswer(
    call,
    found.flatMap((ruleset) => ruleShapes(repository, ruleset)),
    (rule) => rule,
  );
}

function branchProtection({ context, repository, params }: RepoCall): Answer {
  const branch = params['branch'] ?? '';
  const protection = repository.protections.get(branch);
  if (repository.git.branch(branch) === null) throw new Refusal(404, 'NOT_FOUND', 'Branch not found');
  if (!protection) throw new Refusal(404, 'NOT_FOUND', 'Branch not protected');
  return json(200, protectionShape(context, repository, branch, protection));
}

export const rulesetRoutes: readonly Route[] = [
  repoRoute('GET', '/rulesets', 'metadata:read', withRules(listRulesets)),
  repoRoute('POST', '/rulesets', 'administration:write', withRules(createRuleset)),
  repoRoute(
    'GET',
    '/rulesets/{ruleset_id}',
    'metadata:read',
    withRules((call) => json(200, shapeFor(call, rulesetOf(call)))),
  ),
  repoRoute('PUT', '/rulesets/{ruleset_id}', 'administration:write', withRules(updateRuleset)),
  repoRoute('DELETE', '/rulesets/{ruleset_id}', 'administration:write', withRules(deleteRuleset)),
  repoRoute('GET', '/rules/branches/{branch}', 'metadata:read', withRules(branchRules)),
  repoRoute('GET', '/branches/{branch}/protection', 'administration:read', withRules(branchProtection)),
];
