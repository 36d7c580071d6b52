import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionRequest, LabOptions, StepResult } from '@bitvault/lab';
import {
  mediaTypes,
  openRepository,
  parseIndex,
  sha256Of,
  type Descriptor,
  type ImageRepository,
  type Sha256,
} from '@bitvault/registry';
import { bundleFromJSON, isBundleWithDsseEnvelope } from '@sigstore/bundle';
import { startApplicationLab, type ApplicationLab } from '../application-lab.ts';

const repository = 'bitvault/bitvault';
const workflowPath = '.github/workflows/release.yml';

type Inputs = Readonly<Record<string, string>>;
/** Who runs it, where that is not the release of one and the same commit. */
type Other = Pick<ActionRequest, 'event' | 'workflowPath' | 'repository' | 'signal' | 'permissions'>;

/** Jobs that build one platform each, and one that merges, on a machine each. */
export class Merging implements AsyncDisposable {
  readonly lab: ApplicationLab;
  readonly image: string;
  readonly context: string;

  private constructor(lab: ApplicationLab) {
    this.lab = lab;
    this.image = `${lab.registry.host}/bitvault/api`;
    this.context = join(lab.directory, 'context');
  }

  static async start(options: LabOptions = {}): Promise<Merging> {
    const lab = await startApplicationLab(options, ['bitvault', 'other']);
    const merging = new Merging(lab);
    await mkdir(merging.context);
    await writeFile(join(merging.context, 'server.js'), 'console.log("hello");\n');
    return merging;
  }

  /** As the job of a matrix does; gives the result of the whole step. */
  build(platforms: string, inputs: Inputs = {}, other: Partial<Other> = {}): Promise<StepResult> {
    const build = { context: this.context, 'source-date-epoch': '1700000000', platforms };
    return this.#run('build-sign-push', { ...build, ...inputs }, other);
  }

  async digestOf(platforms: string, inputs: Inputs = {}, other: Partial<Other> = {}): Promise<Sha256> {
    const { outputs, log } = await this.build(platforms, inputs, other);
    if (outputs['result'] !== 'pushed') throw new Error(`nothing was pushed:\n${log}`);
    return outputs['digest'] as Sha256;
  }

  merge(digests: readonly string[], inputs: Inputs = {}, other: Partial<Other> = {}): Promise<StepResult> {
    return this.#run('build-sign-push', { mode: 'merge', digests: digests.join('\n'), ...inputs }, other);
  }

  /** Signs and pushes a layout, as another tool of the same workflow may write it. */
  async layout(write: (path: string) => Promise<void>): Promise<Sha256> {
    const path = await mkdtemp(join(this.lab.directory, 'layout-'));
    await write(path);
    const { outputs, log } = await this.#run('build-sign-push', { layout: path });
    if (outputs['result'] !== 'pushed') throw new Error(`nothing was pushed:\n${log}`);
    return outputs['digest'] as Sha256;
  }

  verify(digest: string): Promise<StepResult> {
    return this.#run('verify-image', { digest, source: repository, workflow: workflowPath });
  }

  open(): ImageRepository {
    return openRepository(this.image);
  }

  /** What the index lists. */
  async listed(digest: string): Promise<readonly Descriptor[]> {
    const stored = await this.open().manifest(digest);
    return stored === undefined ? [] : parseIndex(stored.bytes).manifests;
  }

  #run(name: string, inputs: Inputs, other: Partial<Other> = {}): Promise<StepResult> {
    const { sigstore, signing } = this.lab;
    const trust = name === 'build-sign-push' ? signing.inputs : { 'trusted-root': sigstore.trustedRoot };
    return this.lab.runner.runAction(name, {
      repository,
      workflowPath,
      permissions: { 'id-token': 'write' },
      ...other,
      event: { ...signing.event, ...other.event },
      with: { image: this.image, ...trust, ...inputs },
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.lab.close();
  }
}

export interface Predicate {
  readonly packages?: readonly { readonly checksums: readonly { readonly checksumValue: string }[] }[];
  readonly buildDefinition?: {
    readonly resolvedDependencies: readonly {
      readonly uri: string;
      readonly digest: Readonly<Record<string, string>>;
      readonly annotations?: Readonly<Record<string, string>>;
    }[];
  };
}

/** What is attested by the bundles that a run left, by predicate type. */
export async function predicates(
  { outputs }: StepResult,
  read: (path: string) => Promise<string>,
): Promise<ReadonlyMap<string, Predicate>> {
  const paths = (outputs['bundle-paths'] ?? '').split('\n');
  const found = await Promise.all(
    paths.map(async (path) => {
      const bundle = bundleFromJSON(JSON.parse(await read(path)));
      if (!isBundleWithDsseEnvelope(bundle)) throw new Error(`${path} holds no envelope`);
      const { predicateType, predicate } = JSON.parse(bundle.content.dsseEnvelope.payload.toString('utf8')) as {
        readonly predicateType: string;
        readonly predicate: Predicate;
      };
      return [predicateType, predicate] as const;
    }),
  );
  return new Map(found);
}

interface ListedManifest {
  readonly config: { readonly mediaType: string; readonly text: string };
  readonly platform?: Descriptor['platform'];
}

/** An OCI layout of one index that lists manifests without layers, each with this configuration. */
export async function writeLayout(directory: string, listed: readonly ListedManifest[]): Promise<void> {
  const blobs = join(directory, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const write = async (mediaType: string, content: string | object) => {
    const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const digest = sha256Of(bytes);
    await writeFile(join(blobs, digest.slice('sha256:'.length)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const manifests = await Promise.all(
    listed.map(async ({ config, platform }) => {
      const own = { schemaVersion: 2, mediaType: mediaTypes.manifest, layers: [] };
      const manifest = { ...own, config: await write(config.mediaType, config.text) };
      return { ...(await write(mediaTypes.manifest, manifest)), ...(platform && { platform }) };
    }),
  );
  const index = await write(mediaTypes.index, { schemaVersion: 2, mediaType: mediaTypes.index, manifests });
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [index] }));
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
}
