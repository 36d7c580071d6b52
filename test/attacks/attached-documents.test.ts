import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { open, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { asTree, attested, sampleLayout } from '../build/trees.ts';
import { assertTextOnly, hostile } from './hostile-text.ts';
import { startPublishing, type Inputs, type Publishing } from './publishing.ts';

const spdx = (more: object = {}) => ({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  dataLicense: 'CC0-1.0',
  name: 'given',
  documentNamespace: 'https://example.com/given',
  creationInfo: { created: '2026-03-02T09:00:00Z', creators: ['Tool: given'] },
  packages: [{ SPDXID: 'SPDXRef-a', name: 'a', downloadLocation: 'NOASSERTION' }],
  ...more,
});
const run = (name: string, more: object = {}) => ({ tool: { driver: { name } }, results: [], ...more });
const sarif = (...runs: readonly object[]) => JSON.stringify({ version: '2.1.0', runs });
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
/** `{"a":1,…}` with one more member, written as text so that a name may stand twice. */
const withMember = (document: object, member: string) => JSON.stringify(document).replace(/^\{/, `{${member},`);

describe('a document that is to be attested and means harm', () => {
  let rig: Publishing;
  let names = 0;
  before(async () => {
    rig = await startPublishing();
  });
  after(() => rig[Symbol.asyncDispose]());

  const place = () => join(rig.lab.directory, `document-${(names += 1)}.json`);
  async function given(content: string | Uint8Array): Promise<string> {
    const path = place();
    await writeFile(path, content);
    return path;
  }
  async function refuses(code: string, inputs: Inputs, env?: Inputs) {
    const result = await rig.repels(code, () => rig.build(inputs, env));
    assertTextOnly(result);
    assert.ok((result.outputs['reason'] ?? '').length < 2_500, 'nobody reads a refusal of that length');
    return result;
  }

  const sboms: Readonly<Record<string, string | Uint8Array>> = {
    'a name that stands twice': withMember(spdx(), '"name":"other"'),
    'the same, written otherwise': withMember(spdx(), String.raw`"n\u0061me":"other"`),
    'a prototype': withMember(spdx(), '"__proto__":{"packages":[]}'),
    'a prototype deep within': JSON.stringify(spdx({ packages: [{ SPDXID: 'a', name: 'a' }] })).replace(
      '"SPDXID":"a"',
      '"SPDXID":"a","__proto__":{}',
    ),
    depth: withMember(spdx(), `"x":${deep(10_000)}`),
    'depth without end': withMember(spdx(), `"x":${deep(2_000_000)}`),
    'bytes that are no text': Buffer.concat([Buffer.from('{"spdxVersion":"'), Buffer.from([0xff, 0xc0])]),
    'a mark before the text': `\ufeff${JSON.stringify(spdx())}`,
    'text of others for a version': JSON.stringify(spdx({ spdxVersion: hostile })),
    'text of others for a namespace': JSON.stringify(spdx({ documentNamespace: hostile })),
    'text of others for a name': withMember(spdx(), `${JSON.stringify(hostile)}:1,${JSON.stringify(hostile)}:2`),
    'text of others': hostile,
    'a namespace without end': JSON.stringify(spdx({ documentNamespace: `a:${' '.repeat(100_000)}` })),
    'nothing in it': JSON.stringify(spdx({ packages: [] })),
    'a list for an object': JSON.stringify([spdx()]),
    nothing: '',
  };
  for (const [what, content] of Object.entries(sboms))
    test(`an SBOM with ${what}`, { timeout: 60_000 }, async () => {
      await refuses('SBOM_INVALID', { 'sbom-path': await given(content) });
    });

  const line = 'x\n';
  const scans: Readonly<Record<string, string>> = {
    'tools without end': sarif(...Array.from({ length: 20_000 }, (_, at) => run(`tool ${at}`))),
    'tools of empty lines': sarif(run(`a${'\n'.repeat(1_000_000)}a`), run('b')),
    'tools of text of others': sarif(run(hostile), run(`${hostile}2`)),
    'a scan that failed': sarif(run('a', { invocations: [{ executionSuccessful: false }] })),
    'a type of text of others': JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { sha256: '1'.repeat(64) } }],
      predicateType: hostile + line.repeat(100_000),
      predicate: {},
    }),
    'an envelope': JSON.stringify({ payload: 'e30=', payloadType: 'application/vnd.in-toto+json', signatures: [] }),
    'a name that stands twice': withMember({ version: '2.1.0', runs: [run('a')] }, '"runs":[]'),
    depth: withMember({ version: '2.1.0', runs: [run('a')] }, `"x":${deep(10_000)}`),
  };
  for (const [what, content] of Object.entries(scans))
    test(`a scan with ${what}`, { timeout: 60_000 }, async () => {
      await refuses('SCAN_INVALID', { 'scan-path': await given(content) });
    });

  test('a scan of very many other images', { timeout: 60_000 }, async () => {
    const statement = (subject: readonly object[]) =>
      JSON.stringify({
        _type: 'https://in-toto.io/Statement/v1',
        subject,
        predicateType: 'https://in-toto.io/attestation/vulns/v0.1',
        predicate: {
          scanner: { uri: 'pkg:a/b', result: [] },
          metadata: { scanStartedOn: '2026-03-02T09:00:00Z', scanFinishedOn: '2026-03-02T09:00:00Z' },
        },
      });
    const many = Array.from({ length: 50_000 }, (_, at) => ({ digest: { sha256: at.toString(16).padStart(64, '0') } }));
    await refuses('SCAN_SUBJECT', { 'scan-path': await given(statement(many)) });
    const odd = [{ digest: { sha256: hostile + line.repeat(50_000) } }];
    const result = await rig.repels('SCAN_SUBJECT', async () =>
      rig.build({ 'scan-path': await given(statement(odd)) }),
    );
    assertTextOnly(result);
  });

  for (const input of ['sbom-path', 'scan-path'])
    test(`${input} that is no ordinary file, or has no end`, { timeout: 60_000 }, async () => {
      const pipe = place();
      execFileSync('mkfifo', [pipe]);
      for (const path of [pipe, '/dev/zero', rig.lab.directory, '/no/such/file', 'a\nb'])
        await refuses('INPUT_INVALID', { [input]: path });
      const sparse = place();
      await using file = await open(sparse, 'w');
      await file.truncate(100 * 1024 ** 3);
      await refuses(input === 'sbom-path' ? 'SBOM_TOO_LARGE' : 'SCAN_TOO_LARGE', { [input]: sparse });
    });

  describe('from a tool', () => {
    const syft = async (script: string): Promise<Inputs> => {
      const folder = await rig.folder(`syft-${(names += 1)}`, {
        syft: { run: `#!/bin/sh\n[ "$1" = --version ] && exit 0\n${script}\n` },
      });
      return { PATH: `${folder}:/usr/bin:/bin` };
    };
    const tools: readonly (readonly [what: string, code: string, script: string])[] = [
      ['it writes too much', 'SBOM_TOOL_FAILED', 'truncate -s 10G sbom.json'],
      ['it writes more than can be attested', 'SBOM_TOO_LARGE', 'truncate -s 20M sbom.json'],
      ['it leaves a link to something else', 'SBOM_TOOL_FAILED', 'ln -s /etc/hostname sbom.json'],
      ['it leaves a pipe', 'SBOM_TOOL_FAILED', 'mkfifo sbom.json'],
      ['it leaves depth', 'SBOM_INVALID', `printf '%s' '${'['.repeat(60_000)}' > sbom.json`],
      ['it fails with a command', 'SBOM_TOOL_FAILED', `printf '%s\\n' '::set-output name=x::y' >&2; exit 3`],
      ['it fails in the middle of a line', 'SBOM_TOOL_FAILED', `printf '%s' 'a ##[add-mask]e' >&2; exit 3`],
    ];
    for (const [what, code, script] of tools)
      test(what, { timeout: 60_000 }, async () => {
        await refuses(code, { sbom: 'syft' }, await syft(script));
      });
  });

  describe('in a layout', () => {
    const layoutOf = (predicate: unknown) =>
      rig.folder(`layout-${(names += 1)}`, asTree(attested(sampleLayout(), () => [predicate]).files));

    test('with depth', { timeout: 60_000 }, async () => {
      await refuses('SBOM_INVALID', { layout: await layoutOf(spdx({ x: JSON.parse(deep(1_000)) })) });
    });

    test('with a prototype', async () => {
      const predicate = JSON.parse(withMember(spdx(), '"__proto__":{"polluted":1}')) as unknown;
      await refuses('SBOM_INVALID', { layout: await layoutOf(predicate) });
    });
  });

  test('text of others in an honest one stays text', async () => {
    const path = await given(
      JSON.stringify(spdx({ name: hostile, packages: [{ SPDXID: 'SPDXRef-a', name: hostile }] })),
    );
    const scan = await given(sarif(run(hostile)));
    const result = await rig.build({ 'sbom-path': path, 'scan-path': scan, labels: 'honest=1' });
    assert.equal(result.outputs['result'], 'pushed', result.log);
    assertTextOnly(result);
    await symlink(path, `${path}.link`);
    const linked = await rig.build({ 'sbom-path': `${path}.link`, labels: 'honest=2' });
    assert.equal(linked.outputs['result'], 'pushed', linked.log);
  });
});
