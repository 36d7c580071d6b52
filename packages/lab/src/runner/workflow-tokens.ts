import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { RunnerError } from './runner-error.ts';
import type { Template } from './template.ts';

type Guards = typeof import('@actions/workflow-parser');

/** Turns the official parser's tokens into templates, and notes what the lab does not do. */
export class TokenReader {
  readonly unsupported: string[] = [];
  readonly #guards: Guards;

  constructor(guards: Guards) {
    this.#guards = guards;
  }

  template(token: TemplateToken): Template {
    const { isBasicExpression, isMapping, isSequence, isString, isBoolean, isNumber } = this.#guards;
    if (isBasicExpression(token)) return { kind: 'expression', text: token.expression };
    if (isMapping(token)) return { kind: 'mapping', entries: mapValues(this.entries(token), (v) => this.template(v)) };
    if (isSequence(token)) return { kind: 'sequence', items: [...token].map((item) => this.template(item)) };
    if (isString(token) || isBoolean(token) || isNumber(token)) return { kind: 'literal', value: token.value };
    return { kind: 'literal', value: null };
  }

  entries(token: MappingToken): ReadonlyMap<string, TemplateToken> {
    const found = new Map<string, TemplateToken>();
    for (const { key, value } of token) {
      if (!this.#guards.isString(key)) {
        throw new RunnerError(
          'WORKFLOW_UNSUPPORTED',
          `the key ${key.toString()} is an expression, which is not available in the lab`,
          'Write the key out.',
        );
      }
      found.set(key.value, value);
    }
    return found;
  }

  /** The entries of a token that may be no mapping at all. */
  entriesOf(token: TemplateToken): ReadonlyMap<string, TemplateToken> {
    return this.#guards.isMapping(token) ? this.entries(token) : new Map();
  }

  /** The mapping's fields, as templates; those that are not among `known` are noted as unsupported. */
  fields<K extends string>(token: TemplateToken, where: string, known: readonly K[]): Partial<Record<K, Template>> {
    const found: Partial<Record<K, Template>> = {};
    const tokens = this.tokens(token, where, known);
    for (const key of known) {
      const value = tokens.get(key);
      if (value !== undefined) found[key] = this.template(value);
    }
    return found;
  }

  /** As `fields`, but the fields as the parser gave them. */
  tokens(token: TemplateToken, where: string, known: readonly string[]): ReadonlyMap<string, TemplateToken> {
    const entries = new Map(this.entriesOf(token));
    for (const key of [...entries.keys()].filter((name) => !known.includes(name))) {
      this.unsupported.push(where === '' ? key : `${where}.${key}`);
      entries.delete(key);
    }
    return entries;
  }

  isMapping(token: TemplateToken): token is MappingToken {
    return this.#guards.isMapping(token);
  }

  items(token: TemplateToken | undefined): readonly TemplateToken[] {
    return token !== undefined && this.#guards.isSequence(token) ? [...token] : [];
  }
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
