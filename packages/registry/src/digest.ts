import { createHash } from 'node:crypto';
import type { Sha256 } from './repository.ts';

const pattern = /^sha256:[0-9a-f]{64}$/;

/** Whether this is a SHA-256 digest in its only canonical form (image-spec, descriptor.md, "Registered algorithms"). */
export const isSha256 = (text: string): text is Sha256 => pattern.test(text);

/** The digest of these bytes. */
export const sha256Of = (bytes: Uint8Array): Sha256 => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
