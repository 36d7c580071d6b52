import * as v from 'valibot';
import { isReservedPath } from './digest-path.ts';
import { nearestKey } from './nearest-key.ts';
import { parseEnvironmentName, parseServiceName, type EnvironmentName, type ServiceName } from './names.ts';
import { conflict, type Finding, type PolicyPath } from './policy-locate.ts';
import { partSchemas, type DigestsEntry, type EnvironmentEntry, type ServiceEntry } from './policy-schema.ts';
import { separationFindings, type SeparationEntry } from './policy-separation.ts';
import { trustFindings, type TrustEntry } from './policy-trust.ts';
import { shown } from './quoted.ts';

/** Those parts of a policy that have their form, whatever is wrong with the others. */
interface SoundParts {
  readonly argocd: boolean;
  readonly services: ReadonlyMap<ServiceName, ServiceEntry>;
  /** Name of each environment → what it says to follow, if it says so. */
  readonly upstreams: ReadonlyMap<string, string | null>;
  readonly environments: ReadonlyMap<EnvironmentName, EnvironmentEntry>;
  readonly digests: DigestsEntry | null;
  readonly separation: SeparationEntry;
  readonly trust: TrustEntry | undefined;
}

/** Everything that is wrong between values that are each right in themselves. */
export function ruleFindings(raw: unknown): readonly Finding[] {
  const parts = soundParts(raw);
  return [
    ...appFindings(raw),
    ...separationFindings(parts.separation, parts.environments, parts.upstreams.size > parts.environments.size),
    ...imageFindings(parts),
    ...trustFindings(['trust'], parts.trust),
    ...[...parts.services].flatMap(([name, { trust }]) => trustFindings(['services', name, 'trust'], trust)),
    ...upstreamFindings(parts),
    ...environmentFindings(parts),
    ...slotFindings(parts),
  ];
}

/** Logins differ in more than their case. */
function appFindings(raw: unknown): readonly Finding[] {
  const [bot, argocd] = ['bot', 'argocd'].map((key) => entriesOf(raw).get(key));
  if (typeof bot !== 'string' || typeof argocd !== 'string' || bot.toLowerCase() !== argocd.toLowerCase()) return [];
  const says = `is ${shown(argocd)}, which is the bot as well: it would vouch for what it proposes; give health an App of its own`;
  return [{ code: 'POLICY_APP_SHARED', path: ['argocd'], at: 'value', says }];
}

function soundParts(raw: unknown): SoundParts {
  const root = entriesOf(raw);
  const environments = entriesOf(root.get('environments'));
  const separation = v.safeParse(partSchemas.separation, raw);
  const digests = v.safeParse(partSchemas.digests, root.get('digests'));
  const trust = v.safeParse(partSchemas.trust, root.get('trust'));
  return {
    argocd: root.has('argocd'),
    services: sound(entriesOf(root.get('services')), parseServiceName, partSchemas.service),
    upstreams: new Map([...environments].map(([name, entry]) => [name, upstreamOf(entry)])),
    environments: sound(environments, parseEnvironmentName, partSchemas.environment),
    digests: digests.success ? digests.output : null,
    separation: separation.success ? separation.output : {},
    trust: trust.success ? trust.output : undefined,
  };
}

function upstreamOf(entry: unknown): string | null {
  const from = entriesOf(entry).get('from');
  return typeof from === 'string' && from !== '' ? from : null;
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(value instanceof Object && !Array.isArray(value) ? Object.entries(value) : []);
}

function sound<Name extends string, T>(
  entries: ReadonlyMap<string, unknown>,
  parseName: (raw: string) => Name,
  schema: v.GenericSchema<unknown, T>,
): ReadonlyMap<Name, T> {
  const found = new Map<Name, T>();
  for (const [raw, value] of entries) {
    const name = nameOrNone(raw, parseName);
    const result = v.safeParse(schema, value);
    if (name !== undefined && result.success) found.set(name, result.output);
  }
  return found;
}

