import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import {
  isIndexType,
  isManifestType,
  mediaTypeOf,
  parseIndex,
  parseManifest,
  RegistryError,
  type Descriptor,
  type ImageIndex,
  type Sha256,
} from '@bitvault/registry';
import * as v from 'valibot';
import { BuildError } from './build-error.ts';
import { openArchive } from './layout-archive.ts';
import { filesInDirectory, hashOf, readFileOf, tooLarge, type LayoutFile, type LayoutFiles } from './layout-files.ts';
import type { ImageBlob, ImageDocument, PushableImage } from './pushable-image.ts';

export interface LayoutOptions {
  /** The image's `org.opencontainers.image.ref.name`; only needed where the layout holds several. */
  readonly reference?: string;
  /** Bytes of all content together; default 64 GiB, since a registry takes 10 GB for one layer at most. */
  readonly limit?: number;
  /** The directory in which a gzipped archive lies expanded until disposal; default the system's. */
  readonly temporary?: string;
}

/** Its blobs can be read until disposal. */
export interface LayoutImage extends PushableImage, AsyncDisposable {}

const contentLimit = 64 * 1024 ** 3;
const documentLimit = 4 * 1024 * 1024;
const mostDocuments = 1_000;
/** index.json, an index, its manifests; one more for tools that wrap once again. */
const deepest = 3;
const refName = 'org.opencontainers.image.ref.name';

/**
 * Reads an OCI image layout (image-spec, image-layout.md), a directory or a tar archive of one. Every digest and size is
 * checked before it returns; a multi-platform index stays whole, BuildKit's attestations included. Throws `BuildError`
 * with one of the `LAYOUT_…` codes or `FOREIGN_LAYER`.
 */
export async function readOciLayout(path: string, options: LayoutOptions = {}): Promise<LayoutImage> {
  const { limit = contentLimit, temporary = tmpdir() } = options;
  await using opened = new AsyncDisposableStack();
  const files = (await isDirectory(path))
    ? filesInDirectory(path)
    : opened.use(await openArchive(path, { limit, temporary })).files;
  await checkVersion(files);
  const root = chooseRoot(await readTop(files), options.reference);
  const collection = new LayoutCollection(files, limit);
  await collection.addDocument(root, 0);
  const kept = opened.move();
  return { ...collection.image(), [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function isDirectory(path: string): Promise<boolean> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new BuildError('LAYOUT_MISSING', `the OCI layout ${JSON.stringify(path)} cannot be read`, { cause });
  });
  // Of a pipe or a device nobody knows when it ends.
  if (!stats.isDirectory() && !stats.isFile())
    throw new BuildError('LAYOUT_UNSAFE', `the OCI layout ${JSON.stringify(path)} is neither a directory nor a file`);
  return stats.isDirectory();
}

const layoutVersion = v.pipe(v.string(), v.parseJson(), v.object({ imageLayoutVersion: v.literal('1.0.0') }));

async function checkVersion(files: LayoutFiles): Promise<void> {
  const bytes = await readFileOf(files, 'oci-layout', 4096);
  if (!bytes) throw new BuildError('LAYOUT_MISSING', 'there is no file oci-layout, so this is no OCI layout');
  if (!v.is(layoutVersion, Buffer.from(bytes).toString('utf8')))
    throw new BuildError('LAYOUT_INVALID', 'the file oci-layout does not name version 1.0.0');
}

async function readTop(files: LayoutFiles): Promise<ImageIndex> {
  const bytes = await readFileOf(files, 'index.json', documentLimit);
  if (!bytes) throw new BuildError('LAYOUT_INVALID', 'there is no file index.json');
  return asLayoutFault(() => parseIndex(bytes));
}

function chooseRoot(top: ImageIndex, reference: string | undefined): Descriptor {
  const candidates =
    reference === undefined ? top.manifests : top.manifests.filter((each) => each.annotations?.[refName] === reference);
  // The same image may be listed once for each of its names.
  const digests = new Set(candidates.map(({ digest }) => digest));
  const [root] = candidates;
  if (root && digests.size === 1) return root;
  const named = reference === undefined ? '' : ` named ${JSON.stringify(reference)}`;
  throw new BuildError('LAYOUT_AMBIGUOUS', `index.json lists ${digests.size} images${named}, not one`);
}

