import { createHash, randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { LabClock, startRegistry, Traffic, type RegistryLab } from '@bitvault/lab';
import { openRepository, type Descriptor, type Sha256 } from '@bitvault/registry';
import { verifyImage, type ImageExpectation } from '@bitvault/signing';
import { bundleType, provenanceType, seal, signatureType, statement, type LooseBundle } from '../forgery.ts';
import { forgeOf } from '../forge.ts';
import { startRig, type Rig } from '../rig.ts';
import { startIssuer, type WorkflowIssuer } from '../workflow-issuer.ts';
import type { Defect, LooseDescriptor, LoosePredicate, LooseStatement, Part } from './defect.ts';

/** Two Sigstores, of which the first is trusted, and a registry that lists what it is told to list. */
export interface Workshop {
  readonly rig: Rig;
  readonly other: Rig;
  readonly registry: RegistryLab;
  /** Leaves nothing to chance: every claim that can be expected is. */
  readonly expectation: ImageExpectation;
  /** Makes and pushes an image, valid but for the one defect. */
  publish(defect?: Defect): Promise<Published>;
}

export interface Published {
  readonly name: string;
  /** The same image with the spoilt part alone, since cosign takes any bundle for a signature. */
  readonly alone: string;
  readonly digest: Sha256;
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const types: Readonly<Record<Part, string>> = { signature: signatureType, provenance: provenanceType };
const [whole, part] = ['bitvault/api', 'alone/api'];

export async function openWorkshop(): Promise<Workshop> {
  const foreignIssuer = await startIssuer(new Traffic(), new LabClock(new Date('2026-03-02T09:00:00.250Z')));
  const rig = await startRig({ otherIssuers: [foreignIssuer] });
  const [other, registry] = [
    await startRig(),
    await startRegistry({ traffic: rig.traffic, clock: rig.clock, referrers: false }),
  ];
  after(() => Promise.all([registry.close(), foreignIssuer.close()]));
  const expectation = {
    ...rig.expectation,
    repositoryId: '101',
    ownerId: '7',
    runnerEnvironment: 'github-hosted',
    triggers: ['push'],
  };
  const workshop = { rig, other, registry, foreignIssuer };
  return { rig, other, registry, expectation, publish: (defect) => publish(workshop, defect) };
}

interface Means {
  readonly rig: Rig;
  readonly other: Rig;
  readonly registry: RegistryLab;
  readonly foreignIssuer: WorkflowIssuer;
}

type Stored = string | Buffer;

const digestOf = (bytes: Stored): Sha256 => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function publish(means: Means, defect: Defect | undefined): Promise<Published> {
  const { registry } = means;
  const stores = [whole, part].map((name) => registry.store.repository(name));
  const put = (bytes: Stored, mediaType: string, tag?: string): LooseDescriptor => {
    for (const store of stores) store.putManifest(Buffer.from(bytes), mediaType, tag);
    return { mediaType, digest: digestOf(bytes), size: Buffer.byteLength(bytes) };
  };
  const config = layer(stores, JSON.stringify({ unique: randomUUID() }));
  const image = put(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
      layers: [],
    }),
    manifestType,
  ) as Descriptor;
  layer(stores, '{}');
  const lists = await Promise.all(
    (['signature', 'provenance'] as const).map(async (kind) => {
      const change = defect?.part === kind ? defect : undefined;
      const bundle = await bundleFor(means, image, kind, change);
      const bytes = typeof bundle === 'string' ? bundle : JSON.stringify(bundle);
      const carried = layer(stores, bytes);
      const manifest = manifestOf(image, kind, carried);
      change?.manifest?.(manifest);
      const own = { ...put(JSON.stringify(manifest), manifestType), ...hints(kind) };
      const plant = (digest: string, planted: Buffer): void => {
        for (const store of stores) {
          const held = store.manifests.get(digest);
          if (held) store.manifests.set(digest, { ...held, bytes: planted });
          else store.blobs.set(carried.digest, planted);
        }
      };
      return { kind, listed: change?.listing?.({ image: { ...image, annotations: {} }, own, plant }) ?? [own] };
    }),
  );
  const tag = image.digest.replace(':', '-');
  const list = (name: string, kinds: readonly Part[]): void => {
    const manifests = lists.flatMap(({ kind, listed }) => (kinds.includes(kind) ? listed : []));
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const index = JSON.stringify({ schemaVersion: 2, mediaType, manifests });
    registry.store.repository(name).putManifest(Buffer.from(index), mediaType, tag);
  };
  list(whole, ['signature', 'provenance']);
  list(part, [defect?.part ?? 'signature']);
  return { name: nameIn(registry, whole), alone: nameIn(registry, part), digest: image.digest };
}

const nameIn = ({ host }: RegistryLab, path: string): string => `${host}/${path}`;

function layer(
  stores: readonly ReturnType<RegistryLab['store']['repository']>[],
  content: Stored,
): { digest: Sha256; size: number } {
  for (const store of stores) store.putBlob(Buffer.from(content));
  return { digest: digestOf(content), size: Buffer.byteLength(content) };
}

const hints = (kind: Part): { readonly artifactType: string; readonly annotations: Record<string, string> } => ({
  artifactType: bundleType,
  annotations: {
    'dev.sigstore.bundle.content': 'dsse-envelope',
    'dev.sigstore.bundle.predicateType': types[kind],
    'org.opencontainers.image.created': '2026-03-02T09:00:00Z',
  },
});

const manifestOf = (
  { mediaType, digest, size }: Descriptor,
  kind: Part,
  carried: { digest: Sha256; size: number },
) => ({
  schemaVersion: 2,
  mediaType: manifestType,
  config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
  layers: [{ mediaType: bundleType, ...carried }],
  subject: { mediaType, digest, size },
  ...hints(kind),
});

async function bundleFor(means: Means, image: Descriptor, kind: Part, defect: Defect | undefined): Promise<unknown> {
  const { rig, other, registry, foreignIssuer } = means;
  const name = nameIn(registry, whole);
  const { claims, faults = {}, payloadType } = defect ?? {};
  const honest = kind === 'provenance' ? await forgeOf(rig).predicateFor(claims) : {};
  const predicate = defect?.predicate?.(structuredClone(honest) as LoosePredicate) ?? honest;
  const facts = JSON.parse(
    statement({ subject: image.digest, name, predicateType: types[kind], predicate }),
  ) as LooseStatement;
  const text = JSON.stringify(defect?.statement?.(facts) ?? facts);
  const seals = (payload: Stored): Promise<LooseBundle> =>
    seal(rig, payload, {
      ...(claims && { claims }),
      ...(payloadType !== undefined && { payloadType }),
      ...(defect?.foreignIssuer && { issuer: foreignIssuer }),
      ...(defect?.withLog2 && { log: 2 }),
    });
  const bundle = await rig.during(faults, () => seals(defect?.payload?.(text) ?? text));
  const foreign = (): Promise<LooseBundle> => seals(text.replace(image.digest.slice(7), 'd'.repeat(64)));
  return (await defect?.bundle?.(bundle, { rig, other, foreign })) ?? bundle;
}

/** What this suite says of it: `verified`, or the code of the refusal. */
export async function ourVerdict({ rig, expectation }: Workshop, { name, digest }: Published): Promise<string> {
  const repository = openRepository(name);
  try {
    await verifyImage({ repository, digest, expectation, trust: rig.trust });
    return 'verified';
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}
