import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite, test } from 'node:test';
import { loadTrust, type Trust } from '@bitvault/signing';
import { forgeOf } from './forge.ts';
import type { LooseBundle } from './forgery.ts';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startPrivateRig, startRig, type AnyRig } from './rig.ts';

interface Period {
  start?: string | undefined;
  end?: string | undefined;
}

/** A trusted root as JSON, loose enough to be changed. */
type LooseRoot = Record<Part, { publicKey: { validFor: Period }; validFor: Period }[]>;

const parts = ['tlogs', 'ctlogs', 'certificateAuthorities', 'timestampAuthorities'] as const;
type Part = (typeof parts)[number];

const rig = await startRig();
const quiet = await startPrivateRig({ beside: rig });
const hour = 3_600_000;
const year = 365 * 24 * hour;
const from = (offset: number): string => new Date(rig.clock.now().getTime() + offset).toISOString();

const periodOf = (root: LooseRoot, part: Part): Period => {
  const [only] = root[part];
  assert.ok(only);
  return part === 'tlogs' || part === 'ctlogs' ? only.publicKey.validFor : only.validFor;
};

const rootOf = ({ sigstore }: AnyRig): LooseRoot => JSON.parse(sigstore.trustedRoot) as LooseRoot;

/** The root of a rig in which one part counts for another time. */
function changedRoot(of: AnyRig, part: Part, period: Period): string {
  const root = rootOf(of);
  Object.assign(periodOf(root, part), period);
  return JSON.stringify(root);
}

const trustWith = (of: AnyRig, part: Part, period: Period): Promise<Trust> =>
  loadTrust({ inline: changedRoot(of, part, period) });

/** An image with signature and provenance, whose signature is logged in that version of the log. */
async function signed(of: AnyRig, log?: 1 | 2) {
  const image = imageOf(randomUUID());
  const forge = forgeOf(of);
  const options = log === undefined ? {} : { log };
  return { image, repository: await forge.withSignature(image, await forge.signatureOf(image, options)), forge };
}

const kinds: readonly (readonly [string, AnyRig, 1 | 2 | undefined, readonly Part[]])[] = [
  ['logged in a version 1 log', rig, 1, parts],
  ['logged in a version 2 log', rig, 2, parts],
  ['of a Sigstore without logs', quiet, undefined, ['certificateAuthorities', 'timestampAuthorities']],
];

for (const [what, of, log, named] of kinds) {
  suite(`a signature ${what}`, () => {
    for (const part of named) {
      test(`is refused where the trusted root has its ${part} for another time`, async () => {
        const { image, repository, forge } = await signed(of, log);
        const other = {
          'years before': { start: from(-3 * year), end: from(-2 * year) },
          'from tomorrow on': { start: from(24 * hour) },
        };
        for (const period of Object.values(other)) {
          const trust = await trustWith(of, part, period);
          await forge.refuses(repository, image, 'AUTHORITY_EXPIRED', /counts only (?:from|since) \d{4}-/, { trust });
        }
      });

      test(`is refused where the key of its ${part} ended a second before it was made`, async () => {
        const { image, repository, forge } = await signed(of, log);
        const trust = await trustWith(of, part, { end: from(-2_000) });
        // A certificate log signs before the certificate is used: it has to be valid while the certificate is.
        if (part === 'ctlogs')
          await forge.refuses(repository, image, 'AUTHORITY_EXPIRED', /certificate log/, { trust });
        else await forge.refuses(repository, image, 'AUTHORITY_EXPIRED', /counts only from/, { trust });
      });

      test(`verifies where the key of its ${part} ended after it was made`, async () => {
        const { image, repository } = await signed(of, log);
        const trust = await trustWith(of, part, { start: from(-hour), end: from(hour) });
        assert.equal((await of.verify(repository, image, { trust })).source, 'bitvault/bitvault');
      });

      test(`is judged by no root whose ${part} do not say since when they count`, async () => {
        const { uri } = rootOf(of)[part][0] as { uri?: string };
        for (const period of [{ start: undefined }, { start: 'never' }, { start: from(0), end: from(-hour) }])
          await assert.rejects(trustWith(of, part, period), (error) => {
            assert.ok(error instanceof Error && 'code' in error && error.code === 'TRUST_ROOT_INVALID');
            return error.message.includes(uri ?? '127.0.0.1');
          });
      });
    }
  });
}

test('a Sigstore that has changed its keys verifies with what it had at each time', async () => {
  const later = await startRig({ beside: rig });
  const before = await signed(rig, 1);
  const change = from(hour);
  rig.clock.advance(2 * hour);
  const after = await signed(later, 2);
  const stale = await signed(rig, 2);
  const [old, fresh] = [rootOf(rig), rootOf(later)];
  for (const part of parts) {
    periodOf(old, part).end = change;
    periodOf(fresh, part).start = change;
  }
  const merged = Object.fromEntries(parts.map((part) => [part, [...old[part], ...fresh[part]]]));
  const trust = await loadTrust({ inline: JSON.stringify({ ...old, ...merged }) });
  for (const { repository, image } of [before, after])
    assert.equal((await rig.verify(repository, image, { trust })).source, 'bitvault/bitvault');
  await stale.forge.refuses(stale.repository, stale.image, 'AUTHORITY_EXPIRED', /counts only/, { trust });
});

test('a log that ended before the timestamp does not count, although its own promise says another time', async () => {
  const image = imageOf('backdated');
  const forge = forgeOf(rig);
  const bundle: LooseBundle = await forge.signatureOf(image, { log: 2 });
  const [entry] = bundle.verificationMaterial.tlogEntries;
  assert.ok(entry);
  entry.integratedTime = String(Math.floor(Date.parse(from(-2 * year)) / 1000));
  const trust = await trustWith(rig, 'tlogs', { start: from(-3 * year), end: from(-year) });
  const repository = await forge.withSignature(image, bundle);
  await forge.refuses(repository, image, 'AUTHORITY_EXPIRED', /transparency log/, { trust });
});

test('the older format is held to it, too', async () => {
  const image = imageOf('older');
  const repository = new MemoryRepository(image);
  await rig.sign(repository, image, { format: 'legacy' });
  const accept = { legacy: true };
  const verifying = async (period: Period) =>
    rig.verify(repository, image, { accept, trust: await trustWith(rig, 'tlogs', period) });
  await assert.rejects(verifying({ start: from(-3 * year), end: from(-year) }), { code: 'AUTHORITY_EXPIRED' });
  assert.equal((await verifying({ start: from(-hour) })).source, 'bitvault/bitvault');
});
