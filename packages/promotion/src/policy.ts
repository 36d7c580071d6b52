import * as v from 'valibot';
import type { DigestFileTemplate, DigestPathTemplate, YamlPath } from './digest-path.ts';
import type { FreezeWindow } from './freeze.ts';
import {
  parseEnvironmentName,
  parseImageName,
  parseRepositoryName,
  parseServiceName,
  parseSignerWorkflow,
  type EnvironmentName,
  type ImageName,
  type RepositoryName,
  type ServiceName,
  type SignerWorkflow,
} from './names.ts';
import { PolicyError } from './policy-error.ts';
import { PolicySource } from './policy-locate.ts';
import { ruleFindings } from './policy-rules.ts';
import {
  policyFileSchema,
  type EnvironmentEntry,
  type PolicyFile,
  type Role,
  type ServiceEntry,
} from './policy-schema.ts';
import type { SeparationEntry } from './policy-separation.ts';
import { formFindings } from './policy-shape.ts';
import { trustFrom, type ServiceTrust, type TrustEntry } from './policy-trust.ts';
import type { NonEmpty } from './state.ts';

export { activeFreeze, type ActiveFreeze, type FreezeWindow } from './freeze.ts';

export interface Service {
  readonly image: ImageName;
  /** Repository that must have built the image. */
  readonly source: RepositoryName;
  /** Path of the workflow that must have built it. */
  readonly workflow: string;
  /** Full ref that it must have been built at. */
  readonly ref: string;
  /** Reusable workflow that must have signed, where `workflow` calls one for it. */
  readonly signer?: SignerWorkflow;
  /** Number of the source repository, where its name is not enough. */
  readonly sourceId?: string;
  /** Number of the source repository's owner. */
  readonly ownerId?: string;
  readonly trust: ServiceTrust;
}

/** Lists of roles, of each of which one person may have one only. */
export type Separation = readonly (readonly Role[])[];

export const areApart = (separation: Separation, one: Role, other: Role): boolean =>
  separation.some((roles) => roles.includes(one) && roles.includes(other));

interface EnvironmentRules {
  readonly name: EnvironmentName;
  readonly from: EnvironmentName | 'build';
  /** Approving reviews that a pull request needs. */
  readonly approvals: number;
  /** Status contexts by which the environment before this one proves its health. */
  readonly healthy: readonly string[];
  /** Milliseconds. */
  readonly soak: number;
  readonly freeze: readonly FreezeWindow[];
  /** Who must be different people, in a promotion and in a rollback. */
  readonly separate: { readonly promotion: Separation; readonly rollback: Separation };
}

export type Environment = EnvironmentRules &
  (
    | { readonly merge: 'auto' | 'review'; readonly environment: null; readonly dispatchers: null }
    /** `environment` is the GitHub environment whose approval the gate waits for. */
    | { readonly merge: 'gate'; readonly environment: string; readonly dispatchers: null }
    /** `dispatchers` is the team whose members start the gate by hand. */
    | { readonly merge: 'gate'; readonly environment: null; readonly dispatchers: string }
  );

export interface Policy {
  /** Login of the App that opens promotion pull requests, ending in `[bot]`. */
  readonly bot: string;
  /** Login of the App that reports health; null where no environment asks for it. */
  readonly argocd: string | null;
  readonly services: ReadonlyMap<ServiceName, Service>;
  /** Every environment stands after the one that it follows. */
  readonly environments: NonEmpty<Environment>;
  readonly digests: { readonly file: DigestFileTemplate; readonly path: DigestPathTemplate };
}

/**
 * Reads the text of `promotion.yaml`.
 *
 * @throws PolicyError with every problem that the text has, each with its line.
 */
export function parsePolicy(yaml: string, file = 'promotion.yaml'): Policy {
  const source = new PolicySource(yaml, file);
  const reserved = source.reservedKeys();
  if (reserved.length > 0) throw source.error(reserved);
  const raw = source.value();
  const findings = [...formFindings(raw), ...ruleFindings(raw)];
  if (findings.length > 0) throw source.error(findings);
  return policyOf(v.parse(policyFileSchema, raw));
}

function policyOf({ bot, argocd, services, trust, digests, environments, ...common }: PolicyFile): Policy {
  return {
    bot,
    argocd: argocd ?? null,
    services: new Map(
      Object.entries(services).map(([name, entry]) => [parseServiceName(name), serviceFrom(entry, trust)]),
    ),
    environments: inOrder(
      Object.entries(environments).map(([name, entry]) => environmentFrom(parseEnvironmentName(name), entry, common)),
    ),
    digests: { file: digests.file.forSlot, path: digests.path.forSlot },
  };
}

