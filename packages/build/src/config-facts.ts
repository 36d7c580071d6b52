import * as v from 'valibot';
import { isPlatform, platformText, type Platform } from './platform.ts';

/** What an image's configuration tells of it (image-spec, config.md). */
export interface ConfigFacts {
  /** Also with what tells images for several versions of Windows apart (image-spec, image-index.md). */
  readonly platform: Platform & { readonly 'os.version'?: string; readonly 'os.features'?: readonly string[] };
  readonly createdAt: Date | undefined;
}

const configSchema = v.object({
  os: v.string(),
  architecture: v.string(),
  variant: v.optional(v.string()),
  'os.version': v.optional(v.string()),
  'os.features': v.optional(v.array(v.string())),
  created: v.nullish(v.string()),
});

/** `undefined` where it names no platform, as that of BuildKit's attestations. */
export function configFacts(bytes: Uint8Array): ConfigFacts | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const config = v.safeParse(v.pipe(v.string(), v.parseJson(), configSchema), text);
  if (!config.success) return undefined;
  const { os, architecture, variant, 'os.version': version, 'os.features': features, created } = config.output;
  const platform = {
    os,
    architecture,
    ...(version !== undefined && { 'os.version': version }),
    ...(features !== undefined && { 'os.features': features }),
    ...(variant !== undefined && { variant }),
  };
  return isPlatform(platformText(platform)) ? { platform, createdAt: timeOf(created) } : undefined;
}

function timeOf(created: string | null | undefined): Date | undefined {
  const time = new Date(created ?? '');
  return Number.isNaN(time.valueOf()) ? undefined : time;
}
