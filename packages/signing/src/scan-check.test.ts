import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { checkScan } from './scan-check.ts';
import { SigningError } from './signing-error.ts';

const writtenAt = new Date('2026-03-04T05:06:07.890Z');
const check = (value: unknown) => checkScan(Buffer.from(JSON.stringify(value)), writtenAt);

const driver = { name: 'Trivy', version: '0.60.0', informationUri: 'https://github.com/aquasecurity/trivy' };
const run = { tool: { driver }, results: [{ ruleId: 'CVE-2026-1' }] };
const sarif = { version: '2.1.0', runs: [run] };
const metadata = { scanStartedOn: '2026-01-01T00:00:00Z', scanFinishedOn: '2026-01-01T00:01:00Z' };
const vulns = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'api', digest: { sha256: '1'.repeat(64) } }],
  predicateType: 'https://in-toto.io/attestation/vulns/v0.2',
  predicate: { scanner: { uri: 'pkg:github/aquasecurity/trivy', result: [{ id: 'CVE-2026-1' }] }, metadata },
};
const ofCosign = { invocation: {}, scanner: { uri: 'trivy', db: { uri: '' }, result: {} }, metadata };

test('SARIF becomes the predicate that cosign made known, with the time that the file is from', () => {
  const { attestation, checkSubject } = check(sarif);
  const at = writtenAt.toISOString();
  assert.deepEqual(attestation, {
    predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1',
    predicate: {
      invocation: { parameters: [], uri: '', event_id: '', 'builder.id': '' },
      scanner: { uri: driver.informationUri, version: '0.60.0', db: { uri: '', version: '' }, result: sarif },
      metadata: { scanStartedOn: at, scanFinishedOn: at },
    },
  });
  checkSubject(`sha256:${'2'.repeat(64)}`);
});

test('SARIF that says when the scan was is taken at its word', () => {
  const invocation = (startTimeUtc: string, endTimeUtc: string) => ({
    executionSuccessful: true,
    startTimeUtc,
    endTimeUtc,
  });
  const invocations = [
    invocation('2026-01-02T00:00:00Z', '2026-01-02T00:10:00Z'),
    invocation('2026-01-01T00:00:00Z', '2026-01-01T00:10:00Z'),
  ];
  assert.deepEqual(check({ ...sarif, runs: [{ ...run, invocations }] }).attestation.predicate['metadata'], {
    scanStartedOn: '2026-01-01T00:00:00Z',
    scanFinishedOn: '2026-01-02T00:10:00Z',
  });
});

test('a statement is taken apart, and holds for its own subject only', () => {
  const { attestation, checkSubject } = check(vulns);
  assert.deepEqual(attestation, { predicateType: vulns.predicateType, predicate: vulns.predicate });
  checkSubject(`sha256:${'1'.repeat(64)}`);
  assert.throws(() => checkSubject(`sha256:${'2'.repeat(64)}`), {
    code: 'SCAN_SUBJECT',
    message: /expected sha256:2.*found 1/,
  });
});

test('a predicate of cosign’s needs no statement', () => {
  assert.deepEqual(check(ofCosign).attestation.predicate, ofCosign);
});

suite('refused', () => {
  const cases: readonly (readonly [what: string, scan: unknown, says: RegExp])[] = [
    ['another SARIF', { ...sarif, version: '2.0.0' }, /version: expected "2\.1\.0"/],
    ['SARIF without runs', { ...sarif, runs: [] }, /runs/],
    ['a run without results', { ...sarif, runs: [{ tool: { driver } }] }, /runs\.0\.results/],
    ['a tool without a name', { ...sarif, runs: [{ ...run, tool: { driver: {} } }] }, /driver\.name/],
    ['runs of two tools', { ...sarif, runs: [run, { ...run, tool: { driver: { name: 'Grype' } } }] }, /Trivy, Grype/],
    [
      'a scan that failed',
      { ...sarif, runs: [{ ...run, invocations: [{ executionSuccessful: false }] }] },
      /did not succeed/,
    ],
    ['provenance', { ...vulns, predicateType: 'https://slsa.dev/provenance/v1' }, /slsa\.dev.*expected one of/],
    ['the signature', { ...vulns, predicateType: 'https://sigstore.dev/cosign/sign/v1' }, /cosign\/sign/],
    ['a statement without a subject', { ...vulns, subject: [] }, /subject/],
    ['a statement without times', { ...vulns, predicate: { scanner: vulns.predicate.scanner } }, /metadata/],
    [
      'a predicate of a type that it does not say',
      { ...ofCosign, scanner: { ...ofCosign.scanner, db: { lastUpdate: '' } } },
      /names its type/,
    ],
    ['what is signed', { payloadType: 'application/vnd.in-toto+json', payload: '', signatures: [] }, /signed already/],
    ['anything else', { SchemaVersion: 2, Results: [] }, /neither runs/],
  ];
  for (const [what, scan, says] of cases)
    test(what, () => assert.throws(() => check(scan), { code: 'SCAN_INVALID', message: says }));

  test('what is too large', () => {
    const attempt = () => checkScan(Buffer.alloc(16 * 1024 * 1024 + 1), writtenAt);
    assert.throws(attempt, { code: 'SCAN_TOO_LARGE' });
  });
});

test('whatever is given, there is an attestation or a refusal with a code', () => {
  const field = fc.constantFrom('runs', 'version', 'predicate', 'subject', 'scanner', 'metadata');
  const changed = fc.tuple(fc.constantFrom(sarif, vulns, ofCosign), fc.dictionary(field, fc.jsonValue()));
  fc.assert(
    fc.property(
      fc.oneof(
        changed.map(([sound, change]) => ({ ...sound, ...change })),
        fc.jsonValue(),
      ),
      (scan) => {
        try {
          check(scan);
        } catch (error) {
          assert.ok(error instanceof SigningError && error.code === 'SCAN_INVALID', String(error));
        }
      },
    ),
  );
});
