import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { loadTrust, SigningError, type Trust } from '@bitvault/signing';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startPrivateRig, startRig, type AnyRig } from './rig.ts';

/** Its authority is none that the pinned roots have, as GitHub's newest is none of a root of last year. */
const quiet = await startPrivateRig({ organization: 'GitHub, Inc.' });
const logging = await startRig({ beside: quiet });
const older = await startPrivateRig({ beside: quiet, organization: 'GitHub, Inc.' });

const refusalOf = async (rig: AnyRig, content: string, trust: Trust): Promise<SigningError> => {
  const image = imageOf(content);
  const repository = new MemoryRepository(image);
  await rig.sign(repository, image);
  const error: unknown = await rig.verify(repository, image, { trust }).catch((caught: unknown) => caught);
  assert.ok(error instanceof SigningError);
  return error;
};

const [logs, old] = [logging.sigstore.trustedRoot, older.sigstore.trustedRoot];

suite('a signature of a Sigstore that publishes nothing, whose authority is not in the pinned root', () => {
  for (const [what, inline] of Object.entries({
    'of a Sigstore with logs': logs,
    'of an older authority': old,
    'of both': `${logs}\n${old}`,
    'of both, the other way round': `${old}\n${logs}`,
  })) {
    test(`${what}: the authority is named, and nobody is told to publish anything`, async () => {
      const { code, message, next } = await refusalOf(quiet, what, await loadTrust({ inline }));
      assert.equal(code, 'CERTIFICATE_UNTRUSTED');
      assert.match(message, /issued by "GitHub, Inc., fulcio", whose key is not in your trusted root/);
      assert.match(next, /^Refresh the trusted root/);
      assert.doesNotMatch(`${message} ${next}`, /transparency|signing configuration|public|sign .*again/i);
    });
  }
});

test('what a Sigstore with logs certified is told the same where its root is missing', async () => {
  const { code, message } = await refusalOf(logging, 'logged', await loadTrust({ inline: old }));
  assert.equal(code, 'CERTIFICATE_UNTRUSTED');
  assert.match(message, /issued by "sigstore.lab, fulcio"/);
});
