import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { loadSigningServices, loadTrust } from '@bitvault/signing';
import { startPrivateRig, startRig, type AnyRig } from '../signing/rig.ts';
import { fuzz } from './fuzz.ts';
import { byteChanges, valueChanges } from './mutations.ts';
import { outcomeOf } from './refusal.ts';

const logged = await startRig();
const rigs: Readonly<Record<string, AnyRig>> = {
  'with logs': logged,
  'without logs': await startPrivateRig({ beside: logged }),
};

for (const [name, { sigstore, clock }] of Object.entries(rigs)) {
  suite(`the configuration of a Sigstore ${name}, spoilt in any way`, () => {
    const trusting = async (inline: string): Promise<void> => {
      const trust = await outcomeOf(() => loadTrust({ inline }));
      assert.ok(trust === undefined || trust.proofs.size > 0);
    };
    const { trustedRoot, signingConfig } = sigstore;
    fuzz('trusted root, in its text', byteChanges, (spoil) =>
      trusting(spoil(Buffer.from(trustedRoot)).toString('utf8')),
    );
    fuzz('trusted root, in its parts', valueChanges, (spoil) =>
      trusting(JSON.stringify(spoil(JSON.parse(trustedRoot)))),
    );

    /** The job's token goes to these addresses. */
    const signing = async (inline: string): Promise<void> => {
      const services = await outcomeOf(() => loadSigningServices({ inline }, { now: clock.now() }));
      if (services === undefined) return;
      const { fulcio, rekor, timestamps } = services;
      for (const address of [fulcio, ...rekor.map(({ url }) => url), ...timestamps]) {
        const { protocol, hostname } = new URL(address);
        assert.ok(protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname), address);
      }
    };
    fuzz('signing configuration, in its text', byteChanges, (spoil) =>
      signing(spoil(Buffer.from(signingConfig)).toString('utf8')),
    );
    fuzz('signing configuration, in its parts', valueChanges, (spoil) =>
      signing(JSON.stringify(spoil(JSON.parse(signingConfig)))),
    );
  });
}
