import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import type { StepResult } from '@bitvault/lab';
import { bundleFromJSON } from '@sigstore/bundle';
import { startBuildKit, type BuildKit } from './buildkit.ts';
import { startBuildRig, type BuildRig } from './rig.ts';

const run = promisify(execFile);

let rig: BuildRig;
let kit: BuildKit;
before(async () => {
  rig = await startBuildRig();
  kit = await startBuildKit(rig.folder, 'sboms', rig.env);
});
after(async () => {
  await kit?.[Symbol.asyncDispose]();
  await rig?.[Symbol.asyncDispose]();
});

interface Spdx {
  readonly name: string;
  readonly documentNamespace: string;
  readonly creationInfo: { readonly created: string; readonly creators: readonly string[] };
  readonly packages: readonly { readonly SPDXID: string; readonly name: string; readonly versionInfo: string }[];
  readonly files: readonly { readonly SPDXID: string; readonly fileName: string }[];
}

type Inputs = Readonly<Record<string, string>>;

async function published(inputs: Inputs): Promise<StepResult & { readonly sbom: Spdx; readonly digest: string }> {
  const result = await rig.build(inputs);
  assert.equal(result.conclusion, 'success', result.log);
  return { ...result, digest: result.outputs['digest'] ?? '', sbom: await sbomOf(result) };
}

async function sbomOf({ outputs }: StepResult): Promise<Spdx> {
  for (const path of (outputs['bundle-paths'] ?? '').split('\n')) {
    const { content } = bundleFromJSON(JSON.parse(await readFile(path, 'utf8')));
    if (content.$case !== 'dsseEnvelope') continue;
    const statement = JSON.parse(content.dsseEnvelope.payload.toString('utf8'));
    if (statement.predicateType === 'https://spdx.dev/Document') return statement.predicate as Spdx;
  }
  throw new Error('there is no SBOM');
}

/** cosign's own verdict over one kind of attestation, by the command that the action printed for it. */
async function cosignAccepts({ outputs }: StepResult, type: string): Promise<void> {
  const command = (outputs['verify-commands'] ?? '').split('\n').find((line) => line.includes(` --type ${type} `));
  assert.ok(command !== undefined, outputs['verify-commands']);
  const { stderr } = await run('sh', ['-c', command], { env: rig.env });
  assert.match(stderr, /The cosign claims were validated/);
}

async function signsAgain(inputs: Inputs): Promise<boolean> {
  const mark = rig.lab.traffic.served.length;
  await published(inputs);
  return rig.lab.traffic.since(mark).some(({ part }) => part === 'fulcio' || part === 'rekor');
}

const application = {
  'package.json': JSON.stringify({ name: 'shop', version: '1.0.0' }),
  'node_modules/left-pad/package.json': JSON.stringify({ name: 'left-pad', version: '1.3.0', license: 'WTFPL' }),
};
const dockerfile =
  'FROM scratch\nARG TARGETARCH\nCOPY node_modules /app/node_modules\nCOPY package.json /app/$TARGETARCH/\n';

suite('syft', () => {
  const settings = [
    [
      'an image that buildx made',
      () => ({ builder: 'buildx', 'builder-name': kit.instance, platforms: 'linux/amd64' }),
    ],
    [
      'the platforms that buildx made',
      () => ({ builder: 'buildx', 'builder-name': kit.instance, platforms: 'linux/amd64,linux/arm64' }),
    ],
    ['an image that buildah made', () => ({ builder: 'buildah', platforms: 'linux/amd64' })],
    ['the platforms that append made', () => ({ builder: 'append', platforms: 'linux/amd64,linux/arm64' })],
  ] as const;
  for (const [what, own] of settings) {
    test(`scans ${what} before anything is pushed, with the same result each time`, async () => {
      const files = own().builder === 'append' ? application : { ...application, Dockerfile: dockerfile };
      const inputs = { ...own(), context: await rig.context(files), sbom: 'syft' };
      const platforms = own().platforms.split(',').length;
      const built = await published(inputs);
      const named = built.sbom.packages.filter(({ name }) => name === 'left-pad');
      assert.deepEqual(
        named.map(({ versionInfo }) => versionInfo),
        Array.from({ length: platforms }, () => '1.3.0'),
      );
      assert.equal(built.sbom.name, rig.image);
      assert.equal(built.sbom.creationInfo.created, '2023-11-14T22:13:20Z');
      assert.match(built.sbom.creationInfo.creators.join(), /syft/);
      assert.equal(built.annotations.length, 0, 'it names the very image');
      assert.equal(await signsAgain(inputs), false);
      await cosignAccepts(built, 'spdxjson');
    });
  }
});

