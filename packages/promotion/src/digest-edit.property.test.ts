import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { readDigest, setDigest, setDigests } from './digest-edit.ts';
import type { YamlPath } from './digest-path.ts';
import { EditError } from './edit-error.ts';
import { parseDigest, type Digest } from './names.ts';

const digests = fc
  .array(fc.constantFrom(...'0123456789abcdef'.split('')), { minLength: 64, maxLength: 64 })
  .map((characters) => parseDigest(`sha256:${characters.join('')}`));

/** A text with one scalar marked out. */
interface Marked {
  readonly before: string;
  readonly after: string;
}

type Draw = <T>(...choices: readonly T[]) => T;
type Style = 'block' | 'flow';

const keys = [
  'services',
  'image',
  'a',
  'with space',
  'x.y',
  '# no comment',
  'yes',
  '12',
  'ключ',
  'it is: so',
  '',
  '-',
  '<',
  "d'or",
];
const plainKeys = new Set(['services', 'image', 'a', 'with space', 'x.y', 'ключ', 'digest']);

/** Writes documents that lead to one scalar, in every form that YAML has for the way there. */
class Writer {
  readonly #draw: Draw;
  readonly #decoy: Digest;
  readonly #tags: readonly string[];
  #anchors = 0;

  /** @param isNull whether the scalar is a word for nothing, which would be text after a tag */
  constructor(draw: Draw, decoy: Digest, isNull: boolean) {
    this.#draw = draw;
    this.#decoy = decoy;
    this.#tags = isNull ? [] : ['!!str '];
  }

  /** One document, or several that say of themselves which Kubernetes objects they are. */
  stream(path: YamlPath, mark: Marked): Marked {
    const isStream = this.#draw(false, false, true);
    const others = () =>
      isStream ? Array.from({ length: this.#draw(0, 1, 2) }, () => this.#otherDocument()).join('') : '';
    const style = isStream ? 'block' : this.#draw<Style>('block', 'block', 'block', 'flow');
    const document = this.#mapping(path, '', style, mark);
    const kind = isStream ? 'apiVersion: a/v1\nkind: B\n' : '';
    const leading = others();
    const opening = leading !== '' || (isStream && this.#draw(true, false)) ? this.#draw('---\n', '--- # here\n') : '';
    const start = leading === '' ? this.#draw('', '# first\n', '\uFEFF') : '';
    const trailing = others();
    const end =
      this.#draw('', '# last\n', ...(style === 'flow' ? [] : ['...\n'])) +
      (trailing === '' ? '' : `---\n${trailing.replace(/---\n$/, '')}`);
    return {
      before: `${start}${leading}${opening}${kind}${document.before}`,
      after: `${document.after}\n${end}`,
    };
  }

  #otherDocument(): string {
    const object = 'apiVersion: v1\nkind: A\n';
    return this.#draw(
      `${object}---\n`,
      `${object}services: ${this.#decoy}\n---\n`,
      `# of\n${object}\n---\n`,
      '# nothing\n---\n',
    );
  }

  #mapping(path: YamlPath, indent: string, style: Style, mark: Marked): Marked {
    const [key = '', ...rest] = path;
    const keyText = this.#key(key);
    if (style === 'flow') {
      const inner = rest.length === 0 ? this.#scalar(mark) : this.#mapping(rest, indent, 'flow', mark);
      const gap = this.#draw(' ', '  ', `\n${indent}   `);
      const [first, last] = [this.#flowSibling('left'), this.#flowSibling('right')];
      return {
        before: `{${first === '' ? '' : `${first},${gap}`}${keyText}: ${inner.before}`,
        after: `${inner.after}${this.#draw('', ' ')}${last === '' ? '' : `, ${last}`}${this.#draw('', ',')}${this.#draw('', ' ')}}`,
      };
    }
    const before = `${this.#siblings(indent, 'left')}${indent}${keyText}:`;
    const following = `\n${this.#siblings(indent, 'right')}`.replace(/\n$/, '');
    if (rest.length === 0) {
      const inner = this.#scalar(mark);
      const gap = this.#draw(' ', '  ', '\t', `\n${indent}  `);
      return { before: `${before}${gap}${inner.before}`, after: `${inner.after}${this.#comment()}${following}` };
    }
    const deeper = `${indent}${this.#draw(' ', '  ', '    ')}`;
    const inner = this.#mapping(rest, deeper, this.#draw<Style>('block', 'block', 'flow'), mark);
    const isFlow = inner.before.startsWith('{');
    return {
      before: `${before}${isFlow ? ' ' : `${this.#comment()}\n`}${inner.before}`,
      after: `${inner.after}${isFlow ? this.#comment() : ''}${following}`,
    };
  }

  #scalar(mark: Marked): Marked {
    this.#anchors += 1;
    const anchor = `&v${this.#anchors} `;
    const tagged = this.#tags.flatMap((tag) => [tag, `${anchor}${tag}`, `${tag}${anchor}`]);
    const properties = this.#draw('', '', '', anchor, ...tagged);
    return { before: `${properties}${mark.before}`, after: mark.after };
  }

  #key(key: string): string {
    const double = JSON.stringify(key);
    const single = `'${key.replaceAll("'", "''")}'`;
    return plainKeys.has(key) ? this.#draw(key, key, double, single) : this.#draw(double, single);
  }

