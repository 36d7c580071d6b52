import { mediaTypes, sha256Of } from '@bitvault/registry';
import type { Answer, PartRequest } from '@bitvault/lab';
import type { Publishing } from './publishing.ts';

export type Tamper = (request: PartRequest, answer: Answer) => Answer;

export const withHeaders = (answer: Answer, headers: Record<string, string>): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

export const isUpload = ({ method, url }: PartRequest): boolean =>
  method === 'POST' && url.pathname.endsWith('/blobs/uploads/');

/** An image to build upon, with the digests of its parts. */
export interface Base {
  /** As the input takes it. */
  readonly reference: string;
  readonly digest: string;
  readonly config: string;
  readonly layer: string;
}

export const baseConfig = {
  architecture: 'amd64',
  os: 'linux',
  rootfs: { type: 'layers', diff_ids: [sha256Of(Buffer.from('x'))] },
};

/** Puts an image of one layer in another repository of the registry. */
export function plantBase({ lab }: Publishing, layer: string, moreOfLayer: object = {}): Base {
  const store = lab.registry.store.repository('bitvault/base');
  const [text, bytes] = [Buffer.from(JSON.stringify(baseConfig)), Buffer.from(layer)];
  const digests = { config: store.putBlob(text), layer: store.putBlob(bytes) };
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digests.config, size: text.length },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar',
        digest: digests.layer,
        size: bytes.length,
        ...moreOfLayer,
      },
    ],
  };
  const { digest } = store.putManifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.manifest);
  return { ...digests, digest, reference: `${lab.registry.host}/bitvault/base@${digest}` };
}

let builds = 0;

/** A build of something that the registry does not have yet. */
export const buildAnew = (rig: Publishing, base?: Base) => {
  builds += 1;
  return rig.build({ labels: `build=${builds}`, ...(base && { base: base.reference }) });
};

/** What becomes of attempts while the registry does this. */
export async function whileIt(
  rig: Publishing,
  tamper: Tamper,
  code: string,
  ...attempts: readonly (() => ReturnType<Publishing['build']>)[]
): Promise<void> {
  const stop = rig.lab.registry.tamper(tamper);
  try {
    for (const attempt of attempts) await rig.repels(code, attempt);
  } finally {
    stop();
  }
}
