import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ownSigstoreFiles, Person, startLab, withOwnSigstore, type Lab } from '@bitvault/lab';
import { openRepository, parseIndex } from '@bitvault/registry';
import { loadTrust, verifyImage } from '@bitvault/signing';
import { absolute } from './example-files.ts';

const repository = 'bitvault/bitvault';
const ref = 'refs/tags/v1.2.0';

let lab: Lab;
let alice: Person;
before(async () => {
  lab = await startLab();
  alice = new Person(lab, lab.github.createUser('alice'));
  await lab.github.createRepository({
    owner: 'bitvault',
    name: 'bitvault',
    fromDirectory: absolute('examples/app'),
    replace: (text, path) => withOwnSigstore(text.replaceAll('ghcr.io', lab.registry.host), path),
    files: ownSigstoreFiles(lab.sigstore).app,
    authorLogin: 'alice',
  });
  lab.github.setCollaborator(repository, 'alice', 'write');
});
after(() => lab.close());

test('a tag builds each platform in a job of its own, and the index of both verifies as its workflow', async () => {
  const { object } = (await alice.request('GET', `/repos/${repository}/git/ref/heads/main`)) as {
    readonly object: { readonly sha: string };
  };
  await alice.request('POST', `/repos/${repository}/git/refs`, { ref, sha: object.sha });
  await lab.runner.idle();
  const [run, ...others] = lab.runner.runs.filter(({ event }) => event.ref === ref);
  assert.deepEqual(others, [], 'no other workflow runs for a tag');
  assert.equal(run?.conclusion, 'success', JSON.stringify(run?.jobs, null, 2));
  assert.deepEqual(
    run.jobs.map(({ id }) => id),
    ['build', 'build', 'merge'],
  );
  const image = openRepository(`${lab.registry.host}/bitvault/bitvaultd`);
  const index = await image.manifest('v1.2.0');
  assert.ok(index);
  assert.equal(index.digest, run.jobs.at(-1)?.outputs['digest']);
  const { manifests } = parseIndex(index.bytes);
  assert.deepEqual(
    manifests.map(({ platform }) => platform?.architecture),
    ['amd64', 'arm64'],
  );
  const server = lab.github.origin;
  for (const { digest } of [index, ...manifests]) {
    const claims = await verifyImage({
      repository: image,
      digest,
      expectation: {
        issuer: `${server}/_services/token`,
        server,
        source: repository,
        workflow: '.github/workflows/multi-platform.yml',
        ref,
        commit: object.sha,
      },
      trust: await loadTrust({ inline: lab.sigstore.trustedRoot }),
    });
    assert.match(claims.runUrl, new RegExp(`/actions/runs/${run.id}/`));
  }
});
