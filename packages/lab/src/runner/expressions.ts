import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { RunnerError } from './runner-error.ts';

type Data = data.ExpressionData;

/** `success()`, `failure()` and `cancelled()` of the place where a condition stands; `always()` needs no telling. */
export interface StatusFunctions {
  success(): boolean;
  failure(): boolean;
  cancelled(): boolean;
}

/** What an expression may see. One that asks for a context which is not given is refused. */
export interface Scope {
  readonly contexts: Readonly<Partial<Record<ContextName, unknown>>>;
  readonly status?: StatusFunctions;
}

const contextNames = [
  'github',
  'env',
  'vars',
  'secrets',
  'needs',
  'steps',
  'job',
  'runner',
  'matrix',
  'strategy',
  'inputs',
] as const;

export type ContextName = (typeof contextNames)[number];

/**
 * Evaluates an expression without its `${{ }}` by GitHub's own evaluator; the result is a JSON value.
 *
 * @throws RunnerError `EXPRESSION_INVALID`
 */
export function evaluateExpression(text: string, scope: Scope): unknown {
  return plain(evaluateData(text, scope));
}

/** Evaluates an expression as text, coerced as GitHub does: null is empty, numbers have no trailing zeros. */
export function evaluateText(text: string, scope: Scope): string {
  return evaluateData(text, scope).coerceString();
}

/** Evaluates a condition: empty text, 0, null and false are false. */
export function evaluateCondition(text: string, scope: Scope): boolean {
  const value = evaluateExpression(text, scope);
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

/** Text with `${{ }}` in it, as an input's default in `action.yml` is. */
export function interpolate(text: string, scope: Scope): string {
  // The second alternative inside keeps a quoted `}}` from ending the expression.
  return text.replace(/\$\{\{((?:'[^']*'|[^'}]|\}(?!\}))*)\}\}/g, (_, expression: string) =>
    evaluateText(expression, scope),
  );
}

function evaluateData(text: string, scope: Scope): Data {
  const functions = statusFunctions(scope.status);
  try {
    const { tokens } = new Lexer(text).lex();
    const words = new Set(tokens.map((token) => token.lexeme.toLowerCase()));
    const mentioned = contextNames.filter((name) => words.has(name) && scope.contexts[name] !== undefined);
    const tree = new Parser(tokens, mentioned, [...functions.values()]).parse();
    const contexts = mentioned.map((key) => ({ key, value: toData(scope.contexts[key]) }));
    return new Evaluator(tree, new data.Dictionary(...contexts), functions).evaluate();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    throw new RunnerError(
      'EXPRESSION_INVALID',
      `expression "${text.trim()}" cannot be evaluated: ${reason}`,
      'Correct it; functions and contexts must be ones that GitHub offers in this place and the lab has.',
      { cause },
    );
  }
}

function statusFunctions(status: StatusFunctions | undefined) {
  if (status === undefined) return new Map<string, ReturnType<typeof named>[1]>();
  return new Map([
    named('success', () => status.success()),
    named('failure', () => status.failure()),
    named('cancelled', () => status.cancelled()),
    named('always', () => true),
  ]);
}

const named = (name: string, answer: () => boolean) =>
  [name, { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(answer()) }] as const;

function toData(value: unknown): Data {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} cannot be a value of an expression`);
  const pairs = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return new data.Dictionary(...pairs.map(([key, entry]) => ({ key, value: toData(entry) })));
}

function plain(value: Data): unknown {
  if (value instanceof data.Null) return null;
  if (value instanceof data.Array) return value.values().map(plain);
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, plain(pair.value)]));
  }
  return value.value;
}
