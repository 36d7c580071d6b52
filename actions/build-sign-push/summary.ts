import { platformText, type PushableImage, type PushResult } from '@bitvault/build';
import { literal, table } from '@bitvault/promotion';
import { isIndexType, parseIndex } from '@bitvault/registry';
import type { AttachedBundle, Attestation } from '@bitvault/signing';

export interface BuildReport {
  readonly ref: string;
  readonly pushed: PushResult;
  readonly image: PushableImage;
  readonly bundles: readonly AttachedBundle[];
  readonly sbom: Attestation | undefined;
  readonly commands: readonly string[];
}

/** The job summary: what was pushed, what was attached, and how to verify it. */
export function buildSummary({ ref, pushed, image, bundles, sbom, commands }: BuildReport): string {
  const blobs = image.blobs.map(({ descriptor }) => [
    `\`${descriptor.digest.slice(0, 19)}\``,
    literal(descriptor.mediaType),
    String(descriptor.size),
  ]);
  const attached = bundles.map(({ predicateType, descriptor, existed }) => [
    `\`${predicateType}\``,
    `\`${descriptor.digest}\``,
    existed ? 'was there' : 'attached',
  ]);
  return [
    `## Pushed \`${ref}\``,
    `${counted(pushed.blobs.pushed, 'blob')} pushed (${counted(pushed.blobs.bytesPushed, 'byte')}); there already: ${pushed.blobs.existed}. ${sbomLine(sbom)}`,
    ...(blobs.length > 0 ? [table(['blob', 'type', 'bytes'], blobs)] : []),
    ...platformTable(image),
    '### Attached',
    table(['predicate', 'manifest', ''], attached),
    '### Verify',
    `\`\`\`console\n${commands.join('\n')}\n\`\`\``,
    '',
  ].join('\n\n');
}

/** Of an index: what is in it for whom. */
function platformTable({ mediaType, documents }: PushableImage): readonly string[] {
  const root = documents.at(-1);
  if (root === undefined || !isIndexType(mediaType)) return [];
  const rows = parseIndex(root.bytes).manifests.map(({ digest, platform }) => [
    literal(platform === undefined ? '' : platformText(platform)),
    `\`${digest}\``,
  ]);
  return [table(['platform', 'image'], rows)];
}

function sbomLine(sbom: Attestation | undefined): string {
  const length = (key: string) => (Array.isArray(sbom?.predicate[key]) ? sbom.predicate[key].length : 0);
  if (sbom === undefined) return 'No SBOM was given.';
  return `The SBOM lists ${counted(length('packages') + length('components'), 'package')} and ${counted(length('files'), 'file')}.`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
