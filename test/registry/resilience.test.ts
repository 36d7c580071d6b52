import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tampering, type Fault } from '@bitvault/lab';
import { mediaTypes, sha256Of } from '@bitvault/registry';
import { account, pushSample, sampleReferrer, startRig } from './rig.ts';

suite('failures that pass', () => {
  const faults: Record<string, Fault> = {
    'an answer that is lost': { when: 'after', how: 'reset' },
    'a 503 before the work': { when: 'before', how: 503 },
  };
  for (const [what, fault] of Object.entries(faults)) {
    for (const referrers of [true, false]) {
      test(`${what}, at any request of a push and attach, changes nothing ${referrers ? 'with' : 'without'} the API`, async (t) => {
        const options = { referrers, auth: { ...account, bearer: true } };
        const calm = await startRig(t, options);
        const image = await pushSample(calm.open(), 'hello', ['v1']);
        await calm.open().attach(image, [sampleReferrer(image, 'note')]);
        const requests = calm.traffic.served.length;
        for (let k = 1; k <= requests; k += 1) {
          const rig = await startRig(t, options);
          rig.traffic.failAt(k, fault);
          const again = await pushSample(rig.open(), 'hello', ['v1']);
          await rig.open().attach(again, [sampleReferrer(again, 'note')]);
          await rig.traffic.calm();
          assert.deepEqual(again, image);
          assert.equal((await rig.open().referrers(image.digest)).length, 1);
          assert.deepEqual(
            [...rig.registry.store.repository('team/app').tags],
            [...calm.registry.store.repository('team/app').tags],
          );
        }
      });
    }
  }

  test('a throttled request waits and goes on', async (t) => {
    const { registry, open, traffic } = await startRig(t);
    registry.tamper(tampering.throttled('/manifests/', 2));
    assert.equal(await open().resolve('v1'), undefined);
    assert.equal(traffic.served.length, 3);
  });

  test('a 500 passes where nothing was to be changed, and is the last word where something was', async (t) => {
    const { open, traffic } = await startRig(t);
    traffic.failAt(1, { when: 'before', how: 500 });
    assert.equal(await open().resolve('v1'), undefined);
    traffic.failAt(1, { when: 'before', how: 500 }, ({ method }) => method === 'PUT');
    await assert.rejects(pushSample(open(), 'hello'), { code: 'REGISTRY_FAILING' });
  });

  test('a throttled listing of referrers is waited for, and is never none', async (t) => {
    for (const referrers of [true, false]) {
      const { registry, open } = await startRig(t, { referrers });
      const image = await pushSample(open(), 'hello');
      await open().attach(image, [sampleReferrer(image, 'note')]);
      const part = referrers ? '/referrers/' : '/manifests/sha256-';
      registry.tamper(tampering.throttled(part, 2));
      assert.equal((await open().referrers(image.digest)).length, 1);
      registry.tamper(tampering.throttled(part, 100));
      await assert.rejects(open().referrers(image.digest), { code: 'REGISTRY_THROTTLED' });
    }
  });

  test('a registry that asks for a long wait is an error at once', async (t) => {
    const { registry, open, traffic } = await startRig(t);
    registry.tamper(tampering.throttled('/manifests/', 1, 3600));
    await assert.rejects(open().resolve('v1'), { code: 'REGISTRY_THROTTLED' });
    assert.equal(traffic.served.length, 1);
  });

  test('what does not pass ends after a few tries', async (t) => {
    const { registry, open, traffic } = await startRig(t);
    registry.tamper(tampering.statusFor('/manifests/', 503));
    await assert.rejects(open().resolve('v1'), { code: 'REGISTRY_FAILING' });
    assert.equal(traffic.served.length, 4);
    await registry.close();
    await assert.rejects(open().resolve('v1'), { code: 'REGISTRY_UNREACHABLE' });
  });

  test('an expired token is replaced', async (t) => {
    const { open, clock } = await startRig(t, { auth: { ...account, bearer: true } });
    const repository = open();
    await pushSample(repository, 'hello', ['v1']);
    clock.advance(3_600_000);
    await Promise.all([pushSample(repository, 'other', ['v2']), repository.resolve('v1')]);
    assert.ok(await repository.resolve('v2'));
  });
});

suite('the cost in requests', () => {
  test('a blob is sent once in a session, however often it is asked for', async (t) => {
    const { open, traffic } = await startRig(t);
    const repository = open();
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => repository.pushBlob(Buffer.from('{}'))),
    );
    assert.deepEqual([first?.existed, ...others.map(({ existed }) => existed)], [false, true, true, true, true]);
    assert.deepEqual(
      traffic.served.map(({ method }) => method),
      ['HEAD', 'POST'],
    );
  });

  test('at most four blobs are under way at once', async (t) => {
    const { open, traffic } = await startRig(t);
    let underWay = 0;
    let most = 0;
    const repository = open('team/app', {
      fetch: async (url, init) => {
        most = Math.max(most, (underWay += 1));
        try {
          return await fetch(url, init);
        } finally {
          underWay -= 1;
        }
      },
    });
    traffic.delay(5);
    await Promise.all(Array.from({ length: 12 }, (_, at) => repository.pushBlob(Buffer.from(`blob ${at}`))));
    assert.equal(most, 4);
  });

  test('a bearer session asks for one token for pushing and is told 401 once', async (t) => {
    const { open, traffic } = await startRig(t, { auth: { ...account, bearer: true } });
    const repository = open();
    const image = await pushSample(repository, 'hello');
    await repository.attach(image, [sampleReferrer(image, 'note')]);
    await repository.referrers(image.digest);
    assert.equal(traffic.served.filter(({ status }) => status === 401).length, 1);
    assert.equal(traffic.served.filter(({ url }) => url.startsWith('/token')).length, 1);
  });

  test('several referrers are written to the fallback index at once', async (t) => {
    const { open, traffic } = await startRig(t, { referrers: false });
    const image = await pushSample(open(), 'hello');
    const notes = ['signature', 'provenance', 'sbom'].map((content) => sampleReferrer(image, content));
    const mark = traffic.served.length;
    await open().attach(image, notes);
    const writes = traffic
      .since(mark)
      .filter(({ method, url }) => method === 'PUT' && url.includes('/manifests/sha256-'));
    assert.equal(writes.length, 1);
  });
});

