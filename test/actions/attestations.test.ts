import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { StepResult } from '@bitvault/lab';
import { bundleFromJSON } from '@sigstore/bundle';
import { pathWithGit, startApplicationLab, type ApplicationLab } from '../application-lab.ts';
import { asTree, attested, sampleLayout, writeTree } from '../build/trees.ts';

const repository = 'bitvault/bitvault';
const workflow = '.github/workflows/release.yml';
const spdxType = 'https://spdx.dev/Document';
const scanType = 'https://cosign.sigstore.dev/attestation/vuln/v1';

type Inputs = Readonly<Record<string, string>>;

suite('what build-sign-push attests besides provenance', () => {
  let lab: ApplicationLab;
  let image: string;
  let context: string;
  before(async () => {
    lab = await startApplicationLab();
    image = `${lab.registry.host}/bitvault/api`;
    context = await folder('context', { 'server.js': 'run();\n', 'package-lock.json': JSON.stringify(lockfile) });
  });
  after(() => lab.close());

  const folder = (name: string, tree: Parameters<typeof writeTree>[1]) => writeTree(join(lab.directory, name), tree);
  const act = (action: string, inputs: Inputs, env: Inputs = {}): Promise<StepResult> =>
    lab.runner.runAction(action, {
      repository,
      workflowPath: workflow,
      event: lab.signing.event,
      permissions: { 'id-token': 'write' },
      env,
      with: { image, 'trusted-root': lab.sigstore.trustedRoot, ...inputs },
    });
  const build = (inputs: Inputs, env: Inputs = {}) => {
    const source = 'layout' in inputs ? {} : { context, 'source-date-epoch': '1700000000' };
    return act('build-sign-push', { ...lab.signing.inputs, ...source, ...inputs }, env);
  };
  const published = async (inputs: Inputs) => {
    const result = await build(inputs);
    assert.equal(result.conclusion, 'success', result.log);
    return { ...result, digest: result.outputs['digest'] ?? '', statements: await statementsOf(result) };
  };
  const refused = async (inputs: Inputs, env: Inputs = {}) => {
    const mark = lab.traffic.served.length;
    const { outputs } = await build(inputs, env);
    assert.equal(outputs['result'], 'refused');
    assert.deepEqual(lab.traffic.since(mark), [], 'nothing is pushed or signed');
    return outputs['reason'] ?? '';
  };
  const verify = async (digest: string, require: string) => {
    const { outputs } = await act('verify-image', { digest, source: repository, workflow, require });
    return outputs['result'] === 'verified' ? 'verified' : (outputs['reason'] ?? '');
  };
  /** Runs the same again, and tells whether it signed anything. */
  const signsAgain = async (inputs: Inputs) => {
    const mark = lab.traffic.served.length;
    await published(inputs);
    return lab.traffic.since(mark).some(({ part }) => part === 'fulcio' || part === 'rekor');
  };

  test('`npm` describes the lockfile of the context, the same each time', async () => {
    const inputs = { sbom: 'npm', 'source-date-epoch': '1700000001' };
    const { statements, summary, digest } = await published(inputs);
    const { packages, creationInfo } = statements.get(spdxType) as unknown as SpdxText;
    assert.deepEqual(packages.map(({ name }) => name).toSorted(), ['left-pad', 'shop']);
    assert.equal(creationInfo.created, '2023-11-14T22:13:21Z');
    assert.match(creationInfo.creators.join(), /npm/);
    assert.match(summary, /The SBOM lists 2 packages and 0 files\. It was made by npm from the lockfile\./);
    assert.match(summary, /^No tag was set: deploy it by its digest\.$/m);
    for (const row of [/signature \|/, /provenance: .* \|/, /SBOM \(SPDX\) \| `https:\/\/spdx\.dev\/Document` \|/])
      assert.match(summary, new RegExp(`^\\| ${row.source}`, 'm'));
    assert.equal(await verify(digest, 'spdx'), 'verified');
    assert.equal(await signsAgain(inputs), false);
  });

  test('`none` attests none, and says so', async () => {
    const { statements, log, summary, digest } = await published({ sbom: 'none', 'source-date-epoch': '1700000002' });
    assert.equal(statements.has(spdxType), false);
    assert.match(log, /No SBOM: the input says so/);
    assert.match(summary, /There is no SBOM: the input says so\./);
    assert.match(await verify(digest, 'spdx'), /^ATTESTATION_MISSING: .*spdx\.dev/);
    assert.match(await verify(digest, 'sbom'), /^INPUT_INVALID: input "require"/);
  });

  test('a layout is asked for what BuildKit’s scanner left in it, and stays whole', async () => {
    const sample = attested(sampleLayout(), (index) => [spdx(`for ${index}`)]);
    const layout = await folder('scanned', asTree(sample.files));
    for (const sbom of ['auto', 'buildkit']) {
      const { statements, log, digest } = await published({ layout, sbom });
      assert.equal(digest, sample.index.digest);
      const { packages } = statements.get(spdxType) as unknown as SpdxText;
      assert.deepEqual(
        packages.map(({ SPDXID }) => SPDXID),
        ['SPDXRef-linux-amd64-a', 'SPDXRef-linux-arm64-a'],
      );
      assert.match(log, /SBOM: 2 packages and 0 files, found by BuildKit’s scanner/);
    }
    const plain = await folder('plain', asTree(sampleLayout().files));
    assert.match(await refused({ layout: plain, sbom: 'buildkit' }), /^SBOM_MISSING: the image for linux\/amd64/);
    const none = await published({ layout: plain });
    assert.match(none.log, /No SBOM: the layout has none/);
  });

  test('a document that is given is attached as it is; one about another image is noted', async () => {
    const path = join(lab.directory, 'given.json');
    await writeFile(path, JSON.stringify(spdx('given')));
    const { statements, annotations } = await published({ 'sbom-path': path, 'source-date-epoch': '1700000003' });
    assert.deepEqual(statements.get(spdxType), spdx('given'));
    assert.ok(annotations.some(({ message }) => message.includes('lists one thing')));
    const other = `sha256:${'1'.repeat(64)}`;
    const about = { SPDXID: 'SPDXRef-i', name: 'api', versionInfo: other, primaryPackagePurpose: 'CONTAINER' };
    await writeFile(path, JSON.stringify({ ...spdx('other'), packages: [...spdx('other').packages, about] }));
    const warned = await published({ 'sbom-path': path, 'source-date-epoch': '1700000003' });
    assert.ok(warned.annotations.some(({ message }) => message.includes(`names the image ${other}`)));
  });

  test('the result of a scan is attested, again only when it is another', async () => {
    const path = join(lab.directory, 'scan.sarif');
    await writeFile(path, JSON.stringify(sarif));
    const inputs = { 'scan-path': path, 'source-date-epoch': '1700000004' };
    const { statements, digest } = await published(inputs);
    assert.deepEqual([...statements.keys()].slice(2), [spdxType, scanType]);
    assert.deepEqual((statements.get(scanType) as { scanner: { result: unknown } }).scanner.result, sarif);
    assert.equal(await verify(digest, `spdx\nvuln`), 'verified');
    assert.equal(await verify(digest, scanType), 'verified');
    assert.equal(await signsAgain(inputs), false);
    await writeFile(path, JSON.stringify({ ...sarif, runs: [{ ...sarif.runs[0], results: [{ ruleId: 'CVE-2' }] }] }));
    assert.equal(await signsAgain(inputs), true);
    assert.equal(await verify(digest, 'vuln'), 'verified');
  });

  test('a scan of another image is refused', async () => {
    const path = join(lab.directory, 'statement.json');
    const { digest } = await published({ 'source-date-epoch': '1700000005' });
    const statement = (sha256: string) => ({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'api', digest: { sha256 } }],
      predicateType: 'https://in-toto.io/attestation/vulns/v0.1',
      predicate: { scanner: { uri: 'pkg:github/acme/scan', result: [] }, metadata: times },
    });
    await writeFile(path, JSON.stringify(statement('1'.repeat(64))));
    const inputs = { 'scan-path': path, 'source-date-epoch': '1700000005' };
    assert.match(await refused(inputs), /^SCAN_SUBJECT: .*expected sha256:/);
    await writeFile(path, JSON.stringify(statement(digest.replace('sha256:', ''))));
    await published(inputs);
    assert.equal(await verify(digest, 'https://in-toto.io/attestation/vulns/v0.1'), 'verified');
  });

  test('a tool that is missing, fails or leaves nothing is told apart', async () => {
    const git = await pathWithGit(lab);
    const bin = async (name: string, script: string) => {
      const path = join(lab.directory, name, 'syft');
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `#!/bin/sh\n${script}\n`);
      await chmod(path, 0o755);
      return { PATH: [dirname(path), git].join(delimiter) };
    };
    const version = 'if [ "$1" = --version ]; then exit 0; fi';
    const inputs = { sbom: 'syft' };
    const missing = await refused(inputs, { PATH: git });
    assert.match(missing, /^SBOM_TOOL_MISSING: syft .*Next: Run anchore\/sbom-action\/download-syft before/);
    const failing = await refused(inputs, await bin('failing', `${version}; echo the layout is odd >&2; exit 3`));
    assert.match(failing, /^SBOM_TOOL_FAILED: syft ended with 3: the layout is odd/);
    assert.match(await refused(inputs, await bin('silent', version)), /^SBOM_TOOL_FAILED: syft left no SBOM/);
    const odd = `${version}; echo '{"spdxVersion":"SPDX-2.3"}' > sbom.json`;
    assert.match(await refused(inputs, await bin('odd', odd)), /^SBOM_INVALID: .*SPDXID/);
    const leaking = `${version}; [ -z "$ACTIONS_ID_TOKEN_REQUEST_TOKEN$INPUT_IMAGE" ] || exit 9; exit 4`;
    assert.match(await refused(inputs, await bin('leaking', leaking)), /^SBOM_TOOL_FAILED: syft ended with 4/);
  });

  const digest = `sha256:${'1'.repeat(64)}`;
  const refusals: readonly (readonly [what: string, inputs: Inputs, says: RegExp])[] = [
    ['a source that there is not', { sbom: 'trivy' }, /^INPUT_INVALID: input "sbom"/],
    ['two sources', { sbom: 'npm', 'sbom-path': 'sbom.json' }, /^INPUT_INVALID: input "sbom-path" does not go with/],
    ['BuildKit’s scanner for append', { sbom: 'buildkit' }, /^INPUT_INVALID: input "sbom" is buildkit, which append/],
    ['a generator without its digest', { 'sbom-generator': 'acme/scan:1' }, /^INPUT_INVALID: input "sbom-generator"/],
    [
      'a generator for append',
      { builder: 'append', 'sbom-generator': `ghcr.io/acme/scan@${digest}` },
      /^INPUT_INVALID: input "sbom-gen/,
    ],
    ['contents of a layout', { sbom: 'contents', layout: '.' }, /^INPUT_INVALID: input "sbom" is contents/],
    ['npm for a layout', { sbom: 'npm', layout: '.' }, /^INPUT_INVALID: input "sbom" is npm/],
    [
      'a scanner for merging',
      { mode: 'merge', digests: digest, sbom: 'syft' },
      /^INPUT_INVALID: input "sbom" is syft, but/,
    ],
    ['a scan that is not there', { 'scan-path': 'nowhere' }, /^INPUT_INVALID: input "scan-path"/],
  ];
  for (const [what, inputs, says] of refusals)
    test(`refused: ${what}`, async () => assert.match(await refused(inputs), says));

  test('refused: a lockfile that is not there', async () => {
    const bare = await folder('bare', { 'server.js': '' });
    assert.match(await refused({ sbom: 'npm', context: bare }), /^SBOM_MISSING: .*package-lock\.json/);
  });
});

