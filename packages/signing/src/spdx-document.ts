import { createHash } from 'node:crypto';
import { spdxNamespace, spdxTime } from './spdx-identity.ts';

export type Json = Readonly<Record<string, unknown>>;

export const documentId = 'SPDXRef-DOCUMENT';
export const unknown = 'NOASSERTION';
const tool = 'Tool: bitvault-actions';

export const hex = (algorithm: 'sha1' | 'sha256', content: Uint8Array | string): string =>
  createHash(algorithm).update(content).digest('hex');

export const relationship = (from: string, kind: 'DESCRIBES' | 'CONTAINS' | 'DEPENDS_ON', to: string): Json => ({
  spdxElementId: from,
  relationshipType: kind,
  relatedSpdxElement: to,
});

/** A whole SPDX 2.3 document; its namespace follows from what is in it, so that the same facts give the same document. */
export function withHeader(name: string, createdAt: Date, body: Json): Json {
  const created = spdxTime(createdAt);
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: documentId,
    name,
    documentNamespace: spdxNamespace(name, [name, created, body]),
    creationInfo: { created, creators: [tool] },
    ...body,
  };
}
