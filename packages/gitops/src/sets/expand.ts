import { isMapping, type Mapping } from '../yaml/fields.ts';
import { expandGoTemplate } from './go-template.ts';

/** How a set writes its templates. */
export type TemplateSyntax = { readonly kind: 'go'; readonly missingIsError: boolean } | { readonly kind: 'plain' };

/** Parameters as a generator gives them, not flattened. */
export type Parameters = Mapping;

/**
 * Fills parameters into every string and key under `value`.
 *
 * @throws NotExpandable where a template cannot be filled in.
 */
export function expandIn(value: unknown, parameters: Parameters, syntax: TemplateSyntax): unknown {
  const fill = filling(parameters, syntax);
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') return node.includes('{{') ? fill(node) : node;
    if (Array.isArray(node)) return node.map(visit);
    if (!isMapping(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key.includes('{{') ? fill(key) : key, visit(child)]),
    );
  };
  return visit(value);
}

function filling(parameters: Parameters, syntax: TemplateSyntax): (text: string) => string {
  if (syntax.kind === 'go') return (text) => expandGoTemplate(text, parameters, syntax);
  const flat = flattened(parameters);
  // What is not a parameter is left as it is, as Argo CD does.
  return (text) => text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name: string) => flat.get(name) ?? whole);
}

/** `{{path}}`, `{{path.basename}}`, `{{path[0]}}`, `{{metadata.labels.env}}`. */
export function flattened(parameters: Parameters): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  const visit = (value: unknown, name: string): void => {
    if (isMapping(value)) {
      for (const [key, child] of Object.entries(value)) visit(child, name === '' ? key : `${name}.${key}`);
    } else if (Array.isArray(value)) {
      for (const [index, child] of value.entries()) visit(child, `${name}.${index}`);
    } else flat.set(name, String(value));
  };
  visit(parameters, '');
  const { path } = parameters;
  if (isMapping(path)) {
    flat.set('path', String(path['path']));
    const segments: readonly unknown[] = Array.isArray(path['segments']) ? path['segments'] : [];
    for (const [index, segment] of segments.entries()) flat.set(`path[${index}]`, String(segment));
  }
  return flat;
}
