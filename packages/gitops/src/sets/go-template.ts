import { parseTemplate, type Expression, type Part } from './go-template-parser.ts';
import { functions, isEmpty, printed } from './go-template-functions.ts';
import { isMapping } from '../yaml/fields.ts';
import { NotExpandable } from './not-expandable.ts';

export interface GoTemplateOptions {
  /** `missingkey=error`: a field that is not there stops the expansion, instead of being written as `<no value>`. */
  readonly missingIsError: boolean;
}

/**
 * Fills in a Go template of fields, pipes, choices and the usual functions.
 *
 * @throws NotExpandable where it has anything else, or a field that is missing and may not be.
 */
export function expandGoTemplate(text: string, parameters: unknown, options: GoTemplateOptions): string {
  if (!text.includes('{{')) return text;
  const write = (parts: readonly Part[]): string =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part;
        if (part.kind !== 'choice') return printed(valueOf(part, parameters, options));
        const taken = part.branches.find(({ when }) => when === null || !isEmpty(valueOf(when, parameters, options)));
        return write(taken?.parts ?? []);
      })
      .join('');
  return write(parseTemplate(text));
}

function valueOf(expression: Expression, root: unknown, options: GoTemplateOptions): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'field': {
      const base = expression.of === null ? root : valueOf(expression.of, root, options);
      return expression.names.reduce((value, name) => member(value, name, options), base);
    }
    case 'call': {
      const run = functions[expression.name];
      if (run === undefined) throw new NotExpandable(`the function ${expression.name} is not known to this linter`);
      return run(...expression.args.map((argument) => valueOf(argument, root, options)));
    }
    default:
      return expression satisfies never;
  }
}

function member(value: unknown, name: string, { missingIsError }: GoTemplateOptions): unknown {
  if (isMapping(value) && Object.hasOwn(value, name)) return value[name];
  if (missingIsError || (value !== undefined && value !== null && !isMapping(value)))
    throw new NotExpandable(`there is no parameter ${name}`);
  return undefined;
}
