import type { Sha256 } from '@bitvault/registry';
import { documentId, relationship, unknown, withHeader, type Json } from './spdx-document.ts';

export interface SpdxIndexFacts {
  /** The image's name, without tag. */
  readonly name: string;
  /** Of the index. */
  readonly digest: Sha256;
  /** Usually when the newest of its images was made, so that the same images give the same document. */
  readonly createdAt: Date;
  readonly images: readonly SpdxPlatformImage[];
}

export interface SpdxPlatformImage {
  readonly digest: Sha256;
  /** `linux/arm64/v8` */
  readonly platform: string;
}

const indexId = 'SPDXRef-Index';

/**
 * An SPDX 2.3 document of a multi-platform index: a package that contains one package an image, each by its digest. What
 * is in an image is for the SBOM that is attached to that image to say.
 */
export function spdxIndexDocument({ name, digest, createdAt, images }: SpdxIndexFacts): Json {
  return withHeader(name, createdAt, {
    packages: [
      describe({ id: indexId, name, digest, summary: `Index of images for ${images.length} platforms` }),
      ...images.map((image) =>
        describe({ id: idOf(image), name, digest: image.digest, summary: `Image for ${image.platform}`, of: image }),
      ),
    ],
    relationships: [
      relationship(documentId, 'DESCRIBES', indexId),
      ...images.map((image) => relationship(indexId, 'CONTAINS', idOf(image))),
    ],
  });
}

const hexOf = (digest: Sha256): string => digest.slice('sha256:'.length);

const idOf = ({ digest }: SpdxPlatformImage): string => `SPDXRef-Image-${hexOf(digest)}`;

interface Described {
  readonly id: string;
  readonly name: string;
  readonly digest: Sha256;
  readonly summary: string;
  readonly of?: SpdxPlatformImage;
}

const describe = ({ id, name, digest, summary, of }: Described): Json => ({
  SPDXID: id,
  name,
  versionInfo: digest,
  summary,
  downloadLocation: unknown,
  filesAnalyzed: false,
  primaryPackagePurpose: 'CONTAINER',
  checksums: [{ algorithm: 'SHA256', checksumValue: hexOf(digest) }],
  externalRefs: [
    {
      referenceCategory: 'PACKAGE-MANAGER',
      referenceType: 'purl',
      referenceLocator: packageUrl(name, digest, of?.platform),
    },
  ],
});

/** https://github.com/package-url/purl-spec, type oci; qualifiers in the order of their names */
function packageUrl(name: string, digest: Sha256, platform?: string): string {
  const [os, architecture] = platform?.split('/') ?? [];
  const qualifiers = [
    ...(architecture === undefined ? [] : [`arch=${architecture}`]),
    ...(os === undefined ? [] : [`os=${os}`]),
    `repository_url=${name}`,
  ];
  return `pkg:oci/${name.slice(name.lastIndexOf('/') + 1)}@${encodeURIComponent(digest)}?${qualifiers.join('&')}`;
}
