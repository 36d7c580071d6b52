import { isMap, isScalar, type Document } from 'yaml';
import { EditError } from './edit-error.ts';
import type { YamlSource } from './yaml-source.ts';

/**
 * Refuses files of which some readers see only the first document: Helm of values, and Kustomize of a kustomization. A
 * file of Kubernetes objects is read whole by all that read such files.
 *
 * @throws EditError `YAML_DOCUMENTS`
 */
export function refuseDisputedStream({ documents, position }: YamlSource): void {
  const [first, ...others] = documents;
  if (first === undefined || (hasContents(first) && !others.some(hasContents))) return;
  const odd = documents.find((document) => hasContents(document) && !isObject(document));
  if (odd === undefined) return;
  throw new EditError(
    'YAML_DOCUMENTS',
    position(odd.contents?.range?.[0] ?? odd.range[0]),
    'is one of several documents and no Kubernetes object, and readers of such files see the first document only',
    'Keep one document in the file.',
  );
}

const hasContents = ({ contents }: Document.Parsed): boolean =>
  contents !== null && !(isScalar(contents) && contents.source === '');

/** Whether a document says of itself what it is, and is not read by Kustomize, which reads one document of a file. */
function isObject({ contents }: Document.Parsed): boolean {
  if (!isMap(contents)) return false;
  const [version, kind] = ['apiVersion', 'kind'].map((name) => contents.get(name));
  return isText(version) && isText(kind) && !version.startsWith('kustomize.config.k8s.io/');
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
