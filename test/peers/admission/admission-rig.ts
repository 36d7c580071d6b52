import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ApiException, CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import {
  startTufRepository,
  type Lab,
  type LabOptions,
  type PrivateSigstoreLab,
  type TufRepositoryLab,
} from '@bitvault/lab';
import { parseAllDocuments, type Document } from 'yaml';
import { startControlPlane } from '../../../scripts/cluster/control-plane.ts';
import { eventually, field, Kubernetes, type Manifest, type Reference } from '../../../scripts/cluster/kubernetes.ts';
import type { Service } from '../../../scripts/peers/service.ts';
import { privateSigstoreFor, startApplicationLab } from '../../application-lab.ts';
import { readDirectory, runInit } from '../../init/run-init.ts';
import { emptyDirectory, keepLogsOnly } from '../cluster/kept-directory.ts';
import { deploymentOf, elsewhere, environment, podOf, type PodChange, type PodPlace } from './judged-pods.ts';
import { SignedImages, source } from './signed-images.ts';

/** What an admission controller is started with. */
export interface Surroundings {
  /** Of the Sigstore with logs. */
  readonly tuf: TufRepositoryLab;
  readonly kubernetes: Kubernetes;
  readonly kubeconfig: string;
  /** Where it keeps what it needs, and logs to. */
  readonly directory: string;
}

export interface RigOptions extends LabOptions {
  /** Whether the images are signed by a Sigstore of the form of GitHub's own, without logs. */
  readonly private?: boolean;
  /** The workflow that signs, where others call it for that. */
  readonly calledWorkflow?: string;
}

export type Change = (document: Document) => void;

interface Parts extends Surroundings {
  readonly lab: Lab;
  readonly signer: PrivateSigstoreLab;
  readonly signerTuf: TufRepositoryLab;
  readonly calledWorkflow: string | undefined;
  readonly controller: Service;
  /** Texts of the repository that `init` wrote, by path. */
  readonly written: ReadonlyMap<string, string>;
}

/** An API server with an admission controller, the lab that images are from, and what `init` writes for these. */
export class AdmissionRig implements AsyncDisposable {
  readonly lab: Lab;
  readonly tuf: TufRepositoryLab;
  readonly kubernetes: Kubernetes;
  /** By which the images are signed. */
  readonly signer: PrivateSigstoreLab;
  readonly signerTuf: TufRepositoryLab;
  readonly images: SignedImages;
  readonly #parts: Parts;
  readonly #opened: readonly AsyncDisposable[];
  #pods = 0;

  private constructor(parts: Parts, opened: readonly AsyncDisposable[]) {
    this.lab = parts.lab;
    this.tuf = parts.tuf;
    this.kubernetes = parts.kubernetes;
    this.signer = parts.signer;
    this.signerTuf = parts.signerTuf;
    this.images = new SignedImages(parts.lab, { ...parts.signer, calledWorkflow: parts.calledWorkflow });
    this.#parts = parts;
    this.#opened = opened;
  }