function serviceFrom(entry: ServiceEntry, ofAll: TrustEntry | undefined): Service {
  const { image, source, workflow, ref, 'signer-workflow': signer, trust, ...ids } = entry;
  return {
    image: parseImageName(image),
    source: parseRepositoryName(source),
    workflow,
    ref,
    ...(signer !== undefined && { signer: parseSignerWorkflow(signer) }),
    ...(ids['source-id'] !== undefined && { sourceId: ids['source-id'] }),
    ...(ids['owner-id'] !== undefined && { ownerId: ids['owner-id'] }),
    trust: trustFrom(trust, ofAll),
  };
}

function environmentFrom(name: EnvironmentName, entry: EnvironmentEntry, common: SeparationEntry): Environment {
  const { merge, environment, gate, healthy, freeze } = entry;
  const from = entry.from === 'build' ? ('build' as const) : parseEnvironmentName(entry.from);
  const approvals = entry.approvals ?? (merge === 'auto' ? 0 : 1);
  const separate = separationOf(entry, common);
  const rules = { name, from, approvals, healthy, soak: entry.soak ?? 0, freeze, separate };
  if (merge !== 'gate') return { ...rules, merge, environment: null, dispatchers: null };
  if (environment !== undefined) return { ...rules, merge, environment, dispatchers: null };
  if (gate !== undefined) return { ...rules, merge, environment: null, dispatchers: gate.dispatch };
  throw new TypeError('the rules let a gate that nobody keeps pass');
}

/** Two people at the least agree to what a gate lets through. */
const twoPeople: readonly Role[] = ['reviewer', 'approver'];

/** Whoever starts a gate by hand did not write what is promoted. A rollback goes to what was let through before. */
const byHand: Environment['separate'] = { promotion: [twoPeople, ['author', 'approver']], rollback: [twoPeople] };

function separationOf(entry: EnvironmentEntry, common: SeparationEntry): Environment['separate'] {
  const byDefault = defaultSeparation(entry);
  const named = entry.separate ?? common.separate;
  const back = entry.rollback?.separate ?? common.rollback?.separate ?? named;
  return {
    promotion: named === undefined ? byDefault.promotion : [named],
    rollback: back === undefined ? byDefault.rollback : [back],
  };
}

function defaultSeparation({ merge, gate }: EnvironmentEntry): Environment['separate'] {
  if (merge !== 'gate') return { promotion: [], rollback: [] };
  return gate === undefined ? { promotion: [twoPeople], rollback: [twoPeople] } : byHand;
}

/** Upstream first, and else as they were written. */
function inOrder(environments: readonly Environment[]): NonEmpty<Environment> {
  const placed: Environment[] = [];
  const names = new Set<string>(['build']);
  let waiting = environments;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ from }) => names.has(from));
    if (ready.length === 0) throw new TypeError('the rules let a circle of environments pass');
    placed.push(...ready);
    for (const { name } of ready) names.add(name);
    waiting = waiting.filter(({ name }) => !names.has(name));
  }
  const [first, ...rest] = placed;
  if (first === undefined) throw new TypeError('the schema let a policy without environments pass');
  return [first, ...rest];
}

/** Path of the file in which the service's digest stands. */
export function digestFile(policy: Policy, environment: EnvironmentName, service: ServiceName): string {
  return policy.digests.file({ environment, service });
}

/** Keys that lead to the service's digest in that file. */
export function digestPath(policy: Policy, environment: EnvironmentName, service: ServiceName): YamlPath {
  return policy.digests.path({ environment, service });
}

/** @throws PolicyError where the policy has no such environment. */
export function environmentOf(policy: Policy, name: EnvironmentName): Environment {
  const found = policy.environments.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const known = policy.environments.map((environment) => environment.name).join(', ');
  throw new PolicyError(
    'POLICY_ENVIRONMENT_UNKNOWN',
    `the policy has no environment ${name}, only ${known}`,
    'Name one of these environments, or add it to promotion.yaml on the base branch.',
  );
}

/** @throws PolicyError where the policy has no such service. */
export function serviceOf(policy: Policy, name: ServiceName): Service {
  const found = policy.services.get(name);
  if (found !== undefined) return found;
  throw new PolicyError(
    'POLICY_SERVICE_UNKNOWN',
    `the policy has no service ${name}, only ${[...policy.services.keys()].join(', ')}`,
    'Name one of these services, or add it to promotion.yaml on the base branch.',
  );
}

/** The environment that `name` follows; null where it follows the build. */
export function upstreamOf(policy: Policy, name: EnvironmentName): Environment | null {
  const { from } = environmentOf(policy, name);
  return from === 'build' ? null : environmentOf(policy, from);
}

/** The status contexts that the environments after `name` wait for: by these it proves itself. */
export const contextsOf = (policy: Policy, name: EnvironmentName): readonly string[] => [
  ...new Set(downstreamOf(policy, name).flatMap(({ healthy }) => healthy)),
];

/** The environments that follow `name`, or the build, directly. */
export function downstreamOf(policy: Policy, name: EnvironmentName | 'build'): readonly Environment[] {
  return policy.environments.filter(({ from }) => from === name);
}
