import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { LabOptions, ServedRequest, StepResult, When } from '@bitvault/lab';
import { openRepository, type Descriptor, type Sha256 } from '@bitvault/registry';
import { loadTrust, verifyImage, type Trust } from '@bitvault/signing';
import { startApplicationLab, type ApplicationLab } from '../application-lab.ts';

const application = 'bitvault/bitvault';
const workflow = '.github/workflows/release.yml';
const account = { username: 'ci', password: 'registry-password-of-ci', bearer: true };

export type PublishingOptions = Pick<LabOptions, 'sigstore'> & { readonly referrers: boolean };

/** A lab in which build-sign-push publishes one and the same tiny image under any number of names. */
export class Publishing implements AsyncDisposable {
  readonly #lab: ApplicationLab;
  readonly #trust: Trust;

  private constructor(lab: ApplicationLab, trust: Trust) {
    this.#lab = lab;
    this.#trust = trust;
  }

  static async start({ sigstore = {}, referrers }: PublishingOptions): Promise<Publishing> {
    const lab = await startApplicationLab({ registry: { referrers, auth: account }, sigstore });
    await mkdir(join(lab.directory, 'context'));
    await writeFile(join(lab.directory, 'context', 'server.js'), 'console.log("hello");\n');
    return new Publishing(lab, await loadTrust({ inline: lab.sigstore.trustedRoot }));
  }

  get traffic() {
    return this.#lab.traffic;
  }

  publish(name: string, signal?: AbortSignal): Promise<StepResult> {
    const { runner, registry, signing, directory } = this.#lab;
    return runner.runAction('build-sign-push', {
      repository: application,
      workflowPath: workflow,
      event: signing.event,
      permissions: { 'id-token': 'write' },
      with: {
        image: `${registry.host}/bitvault/${name}`,
        context: join(directory, 'context'),
        tags: 'v1',
        'source-date-epoch': '1700000000',
        'registry-username': account.username,
        'registry-password': account.password,
        ...signing.inputs,
      },
      ...(signal && { signal }),
    });
  }

  /** What anybody who pulls and verifies the image sees; signatures differ in bytes from run to run, never in kind. */
  async endState(name: string): Promise<object> {
    const { registry, github } = this.#lab;
    const stored = registry.store.existing(`bitvault/${name}`);
    const repository = openRepository(`${registry.host}/bitvault/${name}`, { credentials: account });
    const digest = (stored?.tags.get('v1') ?? 'absent') as Sha256;
    const referrers = await repository.referrers(digest);
    const issuer = `${github.origin}/_services/token`;
    const expectation = { issuer, server: github.origin, source: application, workflow, ref: 'refs/heads/main' };
    const verified = await verifyImage({ repository, digest, expectation, trust: this.#trust });
    return {
      tags: [...(stored?.tags.keys() ?? [])].toSorted(),
      digest,
      image: stored?.find(digest)?.document,
      attached: referrers.map(predicateTypeOf).toSorted(),
      verified: verified.predicateTypes,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#lab.close();
  }
}

const predicateTypeOf = ({ annotations, artifactType }: Descriptor) =>
  `${artifactType} of ${annotations?.['dev.sigstore.bundle.predicateType']}`;

/** Fulcio's own requests to the issuer of tokens are not the action's. */
const byAction = ({ url }: ServedRequest): boolean => !url.endsWith('/.well-known/jwks');

/** What an undisturbed run leaves, and the requests that it took. */
export async function publishUndisturbed(options: PublishingOptions) {
  await using publishing = await Publishing.start(options);
  assertPublished(await publishing.publish('undisturbed'));
  return { endState: await publishing.endState('undisturbed'), requests: publishing.traffic.served };
}

export type Model = Awaited<ReturnType<typeof publishUndisturbed>>;

/** How many writes push the image, before anything is signed: they are the same whatever the referrers are listed by. */
export const imageWrites = ({ requests }: Model): number =>
  requests.filter(writes).findIndex(({ part }) => part === 'fulcio');

const writes = (request: ServedRequest): boolean => byAction(request) && !['GET', 'HEAD'].includes(request.method);

export interface KillOptions {
  /** The write to begin with, counted from 0. */
  readonly first?: number;
  readonly moments?: (request: ServedRequest) => readonly When[];
}

/**
 * For each request that writes, publishes under a name of its own, is killed at that request, before or after it took
 * effect, and publishes again: what is there in the end must be as in the model. A kill at a read leaves what a kill after
 * the write before it leaves.
 */
export async function killAtEveryWrite(
  t: TestContext,
  options: PublishingOptions,
  model: Model,
  { first = 0, moments = bothAtTheRegistry }: KillOptions = {},
): Promise<void> {
  await using publishing = await Publishing.start(options);
  const { traffic } = publishing;
  for (const [index, request] of model.requests.filter(writes).entries()) {
    if (index < first) continue;
    for (const when of moments(request)) {
      const k = index + 1;
      await t.test(`killed at write ${k}, ${describe(request)}, ${when} it took effect`, async () => {
        const name = `killed-${k}-${when}`;
        const machine = new AbortController();
        traffic.failAt(k, { when, how: () => machine.abort() }, writes);
        const killed = await publishing.publish(name, machine.signal);
        await traffic.calm();
        assert.equal(killed.exitCode, 128 + 9, 'the action was killed');
        assertPublished(await publishing.publish(name));
        assert.deepEqual(await publishing.endState(name), model.endState);
      });
    }
  }
}

/** Only what the registry stores is looked at by the run after it. */
function bothAtTheRegistry({ part }: ServedRequest): readonly When[] {
  return part === 'registry' ? ['before', 'after'] : ['after'];
}

export interface PassingFailure {
  readonly when: When;
  readonly how: 'reset' | number;
}

/** Each of the four ways to fail that pass by themselves. */
export const passingFailures = (['reset', 429, 502, 503] as const).flatMap((how): readonly PassingFailure[] => [
  { when: 'before', how },
  { when: 'after', how },
]);

/**
 * Publishes where every request fails once, all in the same run: it must go on by itself. Requests that cannot be told
 * apart from outside, such as two that open an upload, count as one.
 */
export async function failEverythingOnce(
  options: PublishingOptions,
  fault: PassingFailure,
  model: Model,
): Promise<void> {
  await using publishing = await Publishing.start(options);
  const { traffic } = publishing;
  const failed = new Set<string>();
  traffic.failEach(fault, (request) => {
    const isNew = byAction(request) && !failed.has(kindOf(request));
    failed.add(kindOf(request));
    return isNew;
  });
  assertPublished(await publishing.publish('disturbed'));
  await traffic.calm();
  const failures = traffic.served.filter(({ status }) => status === fault.how);
  assert.ok(failures.length >= 20, `${failures.length} requests failed`);
  assert.deepEqual(await publishing.endState('disturbed'), model.endState);
}

/** Without the id of an upload, which is another each time, but with the digest that it is for. */
const kindOf = ({ part, method, url }: ServedRequest) =>
  `${part} ${method} ${url.replace(/uploads\/[0-9a-f-]{36}\?_state=\d+/, 'uploads/?')}`;

function assertPublished(result: StepResult): void {
  assert.equal(result.conclusion, 'success', `${result.message ?? ''}\n${result.log}`);
}

/** Without ids, digests and the repository. */
function describe({ part, method, url }: ServedRequest): string {
  const path = url
    .replace(/\?.*/, '')
    .replace(/^\/v2\/bitvault\/[^/]+/, '')
    .replaceAll(/\/(?:[0-9a-f-]{36}|sha256[:-][0-9a-f]+)/g, '/…');
  return `${part} ${method} ${path}`;
}
