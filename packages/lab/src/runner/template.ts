import { evaluateExpression, evaluateText, type Scope } from './expressions.ts';
import { RunnerError } from './runner-error.ts';

/** A value of a workflow file that may have expressions in it. */
export type Template =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'expression'; readonly text: string }
  | { readonly kind: 'sequence'; readonly items: readonly Template[] }
  | { readonly kind: 'mapping'; readonly entries: ReadonlyMap<string, Template> };

export const literal = (value: string | number | boolean | null): Template => ({ kind: 'literal', value });

/** Evaluates every expression in it; the result is a JSON value. */
export function evaluate(template: Template, scope: Scope): unknown {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return evaluateExpression(template.text, scope);
    case 'sequence':
      return template.items.map((item) => evaluate(item, scope));
    case 'mapping':
      return Object.fromEntries([...template.entries].map(([key, value]) => [key, evaluate(value, scope)]));
    default:
      return template satisfies never;
  }
}

/** Evaluates to text; `what` names the place in errors. */
export function evaluateToText(template: Template, scope: Scope, what: string): string {
  if (template.kind === 'expression') return evaluateText(template.text, scope);
  if (template.kind === 'literal') return template.value === null ? '' : String(template.value);
  throw new RunnerError('WORKFLOW_INVALID', `${what} is a ${template.kind}, not text`, 'Give it one value.');
}

export function evaluateToFlag(template: Template, scope: Scope, what: string): boolean {
  const value = evaluate(template, scope);
  if (typeof value === 'boolean') return value;
  throw new RunnerError('WORKFLOW_INVALID', `${what} is ${JSON.stringify(value)}, not true or false`, 'Correct it.');
}

export function evaluateToNumber(template: Template, scope: Scope, what: string): number {
  const value = evaluate(template, scope);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new RunnerError('WORKFLOW_INVALID', `${what} is ${JSON.stringify(value)}, not a number`, 'Correct it.');
}

/** Evaluates a mapping of texts, as `env`, `with` and `outputs` are. */
export function evaluateToTexts(template: Template, scope: Scope, what: string): Record<string, string> {
  if (template.kind === 'expression') {
    const value = evaluate(template, scope);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      throw new RunnerError('WORKFLOW_INVALID', `${what} does not evaluate to a mapping`, 'Correct it.');
    }
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, entry === null ? '' : String(entry)]));
  }
  if (template.kind !== 'mapping') {
    throw new RunnerError('WORKFLOW_INVALID', `${what} is a ${template.kind}, not a mapping`, 'Correct it.');
  }
  return Object.fromEntries(
    [...template.entries].map(([key, value]) => [key, evaluateToText(value, scope, `${what}.${key}`)]),
  );
}
