import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCommitOid, parseDigest, parseEnvironmentName, parseRepositoryName, parseServiceName } from './names.ts';
import type { Bump } from './state.ts';
import { parseApprovalTrailers, parseBumpTrailers, renderApprovalTrailers, renderBumpTrailers } from './trailers.ts';

const dev = parseEnvironmentName('dev');
const staging = parseEnvironmentName('staging');
const digest = (n: number) => parseDigest(`sha256:${String(n).repeat(64)}`);
const source = { repository: parseRepositoryName('bitvault/bitvault'), commit: parseCommitOid('a'.repeat(40)) };
const api: Bump = { service: parseServiceName('api'), environment: staging, from: digest(1), to: digest(2), source };
const web: Bump = { service: parseServiceName('web'), environment: staging, from: null, to: digest(3), source: null };
const run = 'https://github.com/bitvault/gitops/actions/runs/1';

test('one block a bump, all of them trailers to git', () => {
  assert.equal(
    renderBumpTrailers([api, web], run, dev),
    `Promotion-Service: api
Promotion-Environment: staging
Promotion-From: dev
Promotion-Digest: ${digest(2)}
Promotion-Previous: ${digest(1)}
Promotion-Source: bitvault/bitvault@${'a'.repeat(40)}
Promotion-Run: ${run}
Promotion-Service: web
Promotion-Environment: staging
Promotion-From: dev
Promotion-Digest: ${digest(3)}
Promotion-Run: ${run}`,
  );
});

test('what was rendered is parsed again, whatever stands around it', () => {
  for (const upstream of [dev, 'build', null] as const) {
    const message = `Promote 2 services to staging (#7)\r\n\r\n* some text: here\r\n\r\n${renderBumpTrailers([api, web], run, upstream)}\r\nCo-authored-by: A <a@example.com>\r\n`;
    assert.deepEqual(parseBumpTrailers(message), [
      { ...api, upstream, run },
      { ...web, upstream, run },
    ]);
  }
});

test('who approved is read back, whatever stands around it', () => {
  const approvals = { reviewers: ['alice', 'release-bot[bot]'], gate: ['carol'] };
  const message = `Title\r\n\r\n${[renderBumpTrailers([api], run, dev), ...renderApprovalTrailers(approvals)].join('\r\n')}\r\n`;
  assert.deepEqual(parseApprovalTrailers(message), approvals);
  assert.deepEqual(parseApprovalTrailers('Promotion-Approved-By: two words\nx Promotion-Approved-By: alice'), {
    reviewers: [],
    gate: [],
  });
});

test('a block without a service, an environment or a digest of their form is passed over', () => {
  const rendered = renderBumpTrailers([api], null);
  assert.deepEqual(parseBumpTrailers(''), []);
  assert.deepEqual(parseBumpTrailers(rendered.replace(/^Promotion-Digest.*$/m, 'Promotion-Digest: latest')), []);
  assert.deepEqual(parseBumpTrailers(rendered.replace('Service: api', 'Service: A P I')), []);
  assert.deepEqual(parseBumpTrailers(rendered.replace(/^Promotion-Service.*\n/m, '')), []);
  const [bump] = parseBumpTrailers(rendered.replace('@', '#'));
  assert.equal(bump?.source, null);
});

test('no value breaks out of its line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
      const forged = { ...api, service: value as Bump['service'] };
      const lines = renderBumpTrailers([forged], `https://example.com/${value}`).split('\n');
      assert.equal(lines.length, 6);
      for (const line of lines) assert.doesNotMatch(line, /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u);
    }),
  );
});
