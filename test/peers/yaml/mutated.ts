import fc from 'fast-check';
import { digest, path } from './corpus.ts';
import type { Question } from './readers.ts';

/** Texts in which everybody finds the digest, each with something else around it. */
const plainTexts: readonly string[] = [
  `services:\n  api:\n    digest: ${digest}\n`,
  `# values\nservices:\n  api: # the front\n    image: ghcr.io/acme/api\n    digest: "${digest}" # by promote\n    replicas: 2\n  web:\n    digest: '${digest}'\n`,
  `services: {api: {digest: ${digest}, x: [1, two, "three"]}, web: {digest: ''}}\n`,
  `{"services": {"api": {"digest": "${digest}", "on": true}}}\n`,
  `---\nservices:\n  "api":\n    'digest':\n  web: ~\n`,
  `a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\nservices:\n  api:\n    env: [*a, z]\n    digest: ${digest}\n`,
  `text: |\n  some: text\n  # of\n\n   lines\nservices:\n  api:\n    script: >-\n      folded\n      text\n    digest: ${digest}\nlast: |2+\n   kept\n\n`,
  `services:\n  api:\n    note: plain text\n      on two lines\n    quoted: "two\n      lines\\\n      joined"\n    digest: ${digest}\n    list:\n    - a: 1\n      b: 2\n    - - c\n      - d\n`,
  `apiVersion: v1\nkind: ConfigMap\n---\napiVersion: acme.example/v1\nkind: Release\nservices:\n  api:\n    digest: ${digest}\n`,
  `services:\n  api:\n    digest: null\n    1: one\n    true: two\n    1.5: three\n    2026-11-24: four\n`,
];

/** What readers have been known to read differently. */
const pieces: readonly string[] = [
  '<<: *a',
  '"<<": *a',
  '!!merge <<: *a',
  '<<: [*a, *a]',
  '<<: {digest: x}',
  '&a',
  '*a',
  '*a ',
  '&b ',
  '!!str ',
  '!!binary ',
  '!t ',
  '! ',
  '!<tag:x,2026:y> ',
  '!!int ',
  '!!null ',
  '!!set ',
  '%YAML 1.1\n',
  '%YAML 1.2\n---\n',
  '%TAG ! tag:x,2026:\n',
  '%X y\n',
  '---\n',
  '--- ',
  '---',
  '--- # c\n',
  '--- |\n',
  '...\n',
  '... ',
  '﻿',
  '\r\n',
  '\n',
  '\n\n',
  '	',
  ' 	',
  ' ',
  '  ',
  '    ',
  '- ',
  '-',
  '? ',
  '?',
  ': ',
  ':',
  ',',
  ', ',
  '{',
  '}',
  '[',
  ']',
  '[]',
  '{}',
  '|',
  '|1\n',
  '|+\n',
  '>-\n',
  '>2\n',
  '|2-\n',
  '"',
  "'",
  '#',
  ' # c',
  '#c',
  '\\',
  '\\n',
  '\\x41',
  '\\u0041',
  '\\UD83D',
  '\\ud83d\\ude00',
  '\\/',
  '\\ ',
  "''",
  '""',
  '\\e',
  '\\0',
  '?',
  '?a',
  ':a',
  '?digest: x\n',
  '?digest: x, ',
  '-a',
  '{?digest: x}',
  '"a":b',
  "'a':b",
  '[a]: b',
  '&a &b ',
  '&a *a',
  '*a: x',
  '|\n',
  '> x\n',
  '- - ',
  '-	',
  '	- ',
  'x:	y',
  '@',
  '`',
  '%',
  '!',
  '&',
  '*',
  '|',
  '>',
  '~',
  '=',
  '<<',
  '<',
  '.',
  '.inf',
  '.nan',
  '-.INF',
  '0x1',
  '0o7',
  '010',
  '1_0',
  '1:30',
  '1e3',
  'yes',
  'no',
  'on',
  'Off',
  'y',
  'N',
  'null',
  'Null',
  'true',
  'True',
  '1',
  '1.0',
  '-0',
  '+1',
  '0b1',
  '.5',
  '1.',
  '2026-11-24',
  '12e03',
  'digest: x\n',
  'Digest: x\n',
  '"digest": x\n',
  'api: {}\n',
  'API: 1\n',
  '"1": x\n',
  '1: x\n',
  '0x1: x\n',
  'true: x\n',
  'yes: x\n',
  '~: x\n',
  ': x\n',
  '[a]: x\n',
  '{a: b}: x\n',
  '? a\n',
  '? a\n: b\n',
  '? - a\n',
  'a: b: c\n',
  'a:b',
  'a: - b\n',
  'x: [a\n',
  'x: "a\n',
  '- a\n',
  '"a" "b"',
  'a b',
  '\xA0',
  '​',
  '　',
  'é',
  '😀',
  '�',
  'İ',
  'K',
  'x'.repeat(1025),
  '"' + 'x'.repeat(1025) + '": 1\n',
  digest,
];

