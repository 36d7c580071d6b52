import { parseLockfile, type LockedPackage } from './npm-lockfile.ts';
import { documentId, hex, relationship, unknown, withHeader, type Json } from './spdx-document.ts';
import { byBytes } from './spdx-identity.ts';

export interface SpdxFacts {
  /** What the document is about: the image's name. */
  readonly name: string;
  /** Usually SOURCE_DATE_EPOCH, so that the same content gives the same document. */
  readonly createdAt: Date;
  /** Paths are relative to the context, with `/`. A `package-lock.json` among them names the packages. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

const imageId = 'SPDXRef-Image';

/**
 * An SPDX 2.3 document of a directory that becomes part of an image: its files, and the npm packages that its lockfile
 * names. Where `node_modules` is among the files, only packages that are really there; otherwise those not for
 * development. The same facts give the same document.
 * @throws SigningError LOCKFILE_INVALID
 */
export function spdxDocument({ name, createdAt, files: content }: SpdxFacts): Json {
  const files = content.map(describeFile).toSorted((left, right) => byBytes(left.fileName, right.fileName));
  const packages = installedPackages(content).map(describePackage);
  const body = {
    packages: [describeImage(name, files), ...packages.map(({ description }) => description)],
    files: files.map(({ SPDXID, fileName, checksums }) => ({ SPDXID, fileName, checksums })),
    relationships: [
      relationship(documentId, 'DESCRIBES', imageId),
      ...packages.map(({ id, isPresent }) => relationship(imageId, isPresent ? 'CONTAINS' : 'DEPENDS_ON', id)),
      ...files.map(({ SPDXID }) => relationship(imageId, 'CONTAINS', SPDXID)),
    ],
  };
  return withHeader(name, createdAt, body);
}

interface DescribedFile {
  readonly SPDXID: string;
  readonly fileName: string;
  readonly sha1: string;
  readonly checksums: readonly Json[];
}

function describeFile({ path, bytes }: SpdxFacts['files'][number]): DescribedFile {
  const sha1 = hex('sha1', bytes);
  return {
    SPDXID: `SPDXRef-File-${hex('sha256', path).slice(0, 32)}`,
    fileName: `./${path}`,
    sha1,
    checksums: [
      { algorithm: 'SHA1', checksumValue: sha1 },
      { algorithm: 'SHA256', checksumValue: hex('sha256', bytes) },
    ],
  };
}

function describeImage(name: string, files: readonly DescribedFile[]): Json {
  // SPDX 2.3, 7.9.1: the sorted SHA-1 digests, one after the other.
  const verificationCode = hex(
    'sha1',
    files
      .map(({ sha1 }) => sha1)
      .toSorted()
      .join(''),
  );
  return {
    SPDXID: imageId,
    name,
    downloadLocation: unknown,
    primaryPackagePurpose: 'CONTAINER',
    filesAnalyzed: true,
    packageVerificationCode: { packageVerificationCodeValue: verificationCode },
  };
}

interface InstalledPackage extends LockedPackage {
  readonly isPresent: boolean;
}

function installedPackages(files: SpdxFacts['files']): readonly InstalledPackage[] {
  const lockfile = files.find(({ path }) => path === 'package-lock.json');
  if (lockfile === undefined) return [];
  const paths = new Set(files.map(({ path }) => path));
  const isInstalled = files.some(({ path }) => path.startsWith('node_modules/'));
  const packages = parseLockfile(lockfile.bytes)
    .map((locked) => ({ ...locked, isPresent: paths.has(`${locked.location}/package.json`) }))
    .filter(({ isPresent, dev }) => (isInstalled ? isPresent : !dev));
  // The same version may be installed at several places.
  const byUrl = new Map(packages.map((locked) => [packageUrl(locked), locked]));
  return [...byUrl].toSorted(([left], [right]) => byBytes(left, right)).map(([, locked]) => locked);
}

/** https://github.com/package-url/purl-spec, type npm */
const packageUrl = ({ name, version }: LockedPackage): string =>
  `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}@${encodeURIComponent(version)}`;

function describePackage(locked: InstalledPackage): {
  readonly id: string;
  readonly isPresent: boolean;
  readonly description: Json;
} {
  const purl = packageUrl(locked);
  const id = `SPDXRef-Package-${hex('sha256', purl).slice(0, 32)}`;
  const checksums = Object.entries(locked.checksums).map(([algorithm, checksumValue]) => ({
    algorithm,
    checksumValue,
  }));
  const description = {
    SPDXID: id,
    name: locked.name,
    versionInfo: locked.version,
    downloadLocation: downloadLocation(locked.resolved),
    filesAnalyzed: false,
    licenseConcluded: unknown,
    licenseDeclared: licenseExpression(locked.license),
    copyrightText: unknown,
    ...(checksums.length > 0 && { checksums }),
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
  };
  return { id, isPresent: locked.isPresent, description };
}

/** Without what a private registry's address may carry: credentials and query. */
function downloadLocation(resolved: string | undefined): string {
  const url = URL.parse(resolved ?? '');
  return url?.protocol === 'https:' ? `${url.origin}${url.pathname}` : unknown;
}

/** Packages also write `UNLICENSED` or `SEE LICENSE IN …` there, which are no expressions (SPDX 2.3, annex D). */
function licenseExpression(license = ''): string {
  const id = String.raw`(?!UNLICENSED\b)[A-Za-z0-9][A-Za-z0-9.-]{0,63}\+?`;
  const term = String.raw`\(?(?:${id})(?: WITH ${id})?\)?`;
  const isExpression = new RegExp(`^${term}(?: (?:AND|OR) ${term}){0,20}$`).test(license);
  return isExpression && isBalanced(license) ? license : unknown;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
