import * as v from 'valibot';
import { SigningError } from './signing-error.ts';

/** A package that a lockfile installs. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Where in the tree it is installed, such as `node_modules/a/node_modules/b`. */
  readonly location: string;
  /** Needed for development only. */
  readonly dev: boolean;
  readonly resolved?: string | undefined;
  /** SPDX expression as the package declares it, unchecked. */
  readonly license?: string | undefined;
  /** Algorithm in upper case → hexadecimal digest. */
  readonly checksums: Readonly<Record<string, string>>;
}

const entrySchema = v.object({
  name: v.optional(v.string()),
  version: v.optional(v.string()),
  resolved: v.optional(v.union([v.string(), v.boolean()])),
  integrity: v.optional(v.string()),
  license: v.optional(v.unknown()),
  dev: v.optional(v.boolean(), false),
  devOptional: v.optional(v.boolean(), false),
  link: v.optional(v.boolean(), false),
});

const lockfileSchema = v.object({
  lockfileVersion: v.picklist([2, 3]),
  packages: v.record(v.string(), entrySchema),
});

const folder = 'node_modules/';

/**
 * The packages of a `package-lock.json` of version 2 or 3 (npm 7 and newer), without the project's own.
 * @throws SigningError LOCKFILE_INVALID
 */
export function parseLockfile(bytes: Uint8Array): readonly LockedPackage[] {
  const { packages } = parsed(bytes);
  return Object.entries(packages).flatMap(([location, entry]): readonly LockedPackage[] => {
    const { version, resolved, license } = entry;
    const at = location.lastIndexOf(folder);
    if (at === -1 || entry.link || version === undefined) return [];
    return [
      {
        name: entry.name ?? location.slice(at + folder.length),
        version,
        location,
        dev: entry.dev || entry.devOptional,
        checksums: checksumsOf(entry.integrity),
        ...(typeof resolved === 'string' && { resolved }),
        ...(typeof license === 'string' && { license }),
      },
    ];
  });
}

function parsed(bytes: Uint8Array): v.InferOutput<typeof lockfileSchema> {
  try {
    return v.parse(lockfileSchema, JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    throw new SigningError(
      'LOCKFILE_INVALID',
      'package-lock.json is not a lockfile of version 2 or 3',
      'Write it again with npm 7 or newer (npm install --package-lock-only), or give an SBOM of your own',
      { cause: error },
    );
  }
}

/** Reads `sha512-<base64>`, maybe several with blanks between (Subresource Integrity, 3.5). */
function checksumsOf(integrity = ''): Readonly<Record<string, string>> {
  const hashes = integrity.split(/\s+/).flatMap((hash) => {
    const [, algorithm, digest] = /^(sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})/.exec(hash) ?? [];
    return algorithm && digest
      ? [[algorithm.toUpperCase(), Buffer.from(digest, 'base64').toString('hex')] as const]
      : [];
  });
  return Object.fromEntries(hashes);
}
