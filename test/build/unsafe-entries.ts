import type { TarEntry } from 'modern-tar';

export const tarEntry = (name: string, more: Partial<TarEntry['header']> = {}): TarEntry => ({
  header: { name, size: 0, mtime: new Date(0), ...more },
});
/** Each makes of an archive one that no reader may take. */
export const unsafeEntries: Record<string, TarEntry> = {
  'a name that climbs': tarEntry('../evil'),
  'a name that climbs from within': tarEntry('blobs/../../evil'),
  'an absolute name': tarEntry('/etc/cron.d/evil'),
  'a name with a backslash': tarEntry('..\\evil'),
  'a drive letter': tarEntry('C:evil'),
  'an empty part in a name': tarEntry('blobs//evil'),
  'a symbolic link': tarEntry('blobs/sha256', { type: 'symlink', linkname: '/etc' }),
  'a hard link': tarEntry('index.json', { type: 'link', linkname: '/etc/passwd' }),
  'a device': tarEntry('oci-layout', { type: 'character-device' }),
  'a pipe': tarEntry('oci-layout', { type: 'fifo' }),
  'a long name in a pax header': tarEntry('plain', { pax: { path: '../../evil' } }),
  'a file that comes twice': { header: { name: 'oci-layout', size: 2, mtime: new Date(0) }, body: '{}' },
};