  #comment(): string {
    return this.#draw('', '', ' # why', ` # was ${this.#decoy}`, '\t# tab', ' # "quoted" {and} [more]: x');
  }

  #flowSibling(side: string): string {
    return this.#draw(
      '',
      '',
      `${side}: 1`,
      `${side}: {digest: ${this.#decoy}}`,
      `"${side}": [a, 'b', ${this.#decoy}]`,
      side,
    );
  }

  /** Whole lines at `indent`. */
  #siblings(indent: string, side: string): string {
    this.#anchors += 1;
    const anchor = `n${this.#anchors}`;
    const lines = this.#draw<readonly string[]>(
      [],
      [],
      [''],
      ['# a comment'],
      [`${side}: ${this.#decoy}`],
      [`${side}: |`, '  text: [ of', '', '    many # lines', `  digest: ${this.#decoy}`],
      [`${side}: >-`, '  folded', '  text'],
      [`${side}: "two`, `  lines: ${this.#decoy}"`],
      [`${side}: plain`, '  on two lines'],
      [`${side}:`, `- digest: ${this.#decoy}`, '- - nested'],
      [`${side}: &${anchor} {digest: ${this.#decoy}}`, `${side}-too: *${anchor}`],
      [`${side}: &${anchor}`, `  digest: ${this.#decoy}`, `${side}-merged:`, `  <<: *${anchor}`],
      [`? ${side}`, `: ${this.#decoy}`],
      [`${side}:`],
      [`'${side}' : ''`, '# and', `"${side}2": null`],
    );
    return lines.map((line) => (line === '' ? '\n' : `${indent}${line}\n`)).join('');
  }
}

interface Sample extends Marked {
  readonly path: YamlPath;
  readonly text: string;
  readonly quote: string;
}

/** A failure is shown as it was drawn: fast-check would shrink what `fc.gen` drew until the memory is full. */
const asDrawn = { endOnFailure: true } as const;

/** Draws by position, since fast-check keeps and compares all that a generator was ever given. */
function drawFrom(g: fc.GeneratorValue): Draw {
  const position = (length: number) => fc.nat(length - 1);
  return (...choices) => {
    const chosen = choices[g(position, choices.length)];
    assert.ok(chosen !== undefined);
    return chosen;
  };
}

/** Draws a text in which `value`, written in `quote`s, is the scalar at a path. */
function drawSample(g: fc.GeneratorValue, value: string, quote: string, decoy: Digest): Sample {
  const draw = drawFrom(g);
  const path = [...Array.from({ length: draw(0, 1, 2, 3, 4) }, () => draw(...keys)), 'digest'];
  const marked = new Writer(draw, decoy, value === '~' || value === 'null').stream(path, { before: '', after: '' });
  const lineEnd = draw('\n', '\n', '\r\n');
  const withEnds = (text: string) => text.replaceAll('\n', lineEnd);
  const after = draw(true, false) ? withEnds(marked.after) : withEnds(marked.after.replace(/\n+$/, ''));
  const before = withEnds(marked.before);
  return { path, before, after, quote, text: `${before}${quote}${value}${quote}${after}` };
}

/** What YAML says of a text: the plain values of its documents. */
function valuesOf(text: string): unknown[] {
  return parseAllDocuments(text, { logLevel: 'silent', merge: false, version: '1.2' }).map((document) => {
    assert.deepEqual(document.errors, []);
    return document.toJS() as unknown;
  });
}

function valueAt(
  document: unknown,
  path: YamlPath,
): { readonly holder: Record<string, unknown>; readonly key: string } | undefined {
  let node = document;
  for (const key of path.slice(0, -1))
    node = node instanceof Object ? (node as Record<string, unknown>)[key] : undefined;
  const key = path.at(-1) ?? '';
  return node instanceof Object && key in node ? { holder: node as Record<string, unknown>, key } : undefined;
}

/** Asserts that two texts mean the same but for the value at `path`, which is `digest` in the second. */
function assertOnlyChanged(before: string, after: string, path: YamlPath, digest: Digest): void {
  const [old, edited] = [valuesOf(before), valuesOf(after)];
  const places = edited.map((document) => valueAt(document, path)).filter((place) => place !== undefined);
  assert.deepEqual(
    places.map(({ holder, key }) => holder[key]),
    [digest],
  );
  for (const document of [...old, ...edited]) {
    const place = valueAt(document, path);
    if (place !== undefined) place.holder[place.key] = 'the digest';
  }
  assert.deepEqual(edited, old);
}