/** Documents are parsed by the registry package; in a layout their faults are the layout's. */
function asLayoutFault<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RegistryError)
      throw new BuildError('LAYOUT_INVALID', `in the layout: ${error.message}`, { cause: error });
    throw error;
  }
}

class LayoutCollection {
  readonly #files: LayoutFiles;
  readonly #limit: number;
  readonly #documents = new Map<Sha256, ImageDocument>();
  readonly #blobs = new Map<Sha256, ImageBlob>();
  #left: number;

  constructor(files: LayoutFiles, limit: number) {
    this.#files = files;
    this.#limit = limit;
    this.#left = limit;
  }

  /** Children go in before the document itself, which is the order to push in. No cycle can have matching digests. */
  async addDocument(descriptor: Descriptor, depth: number): Promise<void> {
    if (this.#documents.has(descriptor.digest)) return;
    if (depth > deepest) throw new BuildError('LAYOUT_INVALID', `indexes are nested more than ${deepest} deep`);
    const document = await this.#readDocument(descriptor);
    if (isIndexType(document.mediaType)) {
      const { manifests } = asLayoutFault(() => parseIndex(document.bytes));
      for (const child of manifests) await this.addDocument(child, depth + 1);
    } else {
      const { config, layers } = asLayoutFault(() => parseManifest(document.bytes));
      for (const blob of [config, ...layers]) await this.#addBlob(blob);
    }
    this.#documents.set(document.digest, document);
    if (this.#documents.size > mostDocuments)
      throw new BuildError('LAYOUT_TOO_LARGE', `the layout has more than ${mostDocuments} manifests`);
  }

  image(): PushableImage {
    const documents = [...this.#documents.values()];
    const root = documents.pop();
    if (!root) throw new TypeError('an image was asked for before its root was read');
    const { digest, mediaType, bytes } = root;
    return { digest, mediaType, size: bytes.length, documents: [...documents, root], blobs: [...this.#blobs.values()] };
  }

  async #readDocument(descriptor: Descriptor): Promise<ImageDocument> {
    const { digest, mediaType } = descriptor;
    if (!isIndexType(mediaType) && !isManifestType(mediaType))
      throw new BuildError('LAYOUT_INVALID', `${digest} is of a media type that is neither an index nor a manifest`);
    await this.#check(descriptor);
    const bytes = await readFileOf(this.#files, pathOf(digest), documentLimit);
    if (!bytes) throw new BuildError('LAYOUT_CORRUPT', `the layout has lost ${digest} while it was read`);
    asLayoutFault(() => mediaTypeOf(bytes, mediaType));
    return { mediaType, digest, bytes };
  }

  async #addBlob(descriptor: Descriptor): Promise<void> {
    const { digest, urls } = descriptor;
    if ((urls?.length ?? 0) > 0 || /foreign|nondistributable/.test(descriptor.mediaType))
      throw new BuildError('FOREIGN_LAYER', `layer ${digest} is to be got from somewhere else than the layout`);
    const known = this.#blobs.get(digest);
    if (known?.descriptor.size === descriptor.size) return;
    const { read } = await this.#check(descriptor);
    this.#blobs.set(digest, { descriptor, read });
  }

  async #check({ digest, size }: Descriptor): Promise<LayoutFile> {
    if (size > this.#left) throw tooLarge('the content of the layout', this.#limit);
    this.#left -= size;
    const file = await this.#files.find(pathOf(digest));
    if (!file) throw new BuildError('LAYOUT_CORRUPT', `the layout lacks ${digest}`);
    if (file.size !== size || `sha256:${await hashOf(file)}` !== digest)
      throw new BuildError('LAYOUT_CORRUPT', `the layout has other content where ${digest} should be`);
    return file;
  }
}

const pathOf = (digest: Sha256): string => `blobs/${digest.replace(':', '/')}`;
