import type { AppFacts, LookedAtRepository, Reading } from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from '../connection.ts';
import { ask, askForAll } from './asking.ts';

const permissions = v.record(v.string(), v.string());
const installations = v.object({
  installations: v.array(v.object({ app_id: v.number(), app_slug: v.string(), permissions })),
});
const app = v.object({ id: v.number(), slug: v.optional(v.string()), permissions });

/**
 * The Apps of an owner with what they were granted. Who may not list them is told of public Apps what these ask for; one
 * that is private is known to those who manage it alone.
 */
export async function readApps(
  connection: GitHubConnection,
  owner: LookedAtRepository['owner'],
  slugs: readonly string[],
): Promise<Reading<readonly AppFacts[]>> {
  const needs = 'organization_administration: read';
  if (owner.kind === 'Organization') {
    const route = 'GET /orgs/{org}/installations';
    const question = { route, parameters: { org: owner.login }, schema: installations, needs };
    const all = await askForAll(connection, question, (found) =>
      found.installations.map((each) => ({ id: each.app_id, slug: each.app_slug, permissions: each.permissions })),
    );
    if (all.kind === 'read') return all;
  }
  const found: AppFacts[] = [];
  for (const slug of slugs) {
    const question = { route: 'GET /apps/{app_slug}', parameters: { app_slug: slug }, schema: app, needs };
    const one = await ask(connection, question);
    if (one.kind !== 'read')
      return one.kind === 'unread' ? { ...one, because: `of the App ${slug}, ${one.because}` } : one;
    found.push({ ...one.value, slug });
  }
  return { kind: 'read', value: found };
}