/** The scanner protocol of BuildKit (docs/attestations/sbom-protocol.md) in a shell script, as different each time as others. */
const scanner = `#!/bin/busybox sh
set -e
bb=/bin/busybox
name=$($bb basename "$BUILDKIT_SCAN_SOURCE")
files=$(cd "$BUILDKIT_SCAN_SOURCE" && $bb find . -type f | $bb awk '{printf "%s{\\"SPDXID\\":\\"SPDXRef-%d\\",\\"fileName\\":\\"%s\\"}", (NR>1?",":""), NR, $0}')
now=$($bb date -u +%Y-%m-%dT%H:%M:%SZ)
uuid=$($bb cat /proc/sys/kernel/random/uuid)
$bb cat > "$BUILDKIT_SCAN_DESTINATION/$name.spdx.json" <<END
{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://spdx.dev/Document","predicate":{
"spdxVersion":"SPDX-2.3","dataLicense":"CC0-1.0","SPDXID":"SPDXRef-DOCUMENT","name":"$name",
"documentNamespace":"https://example.test/$uuid","creationInfo":{"created":"$now","creators":["Tool: shell"]},
"files":[$files]}}
END
`;

suite("BuildKit's scanner", () => {
  let generator: string;
  before(async () => {
    const context = await rig.context({
      Dockerfile: 'FROM scratch\nCOPY busybox scan /bin/\nENTRYPOINT ["/bin/scan"]\n',
      scan: scanner,
    });
    await copyFile('/bin/busybox', join(context, 'busybox'));
    await chmod(join(context, 'scan'), 0o755);
    const image = `${rig.lab.registry.host}/bitvault/scanner`;
    const made = await rig.build({ image, builder: 'buildx', 'builder-name': kit.instance, context });
    assert.equal(made.conclusion, 'success', made.log);
    assert.match(made.log, /No SBOM: a Dockerfile build has none unless/);
    generator = made.outputs['ref'] ?? '';
  });
  const buildx = async (inputs: Inputs) => ({
    builder: 'buildx',
    'builder-name': kit.instance,
    context: await rig.context({ ...application, Dockerfile: dockerfile }),
    ...inputs,
  });
  const digestWithout = async (inputs: Inputs): Promise<string> =>
    (await rig.build({ ...inputs, sbom: 'none', 'sbom-generator': '', 'dry-run': 'true' })).outputs['digest'] ?? '';

  for (const platforms of ['linux/amd64', 'linux/amd64,linux/arm64']) {
    test(`looks at ${platforms}; what it finds is signed, and the digest is that without it`, async () => {
      const inputs = await buildx({ platforms, sbom: 'buildkit', 'sbom-generator': generator });
      const built = await published(inputs);
      const names = built.sbom.files.map(({ fileName }) => fileName).toSorted();
      const own = platforms.split(',').map((platform) => `./app/${platform.replace('linux/', '')}/package.json`);
      const shared = platforms.split(',').map(() => './app/node_modules/left-pad/package.json');
      assert.deepEqual(names, [...own, ...shared].toSorted());
      assert.equal(built.digest, await digestWithout(inputs));
      assert.equal(await signsAgain({ ...inputs, 'no-cache': 'true' }), false);
      await cosignAccepts(built, 'spdxjson');
    });
  }

  test('found something in a layout that buildx wrote', async () => {
    const { context } = await buildx({});
    const layout = join(rig.folder, 'scanned');
    const output = `type=oci,dest=${layout},tar=false`;
    const args = ['build', '--builder', kit.instance, `--sbom=generator=${generator}`, '--output', output, context];
    await run('buildx', args, { env: rig.env });
    const built = await published({ layout, sbom: 'buildkit', 'source-date-epoch': '' });
    assert.equal(built.sbom.files.length, 2);
  });

  test('is refused where it would not be asked', async () => {
    const inputs = await buildx({ 'sbom-generator': generator });
    const refused = await rig.build(inputs);
    assert.match(refused.outputs['reason'] ?? '', /^INPUT_INVALID: input "sbom-generator" only has a meaning/);
    const buildah = await rig.build({ builder: 'buildah', context: inputs.context, sbom: 'buildkit' });
    assert.match(buildah.outputs['reason'] ?? '', /^INPUT_INVALID: input "sbom" is buildkit, which buildah/);
  });
});

test('cosign accepts the scan result that was attached', async () => {
  const context = await rig.context(application);
  const path = join(rig.folder, 'scan.sarif');
  const driver = { name: 'Grype', version: '0.90.0', informationUri: 'https://github.com/anchore/grype' };
  await writeFile(path, JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver }, results: [] }] }));
  await cosignAccepts(await published({ context, 'scan-path': path }), 'vuln');
});
