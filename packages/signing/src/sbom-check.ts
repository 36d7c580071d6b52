import * as v from 'valibot';
import {
  checkDocumentSize,
  checkFields,
  documentLimit,
  invalidDocument,
  readDocument,
  type DocumentKind,
  type JsonObject,
} from './attached-document.ts';
import type { Attestation } from './statement.ts';

export const sbomLimit = documentLimit;

export const spdxPredicateType = 'https://spdx.dev/Document';
export const cyclonedxPredicateType = 'https://cyclonedx.org/bom';

const kind: DocumentKind = {
  what: 'the SBOM',
  tooLarge: 'SBOM_TOO_LARGE',
  invalid: 'SBOM_INVALID',
  smaller: 'Leave files out of it, or describe packages only',
  instead: 'Write it as SPDX 2.3 or CycloneDX in JSON, for example with syft -o spdx-json',
};

const words = v.pipe(v.string(), v.nonEmpty());
const list = (entries: v.ObjectEntries) => v.nullish(v.array(v.looseObject(entries)));

/** What SPDX 2.2 and 2.3 require (spdx-spec, clauses 6 to 8 and 11), as far as readers depend on it. */
const spdxSchema = v.looseObject({
  spdxVersion: v.picklist(['SPDX-2.2', 'SPDX-2.3']),
  SPDXID: v.literal('SPDXRef-DOCUMENT'),
  dataLicense: v.literal('CC0-1.0'),
  name: words,
  documentNamespace: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+$/)),
  creationInfo: v.looseObject({
    created: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)),
    creators: v.pipe(v.array(words), v.minLength(1)),
  }),
  packages: list({ SPDXID: words, name: v.string() }),
  files: list({ SPDXID: words, fileName: words }),
  relationships: list({ spdxElementId: words, relationshipType: words, relatedSpdxElement: words }),
});

/** The JSON schema of CycloneDX begins with 1.2; its types are not looked at, since each version adds some. */
const cyclonedxSchema = v.looseObject({
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.picklist(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7']),
  serialNumber: v.pipe(v.string(), v.regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i)),
  version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  components: list({ type: words, name: v.string() }),
});

/**
 * An attestation of an SBOM in JSON: SPDX 2.2 or 2.3, or CycloneDX 1.2 to 1.7, with the fields that these require.
 * @throws SigningError SBOM_TOO_LARGE, SBOM_INVALID, also for one that lists nothing
 */
export function checkSbom(bytes: Uint8Array): Attestation {
  const document = readDocument(bytes, kind);
  const attestation = recognised(document);
  if (['packages', 'files', 'components'].every((name) => countOf(document, name) === 0))
    throw invalidDocument(kind, 'it lists no package, component or file');
  return attestation;
}

/** @throws SigningError SBOM_TOO_LARGE */
export const checkSbomSize = (size: number): void => checkDocumentSize(size, kind);

export const countOf = (document: JsonObject, name: string): number =>
  Array.isArray(document[name]) ? document[name].length : 0;

function recognised(document: JsonObject): Attestation {
  if ('spdxVersion' in document)
    return { predicateType: spdxPredicateType, predicate: checkFields(document, spdxSchema, kind) };
  if ('bomFormat' in document)
    return { predicateType: cyclonedxPredicateType, predicate: checkFields(document, cyclonedxSchema, kind) };
  if ('@context' in document) throw invalidDocument(kind, 'it looks like SPDX 3, which no verifier asks for yet');
  throw invalidDocument(kind, 'it has neither spdxVersion, as SPDX, nor bomFormat, as CycloneDX');
}
