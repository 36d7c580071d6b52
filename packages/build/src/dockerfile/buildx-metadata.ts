import * as v from 'valibot';
import { BuildError } from '../build-error.ts';
import type { BuildMaterial } from './build-material.ts';

const digests = v.record(v.pipe(v.string(), v.regex(/^sha[0-9]+$/)), v.pipe(v.string(), v.regex(/^[0-9a-f]{40,128}$/)));
const material = v.object({ uri: v.string(), digest: digests });
const provenance = v.object({ materials: v.optional(v.array(v.unknown()), []) });
const metadata = v.pipe(
  v.string(),
  v.parseJson(),
  v.objectWithRest({ 'containerimage.digest': v.string() }, v.unknown()),
);

/** What buildx wrote to its `--metadata-file`: the image's digest, and each input that BuildKit pinned to one. */
export function readBuildxMetadata(text: string): {
  readonly digest: string;
  readonly materials: readonly BuildMaterial[];
} {
  const read = v.safeParse(metadata, text);
  if (!read.success) throw new BuildError('BUILDER_FAILED', 'buildx wrote metadata that cannot be read');
  const { 'containerimage.digest': digest, ...rest } = read.output;
  const found = new Map<string, BuildMaterial>();
  for (const [key, value] of Object.entries(rest)) {
    // One record for the image, or one a platform.
    if (key !== 'buildx.build.provenance' && !key.startsWith('buildx.build.provenance/')) continue;
    const record = v.safeParse(provenance, value);
    for (const each of record.success ? record.output.materials : []) {
      // What BuildKit knows no digest of is not certain, and so not recorded.
      if (v.is(material, each) && Object.keys(each.digest).length > 0) found.set(JSON.stringify(each), each);
    }
  }
  return { digest, materials: [...found.values()] };
}
