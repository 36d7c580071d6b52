import { NotExpandable } from './not-expandable.ts';

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Members of another value, or of the parameters where `of` is null. */
  | { readonly kind: 'field'; readonly of: Expression | null; readonly names: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** `if`, each `else if` and `else` of one another, in their order; the last of them has no condition. */
export interface Choice {
  readonly kind: 'choice';
  readonly branches: readonly Branch[];
}

interface Branch {
  readonly when: Expression | null;
  readonly parts: readonly Part[];
}

export type Part = string | Expression | Choice;

const action = /\{\{(?<open>-\s)?\s*(?<body>(?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[\s\S])*?)\s*(?<close>\s-)?\}\}/g;

/** Literal text, expressions and choices, in their order. */
export function parseTemplate(text: string): readonly Part[] {
  const nesting = new Nesting();
  let end = 0;
  let trim = false;
  const literal = (raw: string, trimEnd: boolean) => {
    const started = trim ? raw.trimStart() : raw;
    nesting.add(trimEnd ? started.trimEnd() : started);
  };
  for (const match of text.matchAll(action)) {
    const { open, body = '', close } = match.groups ?? {};
    literal(text.slice(end, match.index), open !== undefined);
    if (!body.startsWith('/*')) nesting.action(body);
    end = match.index + match[0].length;
    trim = close !== undefined;
  }
  const rest = text.slice(end);
  if (rest.includes('{{')) throw new NotExpandable('an action is not closed');
  literal(rest, false);
  return nesting.whole();
}

interface OpenBranch extends Branch {
  readonly parts: Part[];
}

/** The choices that are open while a template is read. */
class Nesting {
  readonly #parts: Part[] = [];
  readonly #open: OpenBranch[][] = [];

  add(part: Part): void {
    (this.#open.at(-1)?.at(-1)?.parts ?? this.#parts).push(part);
  }

  action(body: string): void {
    const [, keyword, condition] = /^(else(?=\s+if\b|$)|if\b|end$)\s*(?:if\b)?([\s\S]*)$/.exec(body) ?? [];
    if (keyword === undefined) return this.add(expressionOf(body));
    if (keyword === 'end') return this.#close();
    const when = condition === undefined || condition === '' ? null : expressionOf(condition);
    if (keyword === 'else') return this.#otherwise(when);
    if (when === null) throw new NotExpandable('an if has no condition');
    this.#open.push([{ when, parts: [] }]);
  }

  whole(): readonly Part[] {
    if (this.#open.length > 0) throw new NotExpandable('an if has no end');
    return this.#parts;
  }

  #otherwise(when: Expression | null): void {
    const branches = this.#open.at(-1);
    if (branches === undefined || branches.at(-1)?.when === null) throw new NotExpandable('an else has no if');
    branches.push({ when, parts: [] });
  }

  #close(): void {
    const branches = this.#open.pop();
    if (branches === undefined) throw new NotExpandable('an end has no if');
    this.add({ kind: 'choice', branches });
  }
}

const expressionOf = (body: string): Expression => new ExpressionParser(body).whole();

const token =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*"|`[^`]*`)|(?<number>-?\d+(?:\.\d+)?)|(?<field>\$?(?:\.[A-Za-z_]\w*)+|\$|\.)|(?<word>[A-Za-z_]\w*)|(?<mark>[()|]))(?<gap>\s*)/y;

const keywords = new Set(['if', 'else', 'end', 'range', 'with', 'define', 'template', 'block', 'break', 'continue']);
const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, nil: null };

type Token = Readonly<Record<'text' | 'number' | 'field' | 'word' | 'mark', string | undefined>>;

class ExpressionParser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(body: string) {
    this.#tokens = tokensOf(body);
  }

  whole(): Expression {
    const result = this.#pipeline();
    if (this.#next < this.#tokens.length) throw new NotExpandable('an expression is not understood');
    return result;
  }

  #pipeline(): Expression {
    let result = this.#command(null);
    while (this.#peek()?.mark === '|') {
      this.#next += 1;
      result = this.#command(result);
    }
    return result;
  }

  /** `piped` becomes the last argument. */
  #command(piped: Expression | null): Expression {
    const word = this.#peek()?.word;
    if (word === undefined || word in constants) {
      const value = this.#operand();
      if (piped !== null) throw new NotExpandable('a value stands where a function should');
      return value;
    }
    if (keywords.has(word)) throw new NotExpandable(`it uses ${word}`);
    this.#next += 1;
    const args: Expression[] = [];
    for (let following = this.#peek(); following !== undefined; following = this.#peek()) {
      if (following.mark === '|' || following.mark === ')') break;
      args.push(this.#operand());
    }
    return { kind: 'call', name: word, args: piped === null ? args : [...args, piped] };
  }

  #operand(): Expression {
    const found = this.#peek();
    this.#next += 1;
    if (found?.text !== undefined) return { kind: 'literal', value: unquoted(found.text) };
    if (found?.number !== undefined) return { kind: 'literal', value: Number(found.number) };
    if (found?.field !== undefined) return { kind: 'field', of: null, names: namesOf(found.field) };
    if (found?.word !== undefined) {
      const constant = constants[found.word];
      return constant === undefined
        ? { kind: 'call', name: found.word, args: [] }
        : { kind: 'literal', value: constant };
    }
    if (found?.mark !== '(') throw new NotExpandable('an expression is not understood');
    const inner = this.#pipeline();
    if (this.#peek()?.mark !== ')') throw new NotExpandable('a parenthesis is not closed');
    this.#next += 1;
    const after = this.#peek()?.field;
    if (after === undefined || !after.startsWith('.') || after === '.') return inner;
    this.#next += 1;
    return { kind: 'field', of: inner, names: namesOf(after) };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }
}

function tokensOf(body: string): readonly Token[] {
  const scanner = new RegExp(token);
  const tokens: Token[] = [];
  while (scanner.lastIndex < body.length) {
    const { groups } = scanner.exec(body) ?? {};
    if (groups === undefined) throw new NotExpandable(`${JSON.stringify(body)} is not understood`);
    tokens.push(groups as Token);
  }
  if (tokens.length === 0) throw new NotExpandable('an action is empty');
  return tokens;
}

const namesOf = (field: string): readonly string[] =>
  field
    .split('.')
    .slice(1)
    .filter((name) => name !== '');

function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch (cause) {
    throw new NotExpandable(`the string ${text} is not understood`, { cause });
  }
}
