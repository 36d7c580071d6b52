import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LabClock, startRegistry, Traffic, type RegistryLabOptions } from '@bitvault/lab';
import { openRepository, parseManifest, type ImageRepository } from '@bitvault/registry';

const mediaType = 'application/vnd.oci.image.manifest.v1+json';

async function started(options: Partial<RegistryLabOptions> = {}) {
  const registry = await startRegistry({ traffic: new Traffic(), clock: new LabClock(), ...options });
  after(() => registry.close());
  const open = () => openRepository(`${registry.host}/bitvault/api`, { retry: { minTimeout: 1 } });
  return { registry, open };
}

/** Adds a layer with this content to what stands under the tag, unless it is there. */
async function add(repository: ImageRepository, content: string): Promise<void> {
  const { digest } = await repository.pushBlob(Buffer.from(content));
  const layer = { mediaType: 'text/plain', digest, size: Buffer.byteLength(content) };
  await repository.amend('list', mediaType, async (current) => {
    const layers = current === undefined ? [] : parseManifest(current.bytes).layers;
    if (layers.some((each) => each.digest === digest)) return undefined;
    return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config: layer, layers: [...layers, layer] }));
  });
}

const count = async (repository: ImageRepository): Promise<number> => {
  const stored = await repository.manifest('list');
  return stored === undefined ? 0 : parseManifest(stored.bytes).layers.length;
};

test('what one repository amends at the same time is all kept', async () => {
  const { open } = await started();
  const repository = open();
  await Promise.all(['a', 'b', 'c', 'd'].map((content) => add(repository, content)));
  assert.equal(await count(repository), 4);
});

test('what several clients amend at the same time is all kept where the registry heeds preconditions', async () => {
  const { open } = await started({ conditionalWrites: true });
  await Promise.all(['a', 'b', 'c', 'd'].map((content) => add(open(), content)));
  assert.equal(await count(open()), 4);
});

test('nothing is written where nothing is to be changed, and a write that is lost is repeated', async () => {
  const { registry, open } = await started();
  await add(open(), 'a');
  const store = registry.store.repository('bitvault/api');
  const written = store.tags.get('list');
  await add(open(), 'a');
  assert.equal(store.tags.get('list'), written);

  let lost = 0;
  const end = registry.tamper((request, answer) => {
    if (request.method === 'PUT' && request.url.pathname.endsWith('/manifests/list') && lost === 0) {
      lost += 1;
      store.tags.set('list', written ?? '');
    }
    return answer;
  });
  await add(open(), 'b');
  end();
  assert.equal(lost, 1);
  assert.equal(await count(open()), 2);
});

test('a registry that never keeps the write, or does not allow it, is named', async () => {
  const { registry, open } = await started();
  const store = registry.store.repository('bitvault/api');
  const forgetful = registry.tamper((request, answer) => {
    if (request.method === 'PUT') store.tags.delete('list');
    return answer;
  });
  await assert.rejects(add(open(), 'a'), { code: 'REFERRERS_UNAVAILABLE', message: /does not keep .* under list/ });
  forgetful();
  registry.tamper((request, answer) =>
    request.method === 'PUT' && request.url.pathname.endsWith('/manifests/list')
      ? { status: 409, headers: {}, body: '{"errors":[]}' }
      : answer,
  );
  await assert.rejects(add(open(), 'a'), { code: 'REFERRERS_UNAVAILABLE', message: /does not accept/ });
});
