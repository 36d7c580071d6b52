import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { sha256Of } from '@bitvault/registry';
import type { StepResult } from '@bitvault/lab';
import type { LooseBundle } from '../signing/forgery.ts';
import { present } from '../signing/matrix/defect.ts';
import { account, repository, startPublishingRig, workflowPath, type PublishingRig } from './publishing-rig.ts';

const signatureType = 'https://sigstore.dev/cosign/sign/v1';
const year = 365 * 24 * 3_600_000;

/** A trusted root as JSON, as far as it is changed here. */
interface LooseRoot {
  tlogs: { publicKey: { validFor: { start?: string; end?: string } } }[];
}

suite('evidence that the shipped bundle does not believe', () => {
  let rig: PublishingRig;
  let digest: string;
  before(async () => {
    rig = await startPublishingRig({ auth: { ...account, bearer: true } }, { rekorVersion: 2 });
    const built = await rig.run('build-sign-push', {
      image: rig.image,
      context: rig.context,
      'source-date-epoch': '1700000000',
    });
    assert.equal(built.conclusion, 'success', built.log);
    digest = built.outputs['digest'] ?? '';
  });
  after(() => rig.lab.close());

  const verify = (more: Readonly<Record<string, string>> = {}): Promise<StepResult> =>
    rig.run('verify-image', { image: rig.image, digest, source: repository, workflow: workflowPath, ...more });

  /** The lab's root, with another period for the key of its transparency log. */
  function rootWith(validFor: { start?: string; end?: string }): string {
    const root = JSON.parse(rig.lab.sigstore.trustedRoot) as LooseRoot;
    present(root.tlogs[0]).publicKey.validFor = validFor;
    return JSON.stringify(root);
  }

  const ago = (years: number): string => new Date(rig.lab.clock.now().getTime() - years * year).toISOString();

  test('a log entry of a key that had ended years before', async () => {
    assert.equal((await verify()).outputs['result'], 'verified');
    const { outputs, log } = await verify({ 'trusted-root': rootWith({ start: ago(3), end: ago(2) }) });
    assert.match(outputs['reason'] ?? '', /^AUTHORITY_EXPIRED: .*the transparency log .* counts only from/, log);
  });

  test('a trusted root that does not say since when a key counts', async () => {
    const { outputs, log } = await verify({ 'trusted-root': rootWith({}) });
    assert.match(outputs['reason'] ?? '', /^TRUST_ROOT_INVALID: .*validFor\.start/, log);
  });

  test('a signature with 400 invented log entries beside the honest one', async () => {
    const store = rig.lab.registry.store.repository('bitvault/api');
    const honest = [...store.manifests.values()].find(
      ({ document }) => document.annotations?.['dev.sigstore.bundle.predicateType'] === signatureType,
    );
    const [layer] = honest?.document.layers ?? [];
    const bundle = JSON.parse(String(store.blobs.get(layer?.digest ?? ''))) as LooseBundle;
    const { tlogEntries } = bundle.verificationMaterial;
    const invented = Array.from({ length: 400 }, (_, index) => ({
      ...present(tlogEntries[0]),
      logIndex: `${index + 9}`,
    }));
    tlogEntries.push(...invented);
    const bytes = Buffer.from(JSON.stringify(bundle));
    store.putBlob(bytes);
    const layers = [{ ...layer, digest: sha256Of(bytes), size: bytes.length }];
    const { mediaType } = present(honest);
    store.putManifest(Buffer.from(JSON.stringify({ ...honest?.document, layers })), mediaType);
    store.manifests.delete(honest?.digest ?? '');
    const { outputs, log } = await verify();
    assert.match(outputs['reason'] ?? '', /^BUNDLE_OVERSIZED: .*401 log entries, 32 at most/, log);
  });
});
