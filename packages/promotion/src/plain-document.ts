import { isAlias, isScalar, Scalar, visit, type Document, type Node } from 'yaml';
import { EditError, type Position } from './edit-error.ts';
import { shown } from './quoted.ts';
import { isDisputedValue } from './yaml-keys.ts';
import { readYaml } from './yaml-source.ts';

/** The one document of a file that says what it says without anchors, aliases, tags and merge keys. */
export interface PlainDocument {
  readonly document: Document.Parsed;
  readonly position: (offset: number) => Position;
}

/**
 * Reads a file of ours, which a person must be able to read as we do.
 *
 * @throws EditError where `readYaml` does, and where the file is not one plain document.
 */
export function readPlainDocument(text: string): PlainDocument {
  const { documents, position } = readYaml(text, { schema: 'core' });
  const [document, second] = documents;
  const refuse = (offset: number, detail: string, next: string) =>
    new EditError('YAML_NOT_PLAIN', position(offset), detail, next);
  if (second !== undefined)
    throw refuse(second.range[0], 'holds a second document, but must hold one', 'Keep one document in the file.');
  if (document === undefined || document.contents === null) throw refuse(0, 'is empty', 'Write the file.');
  visit(document, {
    Node: (_, node) => {
      const offset = node.range?.[0] ?? 0;
      const found = notPlain(node);
      if (found !== null)
        throw refuse(offset, `uses ${found}, but must write every value out where it is read`, 'Write it out.');
      if (!isScalar(node) || node.type !== Scalar.PLAIN || !isDisputedValue(node.source ?? '')) return;
      const detail = `has the plain value ${shown(node.source)}, which readers take for different things`;
      throw refuse(offset, detail, 'Put it in quotes, or write the number in decimal digits.');
    },
  });
  return { document, position };
}

function notPlain(node: Node): string | null {
  if (isAlias(node)) return `the alias *${node.source}`;
  if ('anchor' in node && node.anchor !== undefined) return `the anchor &${node.anchor}`;
  if (isScalar(node) && node.value === '<<' && node.type === Scalar.PLAIN) return 'the merge key <<';
  return node.tag === undefined ? null : 'a tag';
}
