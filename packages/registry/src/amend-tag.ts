import { setTimeout as sleep } from 'node:timers/promises';
import { putManifest, readManifest, type ReadManifest } from './manifests.ts';
import { RegistryError } from './registry-error.ts';
import type { StoredManifest } from './repository.ts';
import type { RegistrySession } from './session.ts';

export const mostRounds = 6;

/** Gives the manifest to write in place of the current one, or nothing where all is in. */
export type TagChange = (current: StoredManifest | undefined) => Promise<Uint8Array | undefined>;

/**
 * Reads, changes, writes and reads again until nothing is left to change, each write conditional on what was read where
 * the registry gives entity tags.
 */
export async function amendTag(
  session: RegistrySession,
  tag: string,
  mediaType: string,
  change: TagChange,
): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const current = await readManifest(session, tag, 'push');
    const bytes = await change(current);
    if (bytes === undefined) return;
    if (round > 0) await pause(session, round - 1);
    await write(session, tag, bytes, mediaType, current);
  }
  if ((await change(await readManifest(session, tag, 'push'))) !== undefined)
    throw new RegistryError('REFERRERS_UNAVAILABLE', `${session.address.name} does not keep what is put under ${tag}`);
}

/** A registry that refuses this write has immutable tags: attaching a second time can never work there. */
async function write(
  session: RegistrySession,
  tag: string,
  bytes: Uint8Array,
  mediaType: string,
  current: ReadManifest | undefined,
): Promise<void> {
  const { etag } = current ?? {};
  const unchanged: Readonly<Record<string, string>> = etag === undefined ? {} : { 'if-match': etag };
  try {
    await putManifest(session, tag, bytes, mediaType, current === undefined ? { 'if-none-match': '*' } : unchanged);
  } catch (cause) {
    if (!(cause instanceof RegistryError) || cause.code !== 'REGISTRY_REFUSED') throw cause;
    const message = `${session.address.name} does not accept a manifest under tag ${tag}`;
    throw new RegistryError('REFERRERS_UNAVAILABLE', message, { cause });
  }
}

/** With jitter, so that two that got in each other's way do not meet again. */
export async function pause(session: RegistrySession, round: number): Promise<void> {
  const base = session.pace.minTimeout ?? 500;
  await sleep(Math.min(base * 2 ** round, session.pace.maxTimeout ?? 8_000) * (0.5 + Math.random()));
}
