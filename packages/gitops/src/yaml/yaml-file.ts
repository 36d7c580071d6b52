import { limited } from '@bitvault/promotion';
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type YAMLParseError,
} from 'yaml';
import { plainValues } from './plain-values.ts';
import type { FieldPath, Location, TextEdit } from './location.ts';

/** Whether a place is that of a key, or of the value behind it. */
export type Part = 'key' | 'value';

/** More of an alias bomb is not expanded. */
const mostAliases = 1_000;

/**
 * Go’s readers take a comment without a space before it, so this one does. Not even warnings are printed: keys that are
 * no text are those of templates, and nothing to tell a user.
 */
const lenient = { prettyErrors: false, strict: false, logLevel: 'error' } as const;

/** Larger files are data, and no manifests. */
const largest = 5_000_000;

export interface YamlProblem {
  readonly at: Location;
  /** Follows the file in a sentence. */
  readonly says: string;
  readonly next: string;
}

export interface YamlFile {
  readonly path: string;
  readonly text: string;
  /** The documents with something in them. */
  readonly documents: readonly YamlDocument[];
  /** Keys that their mapping has already; what was under them first is in no document. */
  readonly repeatedKeys: readonly RepeatedKey[];
  /** Why the file, or what comes after its good documents, cannot be read. */
  readonly problem?: YamlProblem;
}

export interface RepeatedKey {
  readonly at: Location;
  readonly key: string;
}

/** A document that was parsed with positions. */
interface Placed {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** One document of a file, as plain data and with the way back to lines. */
export class YamlDocument {
  readonly file: string;
  readonly value: unknown;
  readonly #place: () => Placed;
  #placed: Placed | undefined;

  /** @param place parses the document with positions, once somebody asks for one */
  constructor(file: string, value: unknown, place: () => Placed) {
    this.file = file;
    this.value = value;
    this.#place = place;
  }

  get #document(): Document.Parsed {
    return (this.#placed ??= this.#place()).document;
  }

  /** Where the key or value at `path` stands; where it is absent, the nearest thing above it. */
  at(path: FieldPath = [], part: Part = 'value'): Location {
    const { node, key, whole } = this.#walk(path);
    const wanted = part === 'key' && whole && key !== undefined ? key : node;
    return this.#locate(startOf(wanted) ?? startOf(key) ?? 0);
  }

  /** Writes `text` in place of the scalar at `path`; undefined where no plain scalar of one line stands there. */
  replacement(path: FieldPath, text: string): TextEdit | undefined {
    const { node, whole } = this.#walk(path);
    if (!whole || !isScalar(node) || !isFlow(node.type) || node.anchor !== undefined) return undefined;
    return this.#edit(node, text);
  }

  /** Renames the key at the end of `path`; undefined where it is not written there. */
  renaming(path: FieldPath, name: string): TextEdit | undefined {
    const { key, whole } = this.#walk(path);
    if (!whole || !isScalar(key) || !isFlow(key.type)) return undefined;
    return this.#edit(key, name);
  }

  #edit(node: Node, text: string): TextEdit | undefined {
    const [start, end] = node.range ?? [0, 0];
    return start === end ? undefined : { file: this.file, start, end, text };
  }

  #locate(offset: number): Location {
    const { line, col } = (this.#placed ??= this.#place()).lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #walk(path: FieldPath): { readonly node: unknown; readonly key: unknown; readonly whole: boolean } {
    let node: unknown = this.#document.contents;
    let key: unknown;
    for (const step of path) {
      const target = isAlias(node) ? node.resolve(this.#document) : node;
      if (isMap(target)) {
        // Of a key that is repeated, the last one counts.
        const pair = target.items.findLast(
          ({ key: name }) => (isScalar(name) ? String(name.value) : name) === String(step),
        );
        if (pair === undefined) return { node: key ?? node, key, whole: false };
        key = pair.key;
        node = pair.value;
      } else if (isSeq(target) && typeof step === 'number') {
        const item = target.items[step];
        if (item === undefined) return { node: key ?? node, key, whole: false };
        node = isPair(item) ? item.key : item;
        key = undefined;
      } else return { node: key ?? node, key, whole: false };
    }
    return { node, key, whole: true };
  }
}

const isFlow = (type: unknown): boolean => type === 'PLAIN' || type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE';

const startOf = (node: unknown): number | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;

/** Reads a file of any number of documents; never throws, since a repository is looked at whole. */
export function readYamlFile(path: string, text: string): YamlFile {
  if (text.length > largest) {
    const says = `has ${text.length} characters, more than ${largest}`;
    const next = 'If it is no manifest, name it under `exclude` in .lint-gitops.yaml; else divide it.';
    return {
      path,
      text,
      documents: [],
      repeatedKeys: [],
      problem: { at: { file: path, line: 1, column: 1 }, says, next },
    };
  }
  const values = plainValues(text);
  if (values === undefined) return readWithPositions(path, text);
  let placed: readonly Placed[] | undefined;
  const documents = values.map(
    (value, index) =>
      new YamlDocument(path, value, () => {
        placed ??= parsed(text).filter(({ document }) => !isEmpty(document));
        const found = placed[index];
        if (found === undefined) throw new TypeError(`the parsers divide ${path} differently`);
        return found;
      }),
  );
  return { path, text, documents, repeatedKeys: [] };
}

/** What is wrong with a text, and what its aliases stand for, only this way tells. */
function readWithPositions(path: string, text: string): YamlFile {
  const documents: YamlDocument[] = [];
  const repeatedKeys: RepeatedKey[] = [];
  for (const placed of parsed(text)) {
    const { document, lines } = placed;
    const at = (offset: number): Location => {
      const { line, col: column } = lines.linePos(offset);
      return { file: path, line, column };
    };
    const failure = (offset: number, says: string): YamlFile => {
      return {
        path,
        text,
        documents,
        repeatedKeys,
        problem: { at: at(offset), says: limited(says), next: 'Correct the YAML.' },
      };
    };
    const fault = document.errors.find((each) => !isRepetition(each));
    if (fault !== undefined) return failure(fault.pos[0], `is not valid YAML: ${fault.message}`);
    for (const { pos } of document.errors)
      repeatedKeys.push({ at: at(pos[0]), key: keyText.exec(text.slice(pos[0]))?.[0] ?? '' });
    if (isEmpty(document)) continue;
    try {
      const value: unknown = document.toJS({ maxAliasCount: mostAliases });
      if (containsItself(value))
        return failure(document.range[0], 'cannot be expanded: an alias is within its own anchor');
      documents.push(new YamlDocument(path, value, () => placed));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return failure(document.range[0], `cannot be expanded: ${error.message}`);
    }
  }
  return { path, text, documents, repeatedKeys };
}

/** A key as it is written. */
const keyText = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\n:,}]*(?::(?![\s,}])[^\n:,}]*)*)/;

function containsItself(value: unknown, within: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (within.includes(value)) return true;
  const path = [...within, value];
  return Object.values(value).some((item) => containsItself(item, path));
}

const isRepetition = ({ code }: YAMLParseError): boolean => code === 'DUPLICATE_KEY';

function parsed(text: string): readonly Placed[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...lenient, lineCounter: lines, merge: true });
  return Array.isArray(documents) ? documents.map((document) => ({ document, lines })) : [];
}

const isEmpty = ({ contents }: Document.Parsed): boolean =>
  contents === null || (isScalar(contents) && contents.value === null);
