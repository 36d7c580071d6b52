import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { startBuildKit, type BuildKit } from '../build/buildkit.ts';
import { startBuildRig, type BuildRig } from '../build/rig.ts';
import { runPeer } from '../registry/programs.ts';
import { distribution, goContainerregistry, lab, type StartServer } from '../registry/servers.ts';
import { startCosign } from '../signing/cosign.ts';
import { startRealSigstore, type RealSigstore } from '../sigstore/real-sigstore.ts';
import { builders, prepareSources, publish, type Row, type Sources } from './published.ts';

const servers: Readonly<Record<string, StartServer>> = {
  'docker-registry 2.8': distribution('docker-registry'),
  'distribution 3': distribution('distribution-registry'),
  'go-containerregistry': goContainerregistry,
  'the lab': lab(true),
};

/** The older format carries the promise of a version 1 log, which no service of today's Sigstore gives any more. */
const columns = [
  ['bundle', 'lab'],
  ['legacy', 'lab'],
  ['bundle', 'real'],
] as const;

const cosign = await startCosign();
const cells = new Map<string, string>();
const endings: (() => void | Promise<void>)[] = [];
let rig: BuildRig;
let kit: BuildKit;
let real: RealSigstore;
let sources: Sources;
let hosts: Readonly<Record<string, string>>;

before(async () => {
  rig = await startBuildRig();
  kit = await startBuildKit(rig.folder, 'matrix', rig.env);
  real = await startRealSigstore(rig.lab);
  sources = await prepareSources(rig, kit.instance);
  const started = Object.entries(servers).map(
    async ([name, start]) => [name, await start({ after: (end) => endings.push(end) }, open)] as const,
  );
  hosts = Object.fromEntries(await Promise.all(started));
});
after(async () => {
  for (const end of endings) await end();
  await real?.[Symbol.asyncDispose]();
  await kit?.[Symbol.asyncDispose]();
  await rig?.[Symbol.asyncDispose]();
});

const open = { auth: 'none', tls: undefined } as const;

/** Each by what it is asked; the value is what is written into the table. */
async function checked(row: Row): Promise<string> {
  const { reference, commands } = await publish(rig, sources, row);
  const [image = '', digest = ''] = reference.split('@');
  const pulled = join(rig.folder, 'pulled', `${digest.slice(7, 27)}-${cells.size}`);
  await mkdir(join(rig.folder, 'pulled'), { recursive: true });
  await runPeer('crane', ['pull', '--format=oci', reference, pulled]);
  assert.equal((await runPeer('crane', ['digest', `${image}:v1`])).trim(), digest);
  await runPeer('crane', ['validate', '--remote', reference]);
  assert.deepEqual(
    commands.map((command) => / --type (\S+)/.exec(command)?.[1]),
    [undefined, 'slsaprovenance1', 'spdxjson'],
  );
  for (const command of commands) {
    assert.match((await cosign.shell(command)).stderr, /The cosign claims were validated/);
    assert.match(command, /^cosign verify(-attestation)? /);
    await assert.rejects(cosign.shell(command.replaceAll('release.yml', 'other.yml')));
  }
  return 'crane, verify, provenance, SBOM';
}

suite('pushed here, pulled by crane, verified by cosign', { concurrency: 2 }, () => {
  for (const builder of builders) {
    for (const registry of Object.keys(servers)) {
      for (const [format, by] of columns) {
        test(`${builder} to ${registry}, signed as ${format} by ${by}`, async () => {
          const sigstore = by === 'real' ? real : rig.lab.sigstore;
          const host = hosts[registry] ?? '';
          // In the lab's Sigstore and the real one the same image has other signatures, so each has a name of its own.
          const row = { builder, host: `${host}/${by}`, format, sigstore };
          cells.set(`${builder} ${registry} ${format} ${by}`, await checked(row));
        });
      }
    }
  }
});

test('the matrix is whole', (t) => {
  const header = [
    'builder',
    'registry',
    ...columns.map(([format, by]) => `${format}, ${by === 'real' ? 'Fulcio, Rekor 2, TSA' : 'lab'}`),
  ];
  const rows = builders.flatMap((builder) =>
    Object.keys(servers).map((registry) => [
      builder,
      registry,
      ...columns.map(([format, by]) => cells.get(`${builder} ${registry} ${format} ${by}`) ?? 'failed'),
    ]),
  );
  t.diagnostic(tableText([header, ...rows]));
  t.diagnostic('There is no legacy with Rekor 2: that format carries the promise of a version 1 log.');
  assert.equal(cells.size, builders.length * Object.keys(servers).length * columns.length);
});

function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
