import {
  buildkitSboms,
  hasBuildkitSbom,
  npmSbom,
  runnableImages,
  syftSboms,
  type AppendedImage,
  type FoundSbom,
  type PushableImage,
} from '@bitvault/build';
import {
  checkSbom,
  countOf,
  imageDigestsOf,
  oneSpdxDocument,
  spdxDocument,
  spdxPredicateType,
  type Attestation,
} from '@bitvault/signing';
import type { SbomPlan } from './sbom-plan.ts';

/** The SBOM of a built image, and for people where it is from; or why there is none. */
export type ImageSbom =
  | { readonly attestation: Attestation; readonly from: string }
  | { readonly attestation: undefined; readonly why: string };

export interface SbomMaterial {
  /** What the image will be called. */
  readonly name: string;
  readonly image: PushableImage;
  /** What BuildKit's scanner found during the build. */
  readonly sboms?: readonly FoundSbom[];
  /** What `append` added. */
  readonly contents?: AppendedImage['contents'];
  /** What merging knows of the images of its index. */
  readonly listing?: Attestation;
}

export interface SbomSurroundings {
  readonly temporary: string;
  readonly env: NodeJS.ProcessEnv;
  info(line: string): void;
  warn(line: string): void;
}

/** Carries out what was planned, and says what came of it. Nothing of the image has left this machine yet. */
export async function imageSbom(plan: SbomPlan, material: SbomMaterial, around: SbomSurroundings): Promise<ImageSbom> {
  const sbom = await sbomOf(plan, material, around);
  if (sbom.attestation === undefined) around.info(`No SBOM: ${sbom.why}`);
  else {
    around.info(`SBOM: ${sbomCounts(sbom.attestation)}, ${sbom.from}`);
    for (const line of await doubts(sbom.attestation, material.image)) around.warn(line);
  }
  return sbom;
}

export function sbomCounts({ predicate }: Attestation): string {
  const packages = countOf(predicate, 'packages') + countOf(predicate, 'components');
  return `${counted(packages, 'package')} and ${counted(countOf(predicate, 'files'), 'file')}`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

async function sbomOf(plan: SbomPlan, material: SbomMaterial, around: SbomSurroundings): Promise<ImageSbom> {
  const { name, image } = material;
  switch (plan.kind) {
    case 'given':
      return { attestation: plan.attestation, from: 'given as `sbom-path`' };
    case 'syft':
      return { attestation: await one(await syftSboms(image, { ...around, name }), material), from: 'made by syft' };
    case 'buildkit':
      return { attestation: await one(material.sboms ?? [], material), from: 'found by BuildKit’s scanner' };
    case 'layout':
      if (plan.isOptional && !hasBuildkitSbom(image)) return { attestation: undefined, why: 'the layout has none' };
      return {
        attestation: await one(await buildkitSboms(image), material),
        from: 'found by BuildKit’s scanner when the layout was built',
      };
    case 'npm': {
      const found = await npmSbom(plan.directory, around.env);
      return { attestation: await one([found], { image }), from: 'made by npm from the lockfile' };
    }
    case 'contents':
      return { attestation: await ofContents(material), from: 'made from what was added to the image' };
    case 'listing':
      if (material.listing === undefined) throw new TypeError('merging made no list of its images');
      return { attestation: material.listing, from: 'made from the images of the index' };
    case 'none':
      return { attestation: undefined, why: plan.why };
  }
}

/** The tools' documents, one for each platform, as one that is the same for the same image. */
async function one(found: readonly FoundSbom[], { name, image }: Partial<SbomMaterial> & Pick<SbomMaterial, 'image'>) {
  const parts = found.map(({ bytes, platform }) => {
    const { predicateType, predicate: document } = checkSbom(bytes);
    if (predicateType !== spdxPredicateType) throw new TypeError('a tool that was asked for SPDX wrote CycloneDX');
    return { document, ...(platform !== undefined && { label: platform }) };
  });
  const identity = { createdAt: await createdAt(image), ...(name !== undefined && { name }) };
  return { predicateType: spdxPredicateType, predicate: oneSpdxDocument(parts, identity) };
}

/** When the newest of its platforms was made: the image says it, so every run over the same image agrees. */
async function createdAt(image: PushableImage): Promise<Date> {
  const times = (await runnableImages(image)).map((each) => each.createdAt.getTime());
  return new Date(Math.max(...times));
}

async function ofContents({ name, image, contents = [] }: SbomMaterial): Promise<Attestation> {
  const files = contents.flatMap((entry) => (entry.kind === 'file' ? [{ path: entry.path, bytes: entry.bytes }] : []));
  const predicate = spdxDocument({ name, createdAt: await createdAt(image), files });
  return { predicateType: spdxPredicateType, predicate };
}

/** What is no reason to refuse, since honest tools write it too, but for a person to look at. */
async function doubts({ predicate }: Attestation, image: PushableImage): Promise<readonly string[]> {
  const entries = ['packages', 'components', 'files'].reduce((sum, list) => sum + countOf(predicate, list), 0);
  const named = imageDigestsOf(predicate);
  const own = new Set<string>([image.digest, ...image.documents.map(({ digest }) => digest)]);
  for (const { descriptor } of image.blobs) own.add(descriptor.digest);
  return [
    ...(entries === 1 ? ['The SBOM lists one thing and nothing that it consists of.'] : []),
    ...(named.length > 0 && !named.some((digest) => own.has(digest))
      ? [`The SBOM names the image ${named.join(', ')}, which is not ${image.digest} or a part of it.`]
      : []),
  ];
}