type Mutation =
  | { readonly kind: 'insert'; readonly at: number; readonly piece: string }
  | { readonly kind: 'line'; readonly at: number; readonly piece: string }
  | { readonly kind: 'replace'; readonly at: number; readonly length: number; readonly piece: string }
  | { readonly kind: 'repeat'; readonly at: number; readonly to: number }
  | { readonly kind: 'indent'; readonly at: number; readonly by: number }
  | { readonly kind: 'ends'; readonly end: string };

const share = fc.nat(9_999).map((part) => part / 10_000);
const piece = fc.constantFrom(...pieces);

const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('insert' as const), at: share, piece }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('line' as const), at: share, piece }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('replace' as const), at: share, length: fc.nat(8), piece }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at: share, to: share }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('indent' as const), at: share, by: fc.integer({ min: -3, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('ends' as const), end: fc.constantFrom('\r\n', '\n\n', '\r') }),
  },
);

function mutated(text: string, mutation: Mutation): string {
  if (mutation.kind === 'ends') return text.replaceAll('\n', mutation.end);
  const lines = text.split('\n');
  const line = Math.floor(mutation.at * lines.length);
  const offset = Math.floor(mutation.at * (text.length + 1));
  switch (mutation.kind) {
    case 'insert':
      return text.slice(0, offset) + mutation.piece + text.slice(offset);
    case 'replace':
      return text.slice(0, offset) + mutation.piece + text.slice(offset + mutation.length);
    case 'line': {
      const indent = /^ */.exec(lines[line] ?? '')?.[0] ?? '';
      return lines.toSpliced(line, 0, `${indent}${mutation.piece.replace(/\n$/, '')}`).join('\n');
    }
    case 'repeat':
      return lines.toSpliced(Math.floor(mutation.to * lines.length), 0, lines[line] ?? '').join('\n');
    case 'indent': {
      const found = lines[line] ?? '';
      const moved =
        mutation.by < 0 ? found.replace(new RegExp(`^ {0,${-mutation.by}}`), '') : ' '.repeat(mutation.by) + found;
      return lines.with(line, moved).join('\n');
    }
  }
}

/** A plain text after a few mutations. */
export const mutatedQuestions: fc.Arbitrary<Question> = fc
  .tuple(fc.constantFrom(...plainTexts), fc.array(mutations, { minLength: 1, maxLength: 4 }))
  .map(([text, changes]) => ({ text: changes.reduce(mutated, text), path }));

const lines = fc.array(
  fc
    .array(fc.oneof(piece, fc.constantFrom('a: ', 'b: ', 'c', '  ', ' ')), { maxLength: 2 })
    .map((parts) => parts.join('').replaceAll(/\n$/g, '')),
  { maxLength: 2 },
);

/** Lines of pieces in any order, around one with a digest. */
export const soupQuestions: fc.Arbitrary<Question> = fc
  .tuple(lines, fc.constantFrom('digest: ', '"digest": ', "'digest' : ", '? digest\n: '), lines)
  .map(([above, key, below]) => ({
    text: [...above, `${key}${digest}`, ...below, ''].join('\n'),
    path: ['digest'],
  }));
