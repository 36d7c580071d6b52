import type { Workflow, WorkflowJob, WorkflowStep } from './workflow.ts';
import { mappingAt, textAt, textsAt } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';
import { unreviewedIn, variable, type Place, type UnreviewedSource } from './unreviewed-sources.ts';

const made = 'what the image is made of';
const certifies = 'who certifies the job, and gets its token';
const trusted = 'whose signatures are believed';
const identity = 'whose images are accepted';

/** Input → what it decides. */
type Deciding = Readonly<Record<string, string>>;

const connections: Deciding = { 'registry-ca': 'whom the step takes for the registry' };

const building: Deciding = {
  base: made,
  'build-contexts': made,
  'cache-from': made,
  'signing-config': certifies,
  sigstore: certifies,
  'trusted-root': trusted,
};

const verifying: Deciding = {
  ...Object.fromEntries(
    ['source', 'workflow', 'signer-workflow', 'ref', 'repository-id', 'owner-id', 'issuer', 'trigger'].map((name) => [
      name,
      identity,
    ]),
  ),
  'runner-environment': identity,
  accept: 'what suffices as evidence',
  require: 'what suffices as evidence',
  'trusted-root': trusted,
};

const following: Deciding = { 'trusted-root': trusted, branch: 'whose policy decides' };

const ofActions: readonly (readonly [uses: RegExp, inputs: Deciding])[] = [
  [/^bitvault\/actions\/build-sign-push@/, { ...building, ...connections }],
  [/^bitvault\/actions\/verify-image@/, { ...verifying, ...connections }],
  [/^bitvault\/actions\/lint-gitops@/, {}],
  [/^bitvault\/actions(?:\/[\w-]+)?@/, { ...following, ...connections }],
  [/^docker\/(?:build-push-action|bake-action)@/, { 'build-contexts': made, 'cache-from': made }],
];

/** Whatever a called workflow is, inputs of these names decide the same in it. */
const ofCalled: Deciding = { ...building, 'base-image': made, 'signer-workflow': identity, issuer: identity };

export interface UnreviewedTrust {
  /** Of the key whose value it is, from the root of the workflow's document. */
  readonly path: FieldPath;
  /** One sentence without a full stop: what comes from where, and what that decides. */
  readonly says: string;
}

/** Where a workflow takes what decides whom to trust from where nobody reviews it. */
export function* unreviewedTrustIn(workflow: Workflow): Generator<UnreviewedTrust> {
  yield* variables(workflow.value, [], { workflow });
  for (const job of workflow.jobs) {
    yield* variables(job.value, job.path, { workflow, job });
    yield* callsAndContainers(workflow, job);
    for (const step of job.steps) {
      yield* variables(step.value, step.path, { workflow, job, step });
      yield* inputs(workflow, job, step);
      yield* commands(workflow, job, step);
    }
  }
}

const found = (
  path: FieldPath,
  what: string,
  { expression, who }: UnreviewedSource,
  decided: string,
): UnreviewedTrust => ({ path, says: `${what} is ${expression}, so ${who} says ${decided}` });

function* inputs(workflow: Workflow, job: WorkflowJob, step: WorkflowStep): Generator<UnreviewedTrust> {
  const place = { workflow, job, step };
  const deciding = ofActions.find(([uses]) => uses.test(step.uses))?.[1];
  if (deciding === undefined) return;
  for (const [name, text] of Object.entries(textsAt(step.value, ['with']))) {
    const decided = deciding[name];
    const source =
      decided === undefined
        ? sourceInLines(name, text, deciding, place)
        : { decided, source: unreviewedIn(text, place) };
    if (source?.source !== undefined)
      yield found([...step.path, 'with', name], `the input ${name}`, source.source, source.decided);
  }
}

