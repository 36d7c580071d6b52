import { Eta } from 'eta/core';

/** Text of each template by its path below `templates/`, without `.eta`. */
export type Templates = Readonly<Record<string, string>>;

/** The fields of a view by name, so that a template that names another one throws. */
const header = (fields: readonly string[]): string => `const { ${fields.join(', ')} } = it;`;

/**
 * Fills one template.
 *
 * @param view what the template can name
 * @throws TypeError or ReferenceError where the template names what the view does not have
 */
export function fill(template: string, view: object): string {
  const eta = new Eta({
    autoEscape: false,
    autoFilter: true,
    autoTrim: false,
    filterFunction: shown,
    functionHeader: header(Object.keys(view)),
  });
  return eta.renderString(template, view);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError(`a template would write ${typeof value}`);
}
