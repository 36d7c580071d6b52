import { limited } from '@bitvault/promotion';
import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Resource } from '../repository/resource.ts';
import type { Tree } from '../repository/tree.ts';
import { isMapping, type Mapping } from '../yaml/fields.ts';
import { plainValues } from '../yaml/plain-values.ts';
import { templateOrigin } from './template-origin.ts';

/** One resource of a rendering, and the template it came from where that is told. */
export interface RenderedDocument {
  readonly value: Mapping;
  /** As Helm writes it: the name of the chart, then the way to the template. */
  readonly template: string | null;
}

/** The resources in what Helm or Kustomize wrote. */
export function renderedDocuments(output: string): readonly RenderedDocument[] {
  return output.split(/^---[ \t]*$/m).flatMap((text) => {
    const template = /^# Source: (\S+)$/m.exec(text)?.[1] ?? null;
    return valuesOf(text, template).flatMap((value) =>
      isMapping(value) && typeof value['kind'] === 'string' ? [{ value, template }] : [],
    );
  });
}

function valuesOf(text: string, template: string | null): readonly unknown[] {
  const values = plainValues(text);
  if (values !== undefined) return values;
  const documents = parseAllDocuments(text, { merge: true, prettyErrors: false, uniqueKeys: false });
  return (Array.isArray(documents) ? documents : []).map((document): unknown => {
    const [error] = document.errors;
    if (error !== undefined)
      throw new SyntaxError(`${template ?? 'the output'} is not valid YAML: ${limited(error.message)}`);
    return document.toJS({ maxAliasCount: 1_000 });
  });
}

export function helmResources(documents: readonly RenderedDocument[], chart: string, tree: Tree): readonly Resource[] {
  return documents.flatMap(({ value, template }) => {
    const file = templateFile(template, chart, tree);
    const kind = String(value['kind']);
    const metadata = isMapping(value['metadata']) ? value['metadata'] : {};
    const lines = () => (tree.files.has(file) ? tree.lines(file) : []);
    const one = (item: Mapping) => new Resource(item, templateOrigin(file, lines, kind, String(metadata['name'])));
    const items = value['items'];
    return kind.endsWith('List') && Array.isArray(items) ? items.filter(isMapping).map(one) : [one(value)];
  });
}

function templateFile(template: string | null, chart: string, tree: Tree): string {
  const within = template === null ? '' : template.slice(template.indexOf('/') + 1);
  const file = posix.join(chart, within);
  // A dependency that is packed has no file of its own.
  return tree.files.has(file) ? file : posix.join(chart, 'Chart.yaml');
}