test('an edit changes the bytes of one scalar, and nothing else, in any document', () => {
  fc.assert(
    fc.property(fc.gen(), digests, digests, digests, (g, from, to, other) => {
      fc.pre(from !== to);
      const quote = drawFrom(g)('', '', '"', "'");
      const sample = drawSample(g, from, quote, drawFrom(g)(from, to, other));
      assert.equal(readDigest(sample.text, sample.path), from);

      const edit = setDigest(sample.text, sample.path, to);
      assert.deepEqual(edit, { kind: 'changed', from, text: `${sample.before}${quote}${to}${quote}${sample.after}` });
      assertOnlyChanged(sample.text, edit.text, sample.path, to);
      assert.deepEqual(setDigest(edit.text, sample.path, to), { kind: 'unchanged', text: edit.text, digest: to });
      assert.equal(setDigest(edit.text, sample.path, from).text, sample.text);
    }),
    { numRuns: 2_000, ...asDrawn },
  );
});

test('an empty value takes its first digest in its own quotes, or after its colon', () => {
  fc.assert(
    fc.property(fc.gen(), digests, digests, (g, to, decoy) => {
      const [empty, quote] = drawFrom(g)<readonly [string, string]>(['', '"'], ['', "'"], ['~', ''], ['null', '']);
      const sample = drawSample(g, empty, quote, decoy);
      assert.equal(readDigest(sample.text, sample.path), null);
      const edit = setDigest(sample.text, sample.path, to);
      assert.deepEqual(edit, {
        kind: 'changed',
        from: null,
        text: `${sample.before}${quote}${to}${quote}${sample.after}`,
      });
      assertOnlyChanged(sample.text, edit.text, sample.path, to);
    }),
    { numRuns: 500, ...asDrawn },
  );
});

test('whatever a text is, it is edited rightly or refused', () => {
  const marks = 'a b digest digest: a: : - ? { } [ ] , &x *x !!str !t | >- " \' ~ # c << --- ... %YAML'.split(' ');
  const words = fc.oneof(
    fc.constantFrom(...marks),
    fc.constantFrom('\n', '\n  ', '\n    ', '\r\n', ' ', '\t', ' #c\n', '\uFEFF', '\\', `sha256:${'0'.repeat(64)}`),
    fc.constantFrom(`digest: sha256:${'0'.repeat(64)}\n`, 'a:\n  b: 1\n', '<<: *x\n', '\n---\n', '%YAML 1.1\n'),
  );
  const some = fc.array(words, { maxLength: 4, size: 'xsmall' }).map((parts) => parts.join(''));
  const texts = fc.tuple(
    some,
    fc.constantFrom('digest:', '"digest": ', '{digest: '),
    some,
    fc.constantFrom('\n', '}', ''),
    some,
  );
  let edited = 0;
  fc.assert(
    fc.property(texts, fc.constantFrom(['digest'], ['digest'], ['a', 'digest'], ['a']), digests, (parts, path, to) => {
      const text = parts.join('');
      let edit: ReturnType<typeof setDigest>;
      try {
        edit = setDigest(text, path, to);
      } catch (error) {
        assert.ok(error instanceof EditError, String(error));
        assert.match(error.message, /^\d+:\d+ \S/);
        assert.ok(error.position.line >= 1 && error.position.column >= 1, error.message);
        return;
      }
      edited += 1;
      assertOnlyChanged(text, edit.text, path, to);
      assert.equal(readDigest(edit.text, path), to);
    }),
    { numRuns: 6_000 },
  );
  assert.ok(edited > 100, `only ${edited} of the texts could be edited`);
});

test('a batch equals its edits one after the other, in any order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(49), { minLength: 1 }),
      digests,
      digests,
      fc.boolean(),
      (chosen, from, to, flow) => {
        const entry = (index: number) =>
          flow ? `  s${index}: {digest: "${from}"}\n` : `  s${index}:\n    digest: ${from} # ${index}\n`;
        const text = `services:\n${Array.from({ length: 50 }, (_, index) => entry(index)).join('')}`;
        const changes = chosen.map((index) => ({ path: ['services', `s${index}`, 'digest'], digest: to }));
        const oneByOne = changes.reduce((current, { path, digest }) => setDigest(current, path, digest).text, text);
        const batch = setDigests(text, changes);
        assert.equal(batch.text, oneByOne);
        assert.deepEqual(batch.changed, from === to ? [] : changes.map((change) => ({ ...change, from })));
      },
    ),
    { numRuns: 50 },
  );
});
