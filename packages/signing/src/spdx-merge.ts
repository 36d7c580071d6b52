import type { JsonObject } from './attached-document.ts';
import { SigningError } from './signing-error.ts';
import { byBytes, spdxNamespace, spdxTime } from './spdx-identity.ts';

export interface SpdxPart {
  /** What this part is about, such as `linux/amd64`; needed where there are several. */
  readonly label?: string;
  /** A document that `checkSbom` accepts. */
  readonly document: JsonObject;
}

export interface SpdxIdentity {
  /** Default: the name that the only part has. */
  readonly name?: string;
  readonly createdAt: Date;
}

const documentId = 'SPDXRef-DOCUMENT';
const prefix = 'SPDXRef-';
/** What refers to elements, or is referred to, in ways that are not followed here. */
const unmerged = ['snippets', 'externalDocumentRefs', 'annotations'] as const;

/**
 * One SPDX document of what a tool wrote, one for each platform or stage: elements get the label of their part into
 * their identifier. Neither when it was written nor in which order shows, so the same content gives the same document.
 * @throws SigningError SBOM_INVALID where several have what cannot be merged
 */
export function oneSpdxDocument(parts: readonly SpdxPart[], identity: SpdxIdentity): JsonObject {
  const [first] = parts;
  if (first === undefined) throw new TypeError('an SBOM was asked for that is made of nothing');
  const renamed = parts.length === 1 ? [first.document] : withLabels(parts);
  const infos = renamed.map(({ creationInfo }) => creationInfo as JsonObject);
  const listed = (key: string): readonly JsonObject[] => renamed.flatMap((document) => objectsIn(document, key));
  const name = identity.name ?? String(first.document['name']);
  const licences = unique(listed('hasExtractedLicensingInfos'), 'licenseId');
  const { documentDescribes: _, documentNamespace: __, ...kept } = renamed[0] as JsonObject;
  const document = {
    ...kept,
    spdxVersion: renamed.some(({ spdxVersion }) => spdxVersion === 'SPDX-2.3') ? 'SPDX-2.3' : 'SPDX-2.2',
    name,
    creationInfo: {
      ...infos[0],
      creators: [...new Set(infos.flatMap(({ creators }) => creators as readonly string[]))].toSorted(byBytes),
      created: spdxTime(identity.createdAt),
    },
    packages: unique(listed('packages'), 'SPDXID'),
    files: unique(listed('files'), 'SPDXID'),
    ...(licences.length > 0 && { hasExtractedLicensingInfos: licences }),
    relationships: sorted([...listed('relationships'), ...renamed.flatMap(descriptions)], (each) =>
      ['spdxElementId', 'relationshipType', 'relatedSpdxElement', 'comment'].map((key) => each[key] ?? ''),
    ),
  };
  return { ...document, documentNamespace: spdxNamespace(name, document) };
}

function withLabels(parts: readonly SpdxPart[]): readonly JsonObject[] {
  const seen = new Map<string, number>();
  return parts.map(({ label = 'part', document }) => {
    const found = unmerged.find((key) => objectsIn(document, key).length > 0);
    if (found !== undefined)
      throw new SigningError(
        'SBOM_INVALID',
        `the SBOMs of several platforms or stages cannot become one: that of ${label} has ${found}`,
        'Merge them yourself, and give the result as `sbom-path`',
      );
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return relabelled(document, `${label.replaceAll(/[^A-Za-z0-9.]/g, '-')}${count > 1 ? `-${count}` : ''}`);
  });
}

function relabelled(document: JsonObject, label: string): JsonObject {
  const rename = (id: unknown): unknown =>
    typeof id === 'string' && id.startsWith(prefix) && id !== documentId
      ? `${prefix}${label}-${id.slice(prefix.length)}`
      : id;
  const renamedIn = (list: string, ...keys: readonly string[]): readonly JsonObject[] =>
    objectsIn(document, list).map((each) => ({
      ...each,
      ...Object.fromEntries(keys.filter((key) => key in each).map((key) => [key, renameAll(each[key], rename)])),
    }));
  return {
    ...document,
    packages: renamedIn('packages', 'SPDXID', 'hasFiles'),
    files: renamedIn('files', 'SPDXID'),
    relationships: renamedIn('relationships', 'spdxElementId', 'relatedSpdxElement'),
    ...('documentDescribes' in document && { documentDescribes: renameAll(document['documentDescribes'], rename) }),
  };
}

const renameAll = (value: unknown, rename: (id: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map(rename) : rename(value);

/** SPDX 2.3 prefers relationships to the list of what a document describes. */
const descriptions = ({ documentDescribes }: JsonObject): readonly JsonObject[] =>
  Array.isArray(documentDescribes)
    ? documentDescribes.map((id: unknown) => ({
        spdxElementId: documentId,
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: id,
      }))
    : [];

const objectsIn = (document: JsonObject, key: string): readonly JsonObject[] =>
  Array.isArray(document[key]) ? (document[key] as readonly JsonObject[]) : [];

/** In the order of their keys, each key once: npm lists a version again for each place that it is installed at. */
const unique = (values: readonly JsonObject[], key: string): readonly JsonObject[] =>
  sorted(values, (each) => each[key]);

function sorted(values: readonly JsonObject[], keyOf: (value: JsonObject) => unknown): readonly JsonObject[] {
  const keyed = new Map<string, JsonObject>();
  for (const value of values) {
    const key = JSON.stringify(keyOf(value));
    if (!keyed.has(key)) keyed.set(key, value);
  }
  return [...keyed].toSorted(([left], [right]) => byBytes(left, right)).map(([, value]) => value);
}
