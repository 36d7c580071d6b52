import { sha256Of, type Descriptor, type Sha256 } from '@bitvault/registry';
import { gzipSync } from 'fflate';
import { packTar, type TarEntry, type TarHeader } from 'modern-tar';
import type { ContextEntry } from './context.ts';

export interface Layer {
  readonly descriptor: Descriptor;
  /** Digest of the layer before compression (image-spec, config.md, "rootfs.diff_ids"). */
  readonly diffId: Sha256;
  readonly bytes: Uint8Array;
}

export interface LayerOptions {
  /** Where the entries go, in parts: `['srv', 'app']` for `/srv/app`. */
  readonly prefix: readonly string[];
  /** Whether directories above the prefix are written too, as they must be where there is no base. */
  readonly parents: boolean;
  /** Seconds since 1970; every entry gets it. */
  readonly createdAt: number;
}

/**
 * The compressed layer of these entries: owner root, modes 0755 or 0644, one time. The same entries give the same bytes
 * on every machine. That is why compression is done by fflate: it is plain JavaScript, while Node's own zlib takes other
 * paths on other processors and in other versions, which give other bytes. It takes about 4 s for 100 MB.
 */
export async function packLayer(entries: readonly ContextEntry[], options: LayerOptions): Promise<Layer> {
  const mtime = new Date(options.createdAt * 1000);
  const tar = await packTar(
    [...prefixEntries(options), ...entries.map((entry) => tarEntry(entry, options.prefix))].map(
      ({ header, ...rest }) => ({ ...rest, header: { ...header, mtime, uid: 0, gid: 0, uname: '', gname: '' } }),
    ),
  );
  // `mem` would otherwise follow from a logarithm of the size, whose last digit is the platform's.
  const bytes = gzipSync(tar, { level: 6, mem: 8, mtime: 0 });
  return {
    descriptor: {
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: sha256Of(bytes),
      size: bytes.length,
    },
    diffId: sha256Of(tar),
    bytes,
  };
}

const directoryHeader = (path: string): TarHeader => ({ name: `${path}/`, type: 'directory', size: 0, mode: 0o755 });

/**
 * On a base only the prefix itself: an entry for a directory above it would replace the base's mode or, where the base
 * has a link such as `/lib`, the link.
 */
function prefixEntries({ prefix, parents }: LayerOptions): TarEntry[] {
  return prefix
    .map((_part, at) => prefix.slice(0, at + 1).join('/'))
    .slice(parents ? 0 : -1)
    .map((path) => ({ header: directoryHeader(path) }));
}

function tarEntry(entry: ContextEntry, prefix: readonly string[]): TarEntry {
  const name = [...prefix, entry.path].join('/');
  switch (entry.kind) {
    case 'directory':
      return { header: directoryHeader(name) };
    case 'symlink':
      return { header: { name, type: 'symlink', size: 0, mode: 0o777, linkname: entry.target } };
    case 'file': {
      const mode = entry.executable ? 0o755 : 0o644;
      return { header: { name, type: 'file', size: entry.bytes.length, mode }, body: entry.bytes };
    }
  }
}
