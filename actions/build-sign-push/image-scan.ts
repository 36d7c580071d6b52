import { checkScan, checkScanSize, type CheckedScan } from '@bitvault/signing';
import { readGiven } from './given-file.ts';

/** The scan result that is given to be attested, checked but for whether it is about the image. */
export async function givenScan(path: string | undefined, workspace: string): Promise<CheckedScan | undefined> {
  if (path === undefined) return undefined;
  const { bytes, writtenAt } = await readGiven('scan-path', path, workspace, checkScanSize);
  return checkScan(bytes, writtenAt);
}
