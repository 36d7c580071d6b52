import type { ActionRequest } from '@bitvault/lab';
import { parseDigest, parseEnvironmentName, parseServiceName, renderHold, type Hold } from '@bitvault/promotion';
import { valuesPath, type EnvironmentName } from '../layout.ts';
import type { Rig } from '../rig.ts';
import type { GateRun, Pull, PullDraft, Site } from '../site.ts';
import type { Attempt } from './row.ts';

/** What an attempt starts from: a repository in which `api` may go from its first version, `old`, to its second, `next`. */
export interface Setting {
  readonly rig: Rig;
  readonly site: Site;
  readonly old: string;
  readonly next: string;
}

type Files = PullDraft['files'];

/** How an attempt differs from what is merged. */
interface Differences {
  /** Of the repository, before the pull request is opened. */
  readonly before?: (setting: Setting) => Promise<unknown> | void;
  /** What the pull request changes; by default exactly the bump. */
  readonly files?: (setting: Setting) => Promise<Files> | Files;
  readonly draft?: Partial<PullDraft> | ((setting: Setting) => Partial<PullDraft>);
  /** After it was opened, and approved where that is asked for. */
  readonly after?: (setting: Setting, pull: Pull) => Promise<unknown> | void;
}

/** A pull request of dev that `auto-merge-dev` is to merge. */
export const atDev = ({
  run,
  ...differences
}: Differences & { readonly run?: (setting: Setting) => Partial<ActionRequest> } = {}): Attempt => ({
  kind: 'attempt',
  async prepare(rig) {
    const setting = await settingBefore(rig, 'dev');
    const pull = await opened(setting, 'dev', differences);
    return { site: setting.site, attack: () => setting.site.autoMerge(pull.number, run?.(setting)) };
  },
});

/** A pull request of prod, approved by alice, that `prod-manual-gate` is to merge in a run that carol approves. */
export const atProd = ({
  run,
  unreviewed = false,
  ...differences
}: Differences & {
  readonly run?: GateRun | ((setting: Setting, pull: Pull) => GateRun);
  readonly unreviewed?: boolean;
} = {}): Attempt => ({
  kind: 'attempt',
  async prepare(rig) {
    const setting = await settingBefore(rig, 'prod');
    const { site } = setting;
    const approve = (pull: Pull) => (unreviewed ? undefined : rig.people.alice.approve(site.repository, pull.number));
    const { after } = differences;
    const pull = await opened(setting, 'prod', {
      ...differences,
      after: async (its, made) => {
        await approve(made);
        await after?.(its, made);
      },
    });
    const how = typeof run === 'function' ? run(setting, pull) : run;
    return { site, attack: () => site.gate({ ...pull, head: site.headOf(pull.number) }, how) };
  },
});

/** `promote` in the GitOps repository, which is to have nothing to do but wait. */
export const atPromote = (
  environment: EnvironmentName,
  before: (setting: Setting) => Promise<unknown> | void,
): Attempt => ({
  kind: 'attempt',
  ends: 'waits',
  async prepare(rig) {
    const setting = await settingBefore(rig, environment);
    const { site } = setting;
    await before(setting);
    const inputs = { 'merge-token': site.token('bitvault-merger') };
    return { site, attack: () => site.run('promote', 'bitvault-promoter', inputs) };
  },
});

/** `promote` with a digest, as CI runs it. */
export const fromBuild = (
  inputs: (setting: Setting) => Promise<Record<string, string>> | Record<string, string>,
  before?: (setting: Setting) => Promise<unknown> | void,
): Attempt => ({
  kind: 'attempt',
  async prepare(rig) {
    const setting = await settingBefore(rig, 'dev');
    await before?.(setting);
    const given = await inputs(setting);
    return { site: setting.site, attack: () => setting.site.run('promote', 'bitvault-promoter', given) };
  },
});

async function settingBefore(rig: Rig, environment: EnvironmentName): Promise<Setting> {
  const [old, next] = [await rig.images.signed('api', 1), await rig.images.signed('api', 2)];
  const web = await rig.images.signed('web', 1);
  const order = ['dev', 'staging', 'prod'];
  const runs = (name: string) => ({ api: order.indexOf(name) < order.indexOf(environment) ? next : old, web });
  const site = await rig.createSite({ dev: runs('dev'), staging: runs('staging'), prod: runs('prod') });
  return { rig, site, old, next };
}

async function opened(setting: Setting, environment: EnvironmentName, differences: Differences): Promise<Pull> {
  const { site, next } = setting;
  const { before, files, draft, after } = differences;
  await before?.(setting);
  const pull = await site.open({
    files: (await files?.(setting)) ?? (await bump(site, environment, next)),
    branch: `promote/${environment}`,
    ...(typeof draft === 'function' ? draft(setting) : draft),
  });
  await after?.(setting, pull);
  return pull;
}

/** The files that move a service in an environment, as the promoter writes them. */
export const bump = async (
  site: Site,
  environment: EnvironmentName,
  digest: string,
  service = 'api',
): Promise<Files> => ({
  [valuesPath(environment)]: await site.bumped(environment, service, digest),
});

/** Edits a file of main in alice's name, who administers the repository. */
export async function amend(site: Site, path: string, edit: (text: string) => string): Promise<void> {
  const text = await site.file(path);
  const edited = edit(text);
  if (edited === text) throw new Error(`${path} has nothing to edit`);
  await write(site, { [path]: edited });
}

export const write = (site: Site, files: Readonly<Record<string, string>>): Promise<string> =>
  site.lab.github.push(site.repository, { login: 'alice', message: 'By hand', files });

/** Edits the rules of one environment in promotion.yaml, by adding to them. */
export const addRule = (site: Site, environment: EnvironmentName, rule: string): Promise<void> =>
  amend(site, 'promotion.yaml', (text) => text.replace(new RegExp(`^(  ${environment}: .*)\\}$`, 'm'), `$1, ${rule}}`));

/** A hold as rollback writes it, with what differs from one of `api`. */
export function holdFile(
  environment: EnvironmentName,
  digest: string,
  replaced: string | null,
  more: Partial<Hold> = {},
): Record<string, string> {
  const text = renderHold({
    service: parseServiceName('api'),
    environment: parseEnvironmentName(environment),
    digest: parseDigest(digest),
    replaced: replaced === null ? null : parseDigest(replaced),
    reason: 'it leaks',
    by: 'alice',
    since: '2026-11-24T09:00:00Z',
    ...more,
  });
  return { [`holds/${environment}/api.yaml`]: text };
}
