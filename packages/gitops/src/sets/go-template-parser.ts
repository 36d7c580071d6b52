import { NotExpandable } from './not-expandable.ts';

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Members of another value, or of the parameters where `of` is null. */
  | { readonly kind: 'field'; readonly of: Expression | null; readonly names: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

const action = /\{\{(?<open>-\s)?\s*(?<body>(?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[\s\S])*?)\s*(?<close>\s-)?\}\}/g;

/** Literal text and expressions, in their order. */
export function parseTemplate(text: string): readonly (string | Expression)[] {
  const parts: (string | Expression)[] = [];
  let end = 0;
  let trim = false;
  const literal = (raw: string, trimEnd: boolean) => {
    const started = trim ? raw.trimStart() : raw;
    parts.push(trimEnd ? started.trimEnd() : started);
  };
  for (const match of text.matchAll(action)) {
    const { open, body = '', close } = match.groups ?? {};
    literal(text.slice(end, match.index), open !== undefined);
    if (!body.startsWith('/*')) parts.push(new ExpressionParser(body).whole());
    end = match.index + match[0].length;
    trim = close !== undefined;
  }
  const rest = text.slice(end);
  if (rest.includes('{{')) throw new NotExpandable('an action is not closed');
  literal(rest, false);
  return parts;
}

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