/** `build-args` that name an image, and entries of `images` that set what decides. */
function sourceInLines(name: string, text: string, deciding: Deciding, place: Place) {
  const keyed = (pattern: RegExp, decides: (key: string) => string | undefined) =>
    text
      .split('\n')
      .map((line) => ({ decided: decides(pattern.exec(line)?.[1] ?? '') ?? '', source: unreviewedIn(line, place) }))
      .find(({ decided, source }) => decided !== '' && source !== undefined);
  switch (name) {
    case 'build-args':
      return keyed(/^\s*"?(\w+)=/, (key) => (/BASE|FROM|IMAGE|DIGEST/i.test(key) ? made : undefined));
    case 'images':
      return keyed(/^\s*(?:-\s+)?([\w-]+)\s*:/, (key) => deciding[key]);
    default:
      return undefined;
  }
}

function* callsAndContainers(workflow: Workflow, job: WorkflowJob): Generator<UnreviewedTrust> {
  const place = { workflow, job };
  if (typeof job.value['uses'] === 'string') {
    for (const [name, text] of Object.entries(textsAt(job.value, ['with']))) {
      const decided = ofCalled[name];
      const source = decided === undefined ? undefined : unreviewedIn(text, place);
      if (decided !== undefined && source !== undefined)
        yield found([...job.path, 'with', name], `the input ${name}`, source, decided);
    }
  }
  if (!job.steps.some(({ uses }) => uses.startsWith('bitvault/actions'))) return;
  for (const path of [['container'], ['container', 'image']]) {
    const source = unreviewedIn(textAt(job.value, path) ?? '', place);
    if (source !== undefined) yield found([...job.path, ...path], 'the container', source, 'what the job runs in');
  }
}

/** Variables by which cosign, TUF and Node are told whom to trust, or what to run. */
const decidingVariable =
  /^(?:SIGSTORE_\w+|TUF_(?:ROOT|MIRROR)\w*|COSIGN_(?!PASSWORD|PRIVATE_KEY|KEY)\w+|NODE_EXTRA_CA_CERTS|NODE_OPTIONS|NODE_TLS_REJECT_UNAUTHORIZED)$/;

function* variables(value: unknown, path: FieldPath, place: Place): Generator<UnreviewedTrust> {
  for (const [name, text] of Object.entries(textsAt(mappingAt(value, []), ['env']))) {
    const source = decidingVariable.test(name) ? unreviewedIn(text, place) : undefined;
    if (source !== undefined) yield found([...path, 'env', name], name, source, 'whom its programs trust');
  }
}

const decidingFlag =
  /--((?:fulcio|rekor|timestamp-server)-url|oidc-issuer|signing-config|(?:custom-)?trusted-root|(?:certificate|cert)-(?:identity|oidc-issuer)(?:-regexp?)?|signer-(?:workflow|repo))[=\s]+((?:\$\{\{.*?\}\}|"[^"\n]*"|\S)+)/g;

/** What `cosign` and `gh attestation` are told in a script, directly or through a variable. */
function* commands(workflow: Workflow, job: WorkflowJob, step: WorkflowStep): Generator<UnreviewedTrust> {
  if (!/\bcosign\b|\bgh\s+attestation\b/.test(step.run)) return;
  const place = { workflow, job, step };
  for (const [, flag = '', value = ''] of step.run.matchAll(decidingFlag)) {
    const source = unreviewedIn(value, place) ?? unreviewedVariable(value, place);
    if (source === undefined) continue;
    const decided = /issuer|identity|signer/.test(flag) ? identity : /root/.test(flag) ? trusted : certifies;
    yield found([...step.path, 'run'], `--${flag}`, source, decided);
  }
}

function unreviewedVariable(value: string, place: Place): UnreviewedSource | undefined {
  for (const [used, name = ''] of value.matchAll(/\$\{?(\w+)\}?/g)) {
    const [behind] = variable(name, place);
    const source = behind === undefined ? undefined : unreviewedIn(...behind);
    if (source !== undefined) return { expression: `${used}, with ${source.expression}`, who: source.who };
  }
  return undefined;
}
