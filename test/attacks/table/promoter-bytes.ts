import { valuesPath } from '../layout.ts';
import { elsewhere, type Row } from './row.ts';
import { amend, atDev } from './setting.ts';

const change = 'attacks/change.test.ts';
const dev = valuesPath('dev');

export const elsewhereInChange = (does: string, title: string, code: string, stoppedBy: string): Row => ({
  does,
  stoppedBy,
  codes: [code],
  shown: elsewhere(change, title),
});

const bytes =
  'The gate applies the digests that it finds in the head to the base itself, and compares the bytes of the result.';
const exactly = (does: string, title: string): Row => elsewhereInChange(does, title, 'NOT_EXACT', bytes);

/** The bump of dev with one replacement made in it. */
const replaced = (edit: (bumped: string, next: string) => string) =>
  atDev({
    files: async ({ site, next }) => ({ [dev]: edit(await site.bumped('dev', 'api', next), next) }),
  });

/** The bump of dev on a base that says one thing to us and another to Helm, Kustomize or Argo CD. */
const disputed = (edit: (text: string) => string) =>
  atDev({
    before: ({ site }) => amend(site, dev, edit),
    // As text: the actions would not write into such a file.
    files: async ({ site, old, next }) => ({ [dev]: (await site.file(dev)).replace(old, next) }),
  });

const evil = `sha256:${'e'.repeat(64)}`;

