import type { EditErrorCode } from '@bitvault/promotion';

export const path = ['services', 'api', 'digest'];
export const digest = `sha256:${'0'.repeat(64)}`;
export const evil = `sha256:${'6'.repeat(64)}`;

export interface Sample {
  readonly text: string;
  /** What our reader makes of it: what all of Go's do, or a refusal. */
  readonly verdict: 'alike' | EditErrorCode;
}

/** `D` is the digest, `E` another one. */
export const filled = (text: string): string => text.replaceAll(/\bD\b/g, digest).replaceAll(/\bE\b/g, evil);

export type Row = readonly [verdict: Sample['verdict'], text: string];
export const alike = (...texts: readonly string[]): readonly Row[] => texts.map((text) => ['alike', text]);
export const refused = (code: EditErrorCode, ...texts: readonly string[]): readonly Row[] =>
  texts.map((text) => [code, text]);

export const plain = 'services: {api: {digest: D}}\n';
export const object = 'apiVersion: acme.example/v1\nkind: Release\n';
export const inApi = (line: string): string => `services:\n  api:\n    digest: D\n    ${line}\n`;
export const beforeDigest = (line: string): string => `services:\n  api:\n    ${line}\n    digest: D\n`;
export const elsewhere = (lines: string): string => `${lines}\n${plain}`;
export const merged = (line: string): string => `m: &m {digest: E}\n${inApi(line)}`;
export const levels = Array.from(
  { length: 9 },
  (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
);
