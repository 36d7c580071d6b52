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
} from 'yaml';
import type { FieldPath, Location, TextEdit } from './location.ts';

/** Whether a place is that of a key, or of the value behind it. */
export type Part = 'key' | 'value';

/** More of an alias bomb is not expanded. */
const mostAliases = 1_000;

/** Larger files are data, and no manifests. */
const largest = 5_000_000;

export interface YamlProblem {
  readonly at: Location;
  /** Follows the file in a sentence. */
  readonly says: string;
}

export interface YamlFile {
  readonly path: string;
  readonly text: string;
  /** The documents with something in them. */
  readonly documents: readonly YamlDocument[];
  /** Why the file, or what comes after its good documents, cannot be read. */
  readonly problem?: YamlProblem;
}

/** One document of a file, as plain data and with the way back to lines. */
export class YamlDocument {
  readonly file: string;
  /** Of all documents of the file, the empty ones too; from 0. */
  readonly index: number;
  readonly value: unknown;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  constructor(file: string, index: number, document: Document.Parsed, lines: LineCounter) {
    this.file = file;
    this.index = index;
    this.#document = document;
    this.#lines = lines;
    this.value = document.toJS({ maxAliasCount: mostAliases });
  }

  /** Where the key or value at `path` stands; where it is absent, the nearest thing above it. */
  at(path: FieldPath = [], part: Part = 'value'): Location {
    const { node, key, whole } = this.#walk(path);
    const wanted = part === 'key' && whole && key !== undefined ? key : node;
    return this.#locate(startOf(wanted) ?? startOf(key) ?? 0);
  }

  /** Line and column of the document's first and last character. */
  span(): { readonly from: Location; readonly to: Location } {
    const [start, , end] = this.#document.range;
    return { from: this.#locate(start), to: this.#locate(end) };
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
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #walk(path: FieldPath): { readonly node: unknown; readonly key: unknown; readonly whole: boolean } {
    let node: unknown = this.#document.contents;
    let key: unknown;
    for (const step of path) {
      const target = isAlias(node) ? node.resolve(this.#document) : node;
      if (isMap(target)) {
        const pair = target.items.find(
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
    return { path, text, documents: [], problem: { at: { file: path, line: 1, column: 1 }, says } };
  }
  const lines = new LineCounter();
  const documents: YamlDocument[] = [];
  const parsed = parseAllDocuments(text, { lineCounter: lines, merge: true, prettyErrors: false });
  if (!Array.isArray(parsed)) return { path, text, documents };
  for (const [index, document] of parsed.entries()) {
    const [fault] = document.errors;
    if (fault !== undefined) {
      const { line, col: column } = lines.linePos(fault.pos[0]);
      return {
        path,
        text,
        documents,
        problem: { at: { file: path, line, column }, says: `is not valid YAML: ${fault.message}` },
      };
    }
    if (document.contents === null) continue;
    try {
      documents.push(new YamlDocument(path, index, document, lines));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { line, col: column } = lines.linePos(document.range[0]);
      return {
        path,
        text,
        documents,
        problem: { at: { file: path, line, column }, says: `cannot be expanded: ${error.message}` },
      };
    }
  }
  return { path, text, documents };
}
