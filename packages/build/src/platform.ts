import type { Descriptor } from '@bitvault/registry';
import { BuildError } from './build-error.ts';

/** `linux/arm64/v8` in its parts. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** Reads `os/architecture[/variant]`, as in `linux/amd64`. Throws `OPTION_INVALID`. */
export function parsePlatform(text: string): Platform {
  const [os = '', architecture = '', variant] = text.split('/');
  if (!isPlatform(text))
    throw new BuildError(
      'OPTION_INVALID',
      `not a platform of the form os/architecture: ${JSON.stringify(text.slice(0, 100))}`,
    );
  return { os, architecture, ...(variant !== undefined && { variant }) };
}

/** Whether it has that form and names something: BuildKit files attestations under `unknown/unknown`. */
export const isPlatform = (text: string): boolean =>
  /^[a-z0-9][a-z0-9_.-]{0,31}(?:\/[a-z0-9][a-z0-9_.-]{0,31}){1,2}$/.test(text) && !text.startsWith('unknown/');

export const platformText = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');

/** arm64 without a variant is v8 (image-index.md, "Platform Variants"). */
const variantOf = ({ architecture, variant }: Platform): string | undefined =>
  variant ?? (architecture === 'arm64' ? 'v8' : undefined);

/** The same text for all ways to write one platform. */
export function canonicalText(platform: Platform): string {
  const { os, architecture } = platform;
  return [os, architecture, variantOf(platform) ?? []].flat().join('/');
}

/** Whether an image for `offered` is what a build for `wanted` asks for. */
export const suits = (offered: Platform, wanted: Platform): boolean => canonicalText(offered) === canonicalText(wanted);

/** The platforms that an index offers, for messages. BuildKit files attestations under `unknown/unknown`. */
export const offeredPlatforms = (manifests: readonly Descriptor[]): string =>
  manifests
    .flatMap(({ platform }) => (platform && platform.os !== 'unknown' ? [platformText(platform)] : []))
    .join(', ') || 'none';
