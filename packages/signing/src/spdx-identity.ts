import { createHash } from 'node:crypto';

/** SPDX 2.3, 6.9: to the second, in UTC. */
export const spdxTime = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;

/** SPDX 2.3, 6.5: unique to the document, and yet the same for the same content. */
export function spdxNamespace(name: string, content: unknown): string {
  const identity = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return `https://spdx.org/spdxdocs/${name.replaceAll(/[^A-Za-z0-9.-]/g, '-')}-${identity}`;
}

/** By bytes, so that no locale decides. */
export const byBytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));