/** What a pull request of the promoter's changes, beside the digest or in its place. */
export const changing: readonly Row[] = [
  elsewhereInChange('adds a file', 'one more file', 'FILE_UNEXPECTED', 'Only digest files and holds may change.'),
  elsewhereInChange(
    'changes the policy along with the digest',
    'the policy itself',
    'FILE_UNEXPECTED',
    'Only digest files and holds may change.',
  ),
  elsewhereInChange(
    'changes more files than GitHub lists',
    'more files than a page shows',
    'FILES_UNREAD',
    'What was not read whole is not merged.',
  ),
  elsewhereInChange(
    'renames the file',
    'renamed',
    'FILE_UNEXPECTED',
    'A digest file may be modified and nothing else.',
  ),
  elsewhereInChange(
    'deletes the file',
    'deleted',
    'FILE_UNEXPECTED',
    'A digest file may be modified and nothing else.',
  ),
  elsewhereInChange(
    'makes the file executable',
    'made executable',
    'FILE_MODE_CHANGED',
    'The mode must be the base’s.',
  ),
  elsewhereInChange(
    'puts a symbolic link in its place',
    'turned into a symbolic link',
    'FILE_UNEXPECTED',
    'A digest file may be modified and nothing else.',
  ),
  elsewhereInChange(
    'moves two environments at once',
    'of two environments',
    'ENVIRONMENT_MIXED',
    'One change moves one environment.',
  ),
  exactly('writes the key a second time, with another digest', 'a second value under the same key'),
  exactly('writes the service a second time', 'the same service twice'),
  exactly('hides a value behind an anchor and a merge key', 'an anchor and a merge key'),
  exactly('puts an anchor on the digest', 'an anchor on the digest'),
  exactly('puts a tag on the digest', 'a tag on the digest'),
  exactly('quotes the digest', 'quotes around the digest'),
  exactly('appends another document', 'another document'),
  exactly('puts another document before it', 'a document before it'),
  exactly('declares a directive', 'a directive'),
  exactly('changes the line ends', 'line ends of another system'),
  exactly('hides a line behind a lone carriage return', 'a lone carriage return'),
  exactly('hides a line behind a line separator', 'a line separator in a comment'),
  exactly('inserts a character that nobody sees', 'a zero-width space'),
  exactly('turns the direction of text', 'a bidirectional override'),
  exactly('puts a byte order mark before it', 'a byte order mark'),
  exactly('changes a comment only', 'a comment and no digest'),
  exactly('drops the last line end', 'no final line end'),
  exactly('changes another value', 'another scalar'),
  elsewhereInChange(
    'writes other bytes that are decoded to the same text',
    'the replacement character of the base as other bytes',
    'FILE_UNREADABLE',
    'Files are compared by git’s own hash of their bytes, never as decoded text.',
  ),
  {
    does: 'empties the digest, which would take the service away',
    stoppedBy: 'A bump puts a digest where there was one; nothing else is one.',
    codes: ['NOT_EXACT'],
    shown: replaced((text, next) => text.replace(next, '""')),
  },
  {
    does: 'writes the digest in capitals, which other readers may take for another',
    stoppedBy: 'A digest has one spelling.',
    codes: ['NOT_EXACT'],
    shown: replaced((text, next) =>
      text.replace(
        next,
        next.replace(/[0-9a-f]{64}/, (hex) => hex.toUpperCase()),
      ),
    ),
  },
  {
    does: 'writes a digest of another algorithm',
    stoppedBy: 'Only sha256 is a digest.',
    codes: ['NOT_EXACT'],
    shown: replaced((text, next) => text.replace(next, next.replace('sha256:', 'sha512:'))),
  },
  {
    does: 'writes a tag beside the digest that YAML reads as a number: `12e4567`, `012`, `0x1F`',
    stoppedBy: bytes,
    codes: ['NOT_EXACT'],
    shown: replaced((text, next) => text.replace(next, `${next}\n      tag: 12e4567\n      more: [012, 0x1F]`)),
  },
  {
    does: 'nests the file a thousand levels deep',
    stoppedBy: 'What cannot be read as plain YAML in bounded time is refused.',
    codes: ['NOT_EXACT'],
    shown: replaced((text) => `${text}deep: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
  },
  {
    does: 'makes the file an alias bomb',
    stoppedBy: 'What cannot be read as plain YAML in bounded time is refused.',
    codes: ['NOT_EXACT'],
    shown: replaced((text) => `${text}${aliasBomb}`),
  },
  {
    does: 'adds keys that JavaScript takes for prototypes',
    stoppedBy: 'The bytes differ in more than a digest, and nothing is made of the keys.',
    codes: ['NOT_EXACT'],
    shown: replaced((text) => `${text}__proto__: {digests: evil}\nconstructor: {prototype: {merge: auto}}\n`),
  },
  {
    does: 'moves a digest beside which a merge key brings in another, that Go’s readers let win',
    stoppedBy: 'What YAML readers are known to take for different things is refused, with its line.',
    codes: ['YAML_MERGED'],
    shown: disputed(
      (text) => `common: &common {digest: "${evil}"}\n${text.replace('# promoted', '# promoted\n      <<: *common')}`,
    ),
  },
  {
    does: 'moves a digest beside which a key of another case stands, that Go’s readers take for the same',
    stoppedBy: 'What YAML readers are known to take for different things is refused, with its line.',
    codes: ['YAML_DISPUTED'],
    shown: disputed((text) => text.replace('# promoted', `# promoted\n      Digest: ${evil}`)),
  },
  {
    does: 'moves a digest in a file that begins with a directive',
    stoppedBy: 'What YAML readers are known to take for different things is refused, with its line.',
    codes: ['YAML_DISPUTED'],
    shown: disputed((text) => `%YAML 1.2\n---\n${text}`),
  },
  {
    does: 'takes a change back in a second commit, so that approvals go to nothing',
    stoppedBy: 'A pull request that changes nothing is no bump.',
    codes: ['NOT_A_BUMP'],
    shown: atDev({
      async after({ site }, pull) {
        const back = await site.commit({ [dev]: await site.file(dev) }, pull.head, 'bitvault-promoter');
        await site.move(pull.branch, back);
      },
    }),
  },
];

const levels = Array.from({ length: 9 }, (_, level) =>
  level === 0
    ? 'l0: &l0 [x, x, x, x, x, x, x, x, x]\n'
    : `l${level}: &l${level} [${Array.from({ length: 9 }, () => `*l${level - 1}`).join(', ')}]\n`,
);
const aliasBomb = levels.join('');
