import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Lab } from '@bitvault/lab';
import { openRepository } from '@bitvault/registry';
import { startApplicationLab, type ApplicationLab } from '../application-lab.ts';

const repository = 'bitvault/bitvault';
const workflowPath = '.github/workflows/release.yml';
const services = Array.from({ length: 50 }, (_, index) => `service-${String(index).padStart(2, '0')}`);

interface Result {
  readonly image: string;
  readonly digest: string;
  readonly ref: string;
  readonly result: string;
  readonly reason: string;
}

suite('a list of images', () => {
  let lab: ApplicationLab;
  before(async () => {
    lab = await startApplicationLab();
    for (const service of services) {
      await mkdir(join(lab.directory, service));
      await writeFile(join(lab.directory, service, 'server.js'), `console.log('${service}');\n`);
    }
  });
  after(() => lab.close());

  const image = (service: string): string => `${lab.registry.host}/bitvault/${service}`;
  const listOf = (names: readonly string[]): string =>
    names.map((name) => `- image: ${image(name)}\n  context: ${join(lab.directory, name)}`).join('\n');
  const publish = (inputs: Readonly<Record<string, string>>) =>
    lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath,
      event: lab.signing.event,
      permissions: { 'id-token': 'write' },
      with: {
        'source-date-epoch': '1700000000',
        ...lab.signing.inputs,
        ...inputs,
      },
    });
  const resultsOf = (text: string | undefined) => JSON.parse(text ?? '[]') as readonly Result[];

  test('of 50 services is published under one token and one certificate, over few connections, with progress', async () => {
    const mark = lab.traffic.served.length;
    const published = await publish({ images: listOf(services), tags: 'v1' });
    assert.equal(published.conclusion, 'success', published.log);
    const served = lab.traffic.served.slice(mark);
    const asked = (part: string, path: RegExp) => served.filter((each) => each.part === part && path.test(each.url));
    assert.equal(asked('fulcio', /signingCert/).length, 1);
    assert.equal(served.filter(({ url }) => url.includes('audience=sigstore')).length, 1);
    const results = resultsOf(published.outputs['results']);
    assert.deepEqual(
      results.map((each) => [each.image, each.result]),
      services.map((service) => [image(service), 'pushed']),
    );
    assert.equal(new Set(results.map(({ digest }) => digest)).size, services.length);
    for (const { image: name, digest } of results.slice(0, 3)) {
      assert.equal((await openRepository(name).resolve('v1'))?.digest, digest);
      const which = { image: name, digest, source: repository, workflow: workflowPath };
      const verified = await lab.runner.runAction('verify-image', {
        with: { ...which, 'trusted-root': lab.sigstore.trustedRoot },
        repository,
        workflowPath,
      });
      assert.equal(verified.outputs['result'], 'verified', verified.log);
    }
    assert.match(published.log, /^50\/50 pushed and signed: .*@sha256:/m);
    assert.match(published.log, /^\[service-07\] Pushed and signed/m);
    assert.match(published.summary, /^## 50 images: 50 pushed$/m);
    // Four images at a time share at most sixteen, and open another where one was idle for too long; each on its own
    // would take four.
    const opened = connections(served, 'registry');
    assert.equal(opened < services.length, true, `${opened} connections`);
  });

  test('again, makes nothing twice', async () => {
    const some = services.slice(0, 5);
    const list = listOf(some);
    const first = await publish({ images: list });
    const mark = lab.traffic.served.length;
    const second = await publish({ images: list });
    assert.equal(second.outputs['results'], first.outputs['results']);
    const writes = lab.traffic.since(mark).filter(({ method, part }) => part === 'registry' && method !== 'GET');
    assert.deepEqual(
      writes.filter(({ method }) => method !== 'HEAD'),
      [],
    );
  });

  test('publishes the others where one is refused, and says which', async () => {
    const images = `${listOf(['service-01'])}\n- image: ${image('absent')}\n  context: ${join(lab.directory, 'nowhere')}\n${listOf(['service-02'])}`;
    const published = await publish({ images });
    assert.equal(published.conclusion, 'failure');
    assert.equal(published.outputs['result'], 'refused');
    assert.match(published.outputs['reason'] ?? '', /^CONTEXT_MISSING: \S+\/absent: .*nowhere.* Next: /);
    assert.deepEqual(
      resultsOf(published.outputs['results']).map(({ result }) => result),
      ['pushed', 'refused', 'pushed'],
    );
    assert.match(published.summary, /3 images: 2 pushed, 1 refused/);
  });

  test('is only built in a dry run', async () => {
    const published = await publish({
      images: `- {image: ${image('dry')}, context: ${join(lab.directory, 'service-01')}}`,
      'dry-run': 'true',
    });
    assert.equal(published.outputs['result'], 'planned', published.log);
    assert.equal(await openRepository(image('dry')).resolve('latest'), undefined);
  });

  test('has the inputs of an entry before those of the step, lists as lines', async () => {
    const published = await publish({
      images: `- image: ${image('own')}\n  tags: [a, b]\n- image: ${image('shared')}`,
      context: join(lab.directory, 'service-01'),
      tags: 'c',
    });
    assert.equal(published.conclusion, 'success', published.log);
    const tags = async (name: string) =>
      (await Promise.all(['a', 'b', 'c'].map((tag) => openRepository(image(name)).resolve(tag)))).map(
        (found) => found !== undefined,
      );
    assert.deepEqual(await Promise.all([tags('own'), tags('shared')]), [
      [true, true, false],
      [false, false, true],
    ]);
  });

  for (const [what, inputs, message] of [
    ['that is empty', { images: '[]' }, /empty list/],
    ['that is no list', { images: 'image: ghcr.io/a/b' }, /not a list/],
    ['that is no YAML', { images: '- {image' }, /not valid YAML/],
    ['with a deep value', { images: '- image: ghcr.io/a/b\n  tags: {a: b}' }, /at 0\.tags/],
    ['with an input that there is not', { images: '- {image: ghcr.io/a/b, contxt: .}' }, /"contxt", which is no input/],
    ['with a reserved name', { images: '- {image: ghcr.io/a/b, __proto__: .}' }, /__proto__/],
    [
      'with an input of the step',
      { images: '- {image: ghcr.io/a/b, registry-password: hunter22}' },
      /"registry-password", which is for the whole step/,
    ],
    [
      'with secrets',
      { images: '- {image: ghcr.io/a/b, secrets: a=hunter22}' },
      /"secrets", which is for the whole step/,
    ],
    ['without a name', { images: '- {context: .}' }, /images\[0\] has no "image"/],
    ['with a name that is none', { images: '- {image: "x; curl evil"}' }, /images\[0\].*must be/],
    ['with one name twice', { images: '- image: ghcr.io/a/b\n- image: ghcr.io/a/b' }, /twice/],
    ['beside an image', { images: '- image: ghcr.io/a/b', image: 'ghcr.io/a/c' }, /both/],
    ['too many at a time', { images: '- image: ghcr.io/a/b', parallel: '17' }, /at most 16/],
    ['that is not there, nor an image', {}, /neither input "image" nor "images"/],
  ] as const) {
    test(`${what} is refused before anything is built`, async () => {
      const mark = lab.traffic.served.length;
      const refused = await publish(inputs);
      assert.equal(refused.conclusion, 'failure');
      assert.match(refused.outputs['reason'] ?? '', /^INPUT_(INVALID|MISSING): /);
      assert.match(refused.outputs['reason'] ?? '', message);
      assert.doesNotMatch(refused.log, /hunter22/);
      assert.deepEqual(lab.traffic.since(mark), []);
    });
  }
});

function connections(served: Lab['traffic']['served'], part: string): number {
  return new Set(served.filter((each) => each.part === part).map(({ connection }) => connection?.from)).size;
}