/** A wrong name is the form's business, where it is reported. */
function nameOrNone<Name>(raw: string, parseName: (raw: string) => Name): Name | undefined {
  try {
    return parseName(raw);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function imageFindings({ services }: SoundParts): readonly Finding[] {
  const owners = new Map<string, string>();
  return [...services].flatMap(([name, { image }]) => {
    const owner = owners.get(image.toLowerCase());
    if (owner === undefined) owners.set(image.toLowerCase(), name);
    const says = `is ${shown(image)}, but that is the image of ${owner} already`;
    return owner === undefined
      ? []
      : [{ code: 'POLICY_IMAGE_REPEATED', path: ['services', name, 'image'], at: 'value', says }];
  });
}

function upstreamFindings({ upstreams }: SoundParts): readonly Finding[] {
  const findings: Finding[] = [];
  const reported = new Set<string>();
  for (const [name, from] of upstreams) {
    const path = ['environments', name, 'from'];
    if (from === null || from === 'build') continue;
    if (!upstreams.has(from)) {
      const near = nearestKey(from, [...upstreams.keys(), 'build']);
      const hint =
        near === undefined
          ? `build or one of ${[...upstreams.keys()].join(', ')}`
          : `an environment: did you mean ${near}?`;
      findings.push({
        code: 'POLICY_UPSTREAM_UNKNOWN',
        path,
        at: 'value',
        says: `is ${shown(from)}, but must be ${hint}`,
      });
    }
    const circle = circleThrough(name, upstreams);
    if (circle.length === 0 || circle.some((member) => reported.has(member))) continue;
    for (const member of circle) reported.add(member);
    const says = `goes round in a circle: ${[...circle, name].join(' from ')}; one of them must be from build`;
    findings.push({ code: 'POLICY_CYCLE', path, at: 'value', says });
  }
  return findings;
}

/** The environments from `start` upstream and back to it; empty where the way does not lead back. */
function circleThrough(start: string, upstreams: ReadonlyMap<string, string | null>): readonly string[] {
  const visited = new Set<string>();
  let name = start;
  while (!visited.has(name)) {
    visited.add(name);
    const from = upstreams.get(name) ?? 'build';
    if (from === 'build') return [];
    name = from;
  }
  return name === start ? [...visited] : [];
}

function environmentFindings({ environments, upstreams, argocd }: SoundParts): readonly Finding[] {
  const findings: Finding[] = [];
  if (upstreams.has('build')) {
    findings.push(
      conflict(['environments', 'build'], 'key', 'is what `from` calls the build: give the environment another name'),
    );
  }
  for (const [name, entry] of environments) findings.push(...entryFindings(['environments', name], entry));
  const [healthy] = [...environments].filter(([, entry]) => entry.healthy.length > 0);
  if (healthy !== undefined && !argocd) {
    const says = `is missing, but environments.${healthy[0]}.healthy needs to know which App reports health`;
    findings.push({ code: 'POLICY_KEY_MISSING', path: ['argocd'], at: 'value', says });
  }
  return findings;
}

function entryFindings(path: PolicyPath, entry: EnvironmentEntry): readonly Finding[] {
  const { merge, approvals, from, healthy, soak } = entry;
  const findings: Finding[] = [...gateFindings(path, entry)];
  if (merge === 'auto' && approvals !== undefined && approvals > 1) {
    findings.push(
      conflict(
        [...path, 'approvals'],
        'value',
        `is ${approvals}, but must be 0 or 1 with merge: auto: one App approves`,
      ),
    );
  }
  if (merge === 'review' && approvals === 0) {
    findings.push(
      conflict(
        [...path, 'approvals'],
        'value',
        'is 0, but must be at least 1 with merge: review; without reviews, set merge: auto',
      ),
    );
  }
  if (from === 'build' && healthy.length > 0) {
    findings.push(
      conflict(
        [...path, 'healthy'],
        'key',
        'has nothing to look at: no environment comes before one that is from build',
      ),
    );
  }
  if (from === 'build' && soak !== undefined) {
    findings.push(
      conflict([...path, 'soak'], 'key', 'has nothing to wait for: no environment comes before one that is from build'),
    );
  }
  return findings;
}

/** A gate has one keeper: the reviewers of a GitHub environment, or the team that starts its run. */
function gateFindings(path: PolicyPath, { merge, environment, gate }: EnvironmentEntry): readonly Finding[] {
  const findings: Finding[] = [];
  if (merge === 'gate' && environment === undefined && gate === undefined) {
    const says =
      'is missing, but merge: gate needs the GitHub environment whose approval it waits for, or gate: {dispatch: TEAM}';
    findings.push({ code: 'POLICY_KEY_MISSING', path: [...path, 'environment'], at: 'value', says });
  }
  if (merge !== 'gate' && environment !== undefined) {
    const says = `guards nothing with merge: ${merge}: remove it, or set merge: gate`;
    findings.push(conflict([...path, 'environment'], 'key', says));
  }
  if (merge !== 'gate' && gate !== undefined) {
    const says = `keeps nothing with merge: ${merge}: remove it, or set merge: gate`;
    findings.push(conflict([...path, 'gate'], 'key', says));
  }
  if (environment !== undefined && gate !== undefined) {
    const says = 'stands beside environment, but a gate has one keeper: remove one of the two';
    findings.push(conflict([...path, 'gate'], 'key', says));
  }
  return findings;
}

/** Each file belongs to one environment, and each place in it to one service. */
function slotFindings({ digests, services, environments }: SoundParts): readonly Finding[] {
  if (digests === null) return [];
  const { file, path } = digests;
  if (!file.template.includes('{service}') && !path.template.includes('{service}')) {
    const says = `is ${shown(path.template)}, but must have {service} in it, since digests.file does not`;
    return [{ code: 'POLICY_SLOTS_COLLIDE', path: ['digests', 'path'], at: 'value', says }];
  }
  const files = new Map<string, string>();
  const places = new Map<string, string>();
  for (const environment of environments.keys()) {
    for (const service of services.keys()) {
      const name = file.forSlot({ service, environment });
      const place = JSON.stringify([name, path.forSlot({ service, environment })]);
      const owner = isReservedPath(name) ? 'something else' : (files.get(name.toLowerCase()) ?? environment);
      const rival = owner === environment ? places.get(place) : owner;
      if (rival !== undefined) {
        const says = `puts the digest of ${service} in ${environment} into ${name}, where it meets ${rival}`;
        return [{ code: 'POLICY_SLOTS_COLLIDE', path: ['digests', 'file'], at: 'value', says }];
      }
      files.set(name.toLowerCase(), environment);
      places.set(place, service);
    }
  }
  return [];
}