interface SpdxText {
  readonly creationInfo: { readonly created: string; readonly creators: readonly string[] };
  readonly packages: readonly { readonly SPDXID: string; readonly name: string }[];
}

/** Predicate type → predicate, as the bundles hold them. */
async function statementsOf({ outputs }: StepResult): Promise<ReadonlyMap<string, object>> {
  const statements = new Map<string, object>();
  for (const path of (outputs['bundle-paths'] ?? '').split('\n')) {
    const { content } = bundleFromJSON(JSON.parse(await readFile(path, 'utf8')));
    if (content.$case !== 'dsseEnvelope') continue;
    const { predicateType, predicate } = JSON.parse(content.dsseEnvelope.payload.toString('utf8'));
    statements.set(predicateType, predicate);
  }
  return statements;
}

const spdx = (name: string) => ({
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name,
  documentNamespace: `https://example.test/${name.replaceAll(' ', '-')}`,
  creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: test'] },
  packages: [{ SPDXID: 'SPDXRef-a', name: 'a' }],
});

const times = { scanStartedOn: '2026-01-01T00:00:00Z', scanFinishedOn: '2026-01-01T00:01:00Z' };

const sarif = {
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'Trivy', version: '0.60.0' } }, results: [{ ruleId: 'CVE-1' }] }],
};

const lockfile = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'shop', version: '1.0.0', dependencies: { 'left-pad': '1.3.0' }, devDependencies: { mocha: '10.0.0' } },
    'node_modules/left-pad': { version: '1.3.0', license: 'WTFPL' },
    'node_modules/mocha': { version: '10.0.0', dev: true },
  },
};