suite('attaching', () => {
  test('keeps entries and fields of the fallback index that this client does not know', async (t) => {
    const { open, registry } = await startRig(t, { referrers: false });
    const image = await pushSample(open(), 'hello');
    const lab = registry.store.repository('team/app');
    const foreign = { mediaType: 'x/y', digest: image.digest, size: image.size, 'org.example.unknown': { deep: [1] } };
    const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [foreign] };
    const tag = image.digest.replace(':', '-');
    lab.putManifest(Buffer.from(JSON.stringify(index)), mediaTypes.index, tag);
    await open().attach(image, [sampleReferrer(image, 'note')]);
    const written = JSON.parse(lab.find(tag)?.bytes.toString('utf8') ?? '');
    assert.deepEqual(written.manifests[0], foreign);
    assert.equal(written.manifests.length, 2);
  });

  test('from several sessions loses nothing where the registry heeds preconditions', async (t) => {
    const { open } = await startRig(t, { referrers: false, conditionalWrites: true });
    const image = await pushSample(open(), 'hello');
    await Promise.all(['a', 'b', 'c', 'd'].map((content) => open().attach(image, [sampleReferrer(image, content)])));
    assert.equal((await open().referrers(image.digest)).length, 4);
  });

  test('notices that another writer took its entry away, and puts it back', async (t) => {
    const { open, registry } = await startRig(t, { referrers: false });
    const image = await pushSample(open(), 'hello');
    const lab = registry.store.repository('team/app');
    const tag = image.digest.replace(':', '-');
    let overwritten = false;
    registry.tamper((request, answer) => {
      if (request.method === 'PUT' && request.url.pathname.endsWith(tag) && !overwritten) {
        overwritten = true;
        lab.putManifest(
          Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] })),
          mediaTypes.index,
          tag,
        );
      }
      return answer;
    });
    await open().attach(image, [sampleReferrer(image, 'note')]);
    assert.ok(overwritten);
    assert.equal((await open().referrers(image.digest)).length, 1);
  });

  test('does not believe an OCI-Subject without an API behind it', async (t) => {
    const { open, registry } = await startRig(t, { referrers: false });
    const image = await pushSample(open(), 'hello');
    registry.tamper((request, answer) =>
      request.method === 'PUT' ? { ...answer, headers: { ...answer.headers, 'oci-subject': image.digest } } : answer,
    );
    await open().attach(image, [sampleReferrer(image, 'note')]);
    assert.equal((await open().referrers(image.digest)).length, 1);
  });

  test('fails where the registry never lists what was attached', async (t) => {
    const { open, registry } = await startRig(t);
    const image = await pushSample(open(), 'hello');
    const empty = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] });
    registry.tamper((request, answer) =>
      request.url.pathname.includes('/referrers/') ? { ...answer, body: empty } : answer,
    );
    await assert.rejects(open().attach(image, [sampleReferrer(image, 'note')]), { code: 'REFERRERS_UNAVAILABLE' });
  });

  test('says what is wrong where tags cannot be overwritten', async (t) => {
    const { open, registry } = await startRig(t, { referrers: false });
    const image = await pushSample(open(), 'hello');
    await open().attach(image, [sampleReferrer(image, 'first')]);
    registry.tamper((request, answer) =>
      request.method === 'PUT' && request.url.pathname.includes('/manifests/sha256-')
        ? { status: 409, body: '{"errors":[{"code":"TAG_INVALID"}]}' }
        : answer,
    );
    await assert.rejects(open().attach(image, [sampleReferrer(image, 'second')]), { code: 'REFERRERS_UNAVAILABLE' });
  });

  test('describes what was pushed in fields of a descriptor only, so that it can be a subject', async (t) => {
    const { open } = await startRig(t);
    const { existed: _, ...image } = await open().pushManifest(
      Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] })),
      mediaTypes.index,
    );
    assert.deepEqual(Object.keys(image).toSorted(), ['digest', 'mediaType', 'size']);
  });

  test('refuses a manifest of another subject, before anything is sent', async (t) => {
    const { open, traffic } = await startRig(t);
    const image = await pushSample(open(), 'hello');
    const other = { ...image, digest: sha256Of(Buffer.from('other')) };
    const mark = traffic.served.length;
    await assert.rejects(open().attach(image, [sampleReferrer(other, 'note')]), { code: 'REFERRER_INVALID' });
    assert.equal(traffic.since(mark).length, 0);
  });

  test('pages of a listing are put together', async (t) => {
    const { open } = await startRig(t, { pageSize: 2 });
    const image = await pushSample(open(), 'hello');
    await open().attach(
      image,
      ['1', '2', '3', '4', '5'].map((content) => sampleReferrer(image, content)),
    );
    assert.equal((await open().referrers(image.digest)).length, 5);
    assert.equal((await open().referrers(image.digest, 'application/vnd.test.note')).length, 5);
  });
});
