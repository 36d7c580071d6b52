import { isMap, isPair, isScalar, isSeq, visit, type Node } from 'yaml';
import { EditError, type Position } from './edit-error.ts';
import { PolicyError, type PolicyErrorCode, type PolicyProblem } from './policy-error.ts';
import { readPlainDocument, type PlainDocument } from './plain-document.ts';
import { limited, oneLine } from './quoted.ts';

export type PolicyPath = readonly (string | number)[];

/** A problem that does not know yet on which line it is. */
export interface Finding {
  readonly code: PolicyErrorCode;
  readonly path: PolicyPath;
  /** Whether the key or its value is at fault; a value that is absent is looked for at its key. */
  readonly at: 'key' | 'value';
  /** Follows the path in a sentence: `is …, but must be …`. */
  readonly says: string;
}

/** Two settings that do not go together. */
export const conflict = (path: PolicyPath, at: Finding['at'], says: string): Finding => ({
  code: 'POLICY_RULE_CONFLICT',
  path,
  at,
  says,
});

export const pathText = (path: PolicyPath): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`)).join('');

/** A policy's text with its plain value, and the way back from a value to its line. */
export class PolicySource {
  readonly #file: string;
  readonly #plain: PlainDocument;
  readonly #document: PlainDocument['document'];

  /** @throws PolicyError where the text is not one plain YAML document. */
  constructor(text: string, file: string) {
    this.#file = file;
    this.#plain = readPlain(text, file);
    this.#document = this.#plain.document;
  }

  value(): unknown {
    return this.#document.toJS();
  }

  /** Paths of keys that name a property which every JavaScript object has. */
  reservedKeys(): readonly Finding[] {
    const findings: Finding[] = [];
    visit(this.#document, {
      Pair: (_, { key }, above) => {
        if (isScalar(key) && String(key.value) in Object.prototype) {
          findings.push({
            code: 'POLICY_KEY_RESERVED',
            path: [...pathThrough(above), String(key.value)],
            at: 'key',
            says: 'is a reserved word and cannot be a key',
          });
        }
      },
    });
    return findings;
  }

  error(findings: readonly Finding[]): PolicyError {
    const located = findings.map((finding) => ({ ...finding, ...this.#locate(finding), path: pathText(finding.path) }));
    return policyError(this.#file, located);
  }

  /** Of a key or value; where it is absent, of the key under which it ought to be. */
  #locate({ path, at }: Finding): Position {
    let node: Node | null = this.#document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, step] of path.entries()) {
      const entry = entryOf(node, step);
      if (entry === undefined) break;
      const isLast = index === path.length - 1;
      const wanted: Node | null = isLast && at === 'value' && !isEmpty(entry.value) ? entry.value : entry.key;
      offset = wanted?.range?.[0] ?? offset;
      node = entry.value;
    }
    return this.#plain.position(offset);
  }
}

const isEmpty = (node: Node | null): boolean =>
  node === null || (isScalar(node) && node.range?.[0] === node.range?.[1]);

/** The keys and positions that lead through what stands above a node. */
function pathThrough(above: readonly unknown[]): PolicyPath {
  return above.flatMap((node, index): (string | number)[] => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    return isSeq(node) ? [node.items.indexOf(above[index + 1])] : [];
  });
}

function entryOf(node: Node | null, step: string | number): { key: Node | null; value: Node | null } | undefined {
  if (isMap<Node, Node | null>(node)) {
    return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  }
  if (isSeq<Node>(node)) {
    const value = node.items[Number(step)];
    return value === undefined ? undefined : { key: value, value };
  }
  return undefined;
}

function readPlain(text: string, file: string): PlainDocument {
  try {
    return readPlainDocument(text);
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    throw policyError(file, [{ code: 'POLICY_YAML', ...error.position, path: '', says: saying(error) }]);
  }
}

/** With the next step, which problems have in their sentence. */
const saying = ({ detail, next }: EditError): string =>
  `${detail}: ${next.charAt(0).toLowerCase()}${next.slice(1).replace(/\.$/, '')}`;

function policyError(
  file: string,
  found: readonly { code: PolicyErrorCode; line: number; column: number; path: string; says: string }[],
): PolicyError {
  const problems = found
    .toSorted((left, right) => left.line - right.line || left.column - right.column)
    .map(({ code, line, column, path, says }): PolicyProblem => {
      const subject = path === '' ? '' : `${limited(path)} `;
      return { code, line, column, path, message: oneLine(`${file}:${line}:${column} ${subject}${says}`) };
    });
  const messages = [...new Set(problems.map((problem) => `${problem.message} (${problem.code})`))];
  const next = `Correct ${file} on the base branch; docs/promotion.schema.json lets an editor check it.`;
  return new PolicyError('POLICY_INVALID', messages.join('\n'), next, problems);
}