  /** What the programs printed last time is in `node_modules/.cache/clusters/<name>/logs`. */
  static async start(
    name: string,
    startController: (surroundings: Surroundings) => Promise<Service>,
    options: RigOptions = {},
  ): Promise<AdmissionRig> {
    const directory = emptyDirectory(name);
    const opened: AsyncDisposable[] = [];
    const closing = <T extends { close(): Promise<void> }>(part: T): T => {
      opened.push({ [Symbol.asyncDispose]: () => part.close() });
      return part;
    };
    try {
      const lab = closing(await startApplicationLab(options, ['bitvault', 'other']));
      const tuf = closing(await startTufRepository(lab.traffic, lab.sigstore.trustedRoot));
      const signer = options.private ? closing(await privateSigstoreFor(lab)) : lab.sigstore;
      const signerTuf = options.private ? closing(await startTufRepository(lab.traffic, signer.trustedRoot)) : tuf;
      const { kubeconfig, services } = await startControlPlane(directory);
      opened.push(...services);
      const kubernetes = new Kubernetes(kubeconfig);
      const surroundings = { tuf, kubernetes, kubeconfig, directory };
      const controller = await startController(surroundings);
      opened.push(controller);
      const { calledWorkflow } = options;
      const written = await writtenFor(lab, join(directory, 'written'), options);
      const rig = new AdmissionRig(
        { ...surroundings, lab, signer, signerTuf, calledWorkflow, controller, written },
        opened,
      );
      await rig.#makeNamespaces();
      return rig;
    } catch (error) {
      await closeAll(opened, directory);
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await closeAll(this.#opened, this.#parts.directory);
  }

  /** Applies a file that `init` wrote; what is of one of these kinds is changed before. */
  async applyWritten(path: string, changes: Readonly<Record<string, Change>> = {}): Promise<void> {
    const text = this.#parts.written.get(path);
    assert.ok(text !== undefined, `${path} was not written`);
    for (const document of parseAllDocuments(text) as readonly Document[]) {
      changes[String(document.get('kind'))]?.(document);
      await this.kubernetes.apply(document.toJS() as Manifest);
    }
  }

  /** Why a pod with this image does not get into the environment; undefined where it does. */
  refusal(image: string, place: PodPlace = {}): Promise<string | undefined> {
    return refusalOf(() => this.kubernetes.apply(podOf(this.#nextName(), image, place)));
  }

  /** A Deployment whose pods have this image. */
  async deploy(image: string): Promise<Reference> {
    const deployment = deploymentOf(this.#nextName(), image);
    await this.kubernetes.apply(deployment);
    return { apiVersion: 'apps/v1', kind: 'Deployment', name: `${deployment.metadata?.name}`, namespace: environment };
  }

  /** Starts a pod with this image, which has to get in; gives its name. */
  async run(image: string): Promise<string> {
    const name = this.#nextName();
    await this.kubernetes.apply(podOf(name, image));
    return name;
  }

  /** Why a pod that is there may not be changed like that; undefined where it may. */
  async refusalOfChange(name: string, change: PodChange): Promise<string | undefined> {
    const config = new KubeConfig();
    config.loadFromFile(this.#parts.kubeconfig);
    const pods = config.makeApiClient(CoreV1Api);
    const changed = async () => change(pods, await pods.readNamespacedPod({ name, namespace: environment }));
    for (;;) {
      const refusal = await refusalOf(changed);
      // Somebody else changed the pod meanwhile, such as the scheduler.
      if (!refusal?.startsWith('409 ')) return refusal;
    }
  }

  /** The image that a pod which is there has. */
  async imageOf(name: string): Promise<unknown> {
    const pod = await this.kubernetes.read({ apiVersion: 'v1', kind: 'Pod', name, namespace: environment });
    return field(pod, 'spec', 'containers', 0, 'image');
  }

  async untilAdmitted(image: string): Promise<void> {
    let last: string | undefined;
    const admitted = async () => (last = await this.refusal(image)) === undefined;
    await eventually(`${image} gets in`, admitted, { otherwise: () => Promise.resolve(`last: ${last}`) });
  }

  async untilRefused(image: string, reason: RegExp): Promise<void> {
    let last: string | undefined;
    const refused = async () => reason.test((last = await this.refusal(image)) ?? '');
    await eventually(`${image} is refused`, refused, { otherwise: () => Promise.resolve(`last: ${last}`) });
  }

  /** What the admission controller printed. */
  get log(): string {
    return this.#parts.controller.log();
  }

  /** Ends the admission controller, as its node might. */
  async endController(): Promise<void> {
    await this.#parts.controller[Symbol.asyncDispose]();
  }

  #nextName(): string {
    this.#pods += 1;
    return `pod-${this.#pods}`;
  }

  async #makeNamespaces(): Promise<void> {
    await this.applyWritten('data/namespace.yaml', {
      Namespace: (namespace) => namespace.setIn(['metadata', 'name'], environment),
    });
    await this.kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: elsewhere } });
  }
}

async function refusalOf(change: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await change();
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiException)) throw error;
    const body: unknown = typeof error.body === 'string' ? JSON.parse(error.body) : error.body;
    return `${error.code} ${String((body as { readonly message?: unknown }).message)}`;
  }
}

async function writtenFor(
  lab: Lab,
  folder: string,
  { private: isPrivate = false, calledWorkflow }: RigOptions,
): Promise<ReadonlyMap<string, string>> {
  const { code, errors } = await runInit(
    '--owner=bitvault',
    `--source=${source}`,
    '--services=api,web',
    `--registry=${lab.registry.host}/bitvault`,
    '--domain=bitvault.test',
    '--templating=kustomize',
    `--sigstore=${isPrivate ? 'github' : 'public-good'}`,
    ...(calledWorkflow === undefined ? [] : [`--signer-workflow=${calledWorkflow}`]),
    '--yes',
    folder,
  );
  assert.equal(code, 0, errors);
  const ofTheLab = (text: string): string =>
    text
      .replaceAll('https://token.actions.githubusercontent.com', `${lab.github.origin}/_services/token`)
      .replaceAll('https://github.com', lab.github.origin);
  return new Map([...readDirectory(folder)].map(([path, text]) => [path, ofTheLab(text)] as const));
}

async function closeAll(opened: readonly AsyncDisposable[], directory: string): Promise<void> {
  for (const part of opened.toReversed()) await part[Symbol.asyncDispose]();
  keepLogsOnly(directory);
}
