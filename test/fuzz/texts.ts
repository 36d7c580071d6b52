import assert from 'node:assert/strict';
import { parsePlatform } from '@bitvault/build';
import { parseSettings, rules } from '@bitvault/gitops';
import {
  canonicalHold,
  parseApprovalTrailers,
  parseBumpTrailers,
  parseCommitOid,
  parseDigest,
  parseDigestFile,
  parseDigestPath,
  parseEnvironmentName,
  parseEvidence,
  parseImageName,
  parseIssuer,
  parsePolicy,
  parseRepositoryName,
  parseServiceName,
  parseSignerWorkflow,
  readDigest,
  readHold,
  readYaml,
  renderBumpTrailers,
  renderHold,
  setDigest,
} from '@bitvault/promotion';
import { parseRepositoryName as parseImageRepository } from '@bitvault/registry';
import { checkSbom, checkScan, readWorkflowToken, spdxDocument } from '@bitvault/signing';
import { jobReaders } from './job-texts.ts';
import * as sample from './samples.ts';
import { mustBe, name, type TextReader } from './text-reader.ts';

const place = { service: parseServiceName('api'), environment: parseEnvironmentName('dev') };
const ids = new Set(rules.map(({ id }) => id));
const path = ['services', 'api', 'image', 'digest'];
const other = parseDigest(`sha256:${'e'.repeat(64)}`);

function readHoldTwice(text: string): void {
  const hold = readHold(text, 'holds/prod/api.yaml');
  const canonical = renderHold(hold);
  assert.deepEqual(readHold(canonical, 'holds/prod/api.yaml'), hold);
  assert.deepEqual(canonicalHold(canonical), hold);
  assert.equal(canonicalHold(text) === null, canonical !== text);
}

function editTwice(text: string): void {
  const before = readDigest(text, path);
  const edit = setDigest(text, path, other);
  assert.equal(readDigest(edit.text, path), other);
  assert.equal(setDigest(edit.text, path, other).kind, 'unchanged');
  if (before !== null) assert.equal(setDigest(edit.text, path, before).text, before === other ? edit.text : text);
}

function readTrailersTwice(text: string): void {
  const [first] = parseBumpTrailers(text);
  if (first !== undefined)
    assert.deepEqual(parseBumpTrailers(renderBumpTrailers([first], null, first.upstream)), [{ ...first, run: null }]);
  const { reviewers, gate } = parseApprovalTrailers(text);
  assert.ok([...reviewers, ...gate].every((login) => /^\S+$/.test(login)));
}

function readPolicyTwice(text: string): void {
  const { services, environments } = parsePolicy(text);
  assert.ok(services.size > 0 && environments.length > 0);
}

const readToken = async (text: string): Promise<void> => {
  const payload = Buffer.from(text).toString('base64url');
  const { claims } = await readWorkflowToken(
    async () => `a.${payload}.c`,
    () => {},
  );
  assert.ok(Object.values(claims).every((claim) => typeof claim === 'string'));
};

function readLockfileTwice(text: string): void {
  const files = [{ path: 'package-lock.json', bytes: Buffer.from(text) }];
  const facts = { name: 'ghcr.io/acme/api', createdAt: new Date(0), files };
  const document = JSON.stringify(spdxDocument(facts));
  checkSbom(Buffer.from(document));
  assert.equal(JSON.stringify(spdxDocument(facts)), document);
}

/** Reader → what it reads, for every text that decides or is taken over. */
export const textReaders: Readonly<Record<string, TextReader>> = {
  'promotion.yaml': { honest: [sample.policy, sample.fullPolicy], read: readPolicyTwice },
  'a hold': { honest: [sample.hold, sample.looseHold], read: readHoldTwice },
  'a digest file': { honest: sample.digestFiles, read: editTwice },
  'YAML of numbers and truths': {
    honest: [sample.fullPolicy, ...sample.digestFiles],
    read: (text) => readYaml(text, { schema: 'core' }),
  },
  'a commit message': { honest: sample.messages, read: readTrailersTwice },
  'a digest': name(parseDigest, `sha256:${'0'.repeat(64)}`),
  'a commit': name(parseCommitOid, 'a'.repeat(40)),
  'a service': name(parseServiceName, 'api', 'payments-api-2'),
  'an environment': name(parseEnvironmentName, 'prod', 'prod-eu-1'),
  'an image': name(parseImageName, 'ghcr.io/acme/api', 'registry.example:5000/a/b_c--d.e'),
  'a repository': name(parseRepositoryName, 'acme/gitops', 'a-b/c.d_e'),
  'a signer workflow': name(parseSignerWorkflow, 'acme/ci/.github/workflows/release.yml@refs/tags/v2'),
  'an issuer': mustBe(
    parseIssuer,
    'https://token.actions.githubusercontent.com',
    'https://token.actions.acme.ghe.com/slug',
  ),
  'a kind of evidence': mustBe(parseEvidence, 'provenance', 'signature', 'https://spdx.dev/Document'),
  'digests.path': mustBe(
    (text) => parseDigestPath(text)(place),
    'services.{service}.image.digest',
    `apps."my.app".'{env}'`,
  ),
  'digests.file': mustBe((text) => parseDigestFile(text)(place), 'envs/{env}/values.{env}.yaml', '{env}/{service}.yml'),
  'an image repository': {
    honest: ['ghcr.io/acme/api', 'localhost:5000/a', 'docker.io/b'],
    read: (text) => parseImageRepository(text),
  },
  'a platform': { honest: ['linux/amd64', 'linux/arm/v7'], read: parsePlatform },
  '.lint-gitops.yaml': { honest: [sample.lintSettings], read: (text) => parseSettings(text, ids) },
  'an SBOM': { honest: [sample.spdx, sample.cyclonedx], read: (text) => checkSbom(Buffer.from(text)) },
  'package-lock.json': { honest: [sample.lockfile], read: readLockfileTwice },
  'a scan': { honest: [sample.scan], read: (text) => checkScan(Buffer.from(text), new Date(0)) },
  "the payload of a job's token": { honest: [sample.tokenPayload], read: readToken },
  ...jobReaders,
};
