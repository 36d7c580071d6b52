import type { Sha256 } from '@bitvault/registry';
import * as v from 'valibot';
import {
  checkDocumentSize,
  checkFields,
  invalidDocument,
  readDocument,
  type DocumentKind,
  type JsonObject,
} from './attached-document.ts';
import { SigningError } from './signing-error.ts';
import { namesOf, statementSchema, type Attestation } from './statement.ts';

/** https://github.com/sigstore/cosign/blob/main/specs/COSIGN_VULN_ATTESTATION_SPEC.md */
export const vulnerabilityPredicateType = 'https://cosign.sigstore.dev/attestation/vuln/v1';

const kind: DocumentKind = {
  what: 'the scan result',
  tooLarge: 'SCAN_TOO_LARGE',
  invalid: 'SCAN_INVALID',
  smaller: 'Let the scanner report only what matters, for example by severity',
  instead: 'Write it as SARIF 2.1.0, or as an in-toto statement about vulnerabilities',
};

const words = v.pipe(v.string(), v.nonEmpty());
const time = v.pipe(v.string(), v.isoTimestamp());
const times = v.looseObject({ scanStartedOn: time, scanFinishedOn: time });

/** The fields that cosign reads into its own type; without them `cosign verify-attestation --type vuln` fails. */
const cosignSchema = v.looseObject({
  scanner: v.looseObject({ uri: v.string(), version: v.optional(v.string()), result: v.unknown() }),
  metadata: times,
});
/** in-toto/attestation, spec/predicates/vuln.md and vulns_02.md */
const vulnsSchema = v.looseObject({
  scanner: v.looseObject({ uri: words, result: v.array(v.looseObject({})) }),
  metadata: times,
});

const predicateSchemas: ReadonlyMap<string, v.GenericSchema> = new Map<string, v.GenericSchema>([
  [vulnerabilityPredicateType, cosignSchema],
  ['https://in-toto.io/attestation/vulns/v0.1', vulnsSchema],
  ['https://in-toto.io/attestation/vulns/v0.2', vulnsSchema],
]);

/** SARIF 2.1.0 (OASIS), clauses 3.13, 3.14, 3.18 to 3.20. */
const invocationSchema = v.looseObject({
  executionSuccessful: v.boolean(),
  startTimeUtc: v.optional(time),
  endTimeUtc: v.optional(time),
});
const sarifSchema = v.looseObject({
  version: v.literal('2.1.0'),
  runs: v.pipe(
    v.array(
      v.looseObject({
        tool: v.looseObject({
          driver: v.looseObject({
            name: words,
            version: v.optional(v.string()),
            semanticVersion: v.optional(v.string()),
            informationUri: v.optional(v.string()),
          }),
        }),
        invocations: v.optional(v.array(invocationSchema)),
        // Absent or null where the run did not get as far as to produce results.
        results: v.array(v.looseObject({})),
      }),
    ),
    v.minLength(1),
  ),
});

export interface CheckedScan {
  readonly attestation: Attestation;
  /**
   * Whether it is about this image, where it says so.
   * @throws SigningError SCAN_SUBJECT
   */
  readonly checkSubject: (digest: Sha256) => void;
}

/**
 * An attestation of a vulnerability scan, which is given as SARIF 2.1.0, as an in-toto statement of a type for
 * vulnerabilities, or as cosign's predicate of its own.
 * @param writtenAt when the result was there at the latest; only used where SARIF does not tell when the scan was
 * @throws SigningError SCAN_TOO_LARGE, SCAN_INVALID, also for a scan that did not succeed
 */
export function checkScan(bytes: Uint8Array, writtenAt: Date): CheckedScan {
  const document = readDocument(bytes, kind);
  if ('runs' in document) return { attestation: ofSarif(document, writtenAt), checkSubject: () => undefined };
  if ('predicateType' in document) return ofStatement(document);
  if ('scanner' in document && 'metadata' in document) return ofPredicate(document);
  if ('payload' in document || 'dsseEnvelope' in document)
    throw invalidDocument(kind, 'it is signed already, and the signature would be lost');
  throw invalidDocument(kind, 'it has neither runs, as SARIF, nor predicateType, as an in-toto statement');
}

/** @throws SigningError SCAN_TOO_LARGE */
export const checkScanSize = (size: number): void => checkDocumentSize(size, kind);

export const isScanType = (predicateType: string): boolean => predicateSchemas.has(predicateType);

function ofSarif(document: JsonObject, writtenAt: Date): Attestation {
  const { runs } = checkFields(document, sarifSchema, kind) as v.InferOutput<typeof sarifSchema>;
  const tools = new Set(runs.map(({ tool }) => tool.driver.name));
  if (tools.size > 1) throw invalidDocument(kind, `it has runs of several tools: ${[...tools].slice(0, 5).join(', ')}`);
  const invocations = runs.flatMap((run) => run.invocations ?? []);
  if (invocations.some(({ executionSuccessful }) => !executionSuccessful))
    throw invalidDocument(kind, 'it says itself that the scan did not succeed');
  const driver = runs[0]?.tool.driver;
  const moments = (key: 'startTimeUtc' | 'endTimeUtc'): readonly string[] =>
    invocations.flatMap((each) => each[key] ?? []).toSorted();
  const finished = moments('endTimeUtc').at(-1) ?? writtenAt.toISOString();
  return {
    predicateType: vulnerabilityPredicateType,
    predicate: {
      invocation: { parameters: [], uri: '', event_id: '', 'builder.id': '' },
      scanner: {
        uri: driver?.informationUri ?? driver?.name ?? '',
        version: driver?.semanticVersion ?? driver?.version ?? '',
        db: { uri: '', version: '' },
        result: document,
      },
      metadata: { scanStartedOn: moments('startTimeUtc')[0] ?? finished, scanFinishedOn: finished },
    },
  };
}

function ofStatement(document: JsonObject): CheckedScan {
  const statement = checkFields(document, statementSchema, kind) as v.InferOutput<typeof statementSchema>;
  const { predicateType, predicate } = statement;
  const schema = predicateSchemas.get(predicateType);
  if (schema === undefined) {
    const known = [...predicateSchemas.keys()].join(', ');
    throw invalidDocument(kind, `it is a statement of type ${predicateType.slice(0, 200)}: expected one of ${known}`);
  }
  return {
    attestation: { predicateType, predicate: checkFields(predicate, schema, kind) },
    checkSubject(digest) {
      if (namesOf(statement, digest) !== undefined) return;
      const found = statement.subject
        .flatMap((each) => each.digest['sha256'] ?? [])
        .slice(0, 5)
        .join(', ');
      throw new SigningError(
        'SCAN_SUBJECT',
        `the scan result is about another image: expected ${digest}, found ${found || 'no sha256 digest'}`,
        'Scan the image that is published; for several platforms, its index',
      );
    },
  };
}

/** Which of the types it is, a predicate alone does not say; `lastUpdate` is only in in-toto's. */
function ofPredicate(document: JsonObject): CheckedScan {
  const { scanner } = checkFields(document, cosignSchema, kind) as v.InferOutput<typeof cosignSchema>;
  const { db } = scanner;
  if (typeof db === 'object' && db !== null && 'lastUpdate' in db)
    throw invalidDocument(kind, 'it is a predicate of in-toto without the statement that names its type');
  return {
    attestation: { predicateType: vulnerabilityPredicateType, predicate: document },
    checkSubject: () => undefined,
  };
}
