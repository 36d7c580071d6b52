import type { PlatformLayers, PushResult } from '@bitvault/build';
import { literal, table } from '@bitvault/promotion';
import {
  cyclonedxPredicateType,
  provenancePredicateType,
  signaturePredicateType,
  spdxPredicateType,
  vulnerabilityPredicateType,
  type AttachedBundle,
} from '@bitvault/signing';
import { sbomCounts, type ImageSbom } from './image-sbom.ts';
import { sizeText } from './size-text.ts';

export interface BuildReport {
  readonly ref: string;
  /** That were set besides the digest. */
  readonly tags: readonly string[];
  readonly pushed: PushResult;
  readonly platforms: readonly PlatformLayers[];
  readonly bundles: readonly AttachedBundle[];
  readonly sbom: ImageSbom;
  readonly commands: readonly string[];
  /** By which Sigstore, and why; a sentence. */
  readonly signedWith: string;
}

/** The job summary: what was pushed, what was attached, and how to verify it. */
export const buildSummary = (ref: string, report: BuildReport | undefined): string =>
  [`## Pushed \`${ref}\``, ...(report === undefined ? [] : reportSections(report)), ''].join('\n\n');

/** What a summary says of one image below its heading. */
export function reportSections({
  pushed,
  tags,
  platforms,
  bundles,
  sbom,
  commands,
  signedWith,
}: BuildReport): readonly string[] {
  const { blobs } = pushed;
  const attached = bundles.map(({ predicateType, descriptor, existed }) => [
    attestedAs(predicateType),
    `\`${predicateType}\``,
    `\`${descriptor.digest}\``,
    existed ? 'was there' : 'attached',
  ]);
  return [
    tags.length === 0
      ? 'No tag was set: deploy it by its digest.'
      : `Tagged ${tags.map((tag) => `\`${tag}\``).join(', ')}.`,
    `${counted(platforms.length, 'platform')}; ${counted(blobs.pushed, 'blob')} pushed (${sizeText(blobs.bytesPushed)}), ${blobs.existed} there already. ${sbomLine(sbom)}`,
    table(['platform', 'manifest and layers', 'type', 'size'], platforms.flatMap(layerRows)),
    '### Attached',
    signedWith,
    table(['what', 'predicate', 'manifest', ''], attached),
    ...verifySection(commands),
  ];
}

const verifySection = (commands: readonly string[]): readonly string[] =>
  commands.length === 0
    ? []
    : [
        '### Verify',
        'Anybody can check where the image is from and what was attested of it:',
        `\`\`\`console\n${commands.join('\n')}\n\`\`\``,
      ];

/** A platform's own line has the sum of its layers, which follow. */
function layerRows({ platform = 'unknown', digest, layers }: PlatformLayers): readonly (readonly string[])[] {
  const total = layers.reduce((sum, { size }) => sum + size, 0);
  const whole = layers.length === 0 ? 'image, pushed by another job' : `image, ${counted(layers.length, 'layer')}`;
  return [
    [`**${literal(platform)}**`, `\`${digest}\``, whole, layers.length === 0 ? '' : `**${sizeText(total)}**`],
    ...layers.map(({ digest: layer, mediaType, size }) => [
      '',
      `\`${layer.slice(0, 19)}\``,
      literal(mediaType),
      sizeText(size),
    ]),
  ];
}

function attestedAs(predicateType: string): string {
  switch (predicateType) {
    case signaturePredicateType:
      return 'signature';
    case provenancePredicateType:
      return 'provenance: workflow, commit, materials';
    case spdxPredicateType:
      return 'SBOM (SPDX)';
    case cyclonedxPredicateType:
      return 'SBOM (CycloneDX)';
    case vulnerabilityPredicateType:
      return 'result of a scan';
    default:
      return 'attestation';
  }
}

const sbomLine = (sbom: ImageSbom): string =>
  sbom.attestation === undefined
    ? `There is no SBOM: ${sbom.why}.`
    : `The SBOM lists ${sbomCounts(sbom.attestation)}. It was ${sbom.from}.`;

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
