import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startSigstore, type SigstoreLab, type StepResult } from '@bitvault/lab';
import type { Digest } from '@bitvault/promotion';
import { trustedRootPath } from './layout.ts';
import { assertRepelled } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';

/** What decides whose signatures count: `promotion.yaml` of the base branch, and nothing that a workflow or a pull request says. */

let rig: Rig;
/** Of mallory's, who has tokens of the release workflow certified there. */
let foreign: SigstoreLab;
let old: Digest;
let next: Digest;
let theirs: Digest;
before(async () => {
  rig = await startRig();
  const { traffic, clock, github } = rig.lab;
  const issuer = `${github.origin}/_services/token`;
  foreign = await startSigstore({
    traffic,
    clock,
    oidcIssuers: [{ issuer, jwksUrl: `${issuer}/.well-known/jwks` }],
  });
  old = await rig.images.signed('api', 1);
  next = await rig.images.signed('api', 2);
  theirs = await rig.images.signedOtherwise('api', 'of a foreign Sigstore', { sigstore: foreign });
});
after(async () => {
  await foreign.close();
  await rig[Symbol.asyncDispose]();
});

const siteOf = async (trust?: string, moreOfServices?: string): Promise<Site> => {
  const running = { api: old };
  const site = await rig.createSite({ dev: running, staging: running, prod: running }, moreOfServices);
  if (trust !== undefined) await change(site, trust);
  return site;
};

/** Has the policy on main say this of `trust`. */
async function change(site: Site, trust: string, files: Readonly<Record<string, string | null>> = {}): Promise<void> {
  const policy = (await site.file('promotion.yaml')).replace(/^trust: .*\n/m, trust === '' ? '' : `trust: ${trust}\n`);
  const commit = { login: 'alice', message: 'Trust otherwise', files: { 'promotion.yaml': policy, ...files } };
  await rig.lab.github.push(site.repository, commit);
}

const detail = ({ outputs }: StepResult): string => outputs['reason'] ?? '';

describe('an input that a variable may have set', () => {
  for (const [what, given] of [
    ['the root of a foreign Sigstore', () => foreign.trustedRoot],
    ['that one beside ours', () => `${rig.lab.sigstore.trustedRoot}\n${foreign.trustedRoot}`],
    ['ours, with something after it', () => `${rig.lab.sigstore.trustedRoot}{}`],
  ] as const) {
    test(`${what} convinces no action that judges`, async () => {
      const site = await siteOf();
      const { number } = await site.openDev(theirs);
      const root = given();
      const attempts: readonly (() => Promise<StepResult>)[] = [
        () => site.run('auto-merge-dev', 'bitvault-merger', { 'pull-request': `${number}`, 'trusted-root': root }),
        () => site.run('promote', 'bitvault-promoter', { service: 'api', digest: theirs, 'trusted-root': root }),
      ];
      for (const attempt of attempts) {
        const result = await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], attempt);
        assert.match(detail(result), /INPUT_DISAGREES: .*differs from trust\/trusted_root\.json.* which decides/);
      }
    });
  }

  test('does not convince the board, which says what it is that does not count', async () => {
    // Given by the workflow, dev's digest of the foreign Sigstore would be next in staging.
    const site = await rig.createSite({ dev: { api: theirs }, staging: { api: old }, prod: { api: old } });
    const board = async (inputs: Readonly<Record<string, string>>) => {
      const result = await site.run('board', 'bitvault-promoter', { issue: 'false', ...inputs });
      assert.equal(result.conclusion, 'success', result.log);
      return result.summary;
    };
    assert.match(await board({}), /api → staging \| [^|]*`IMAGE_UNVERIFIED`/);
    const convinced = await board({ 'trusted-root': foreign.trustedRoot });
    assert.match(convinced, /api → staging \| [^|]*`IMAGE_UNVERIFIED`/);
    assert.match(convinced, /INPUT\\_DISAGREES/);
  });

  test('convinces neither the manual gate, nor rollback', async () => {
    const running = { api: theirs };
    const gated = await rig.createSite({ dev: running, staging: running, prod: { api: old } });
    const pull = await gated.openProd(theirs);
    const inputs = { 'trusted-root': foreign.trustedRoot };
    const gate = await assertRepelled(rig, gated, ['IMAGE_UNVERIFIED'], () => gated.gate(pull, { inputs }));
    assert.match(detail(gate), /INPUT_DISAGREES/);
    const back = await rig.createSite({ dev: { api: theirs }, staging: running, prod: running });
    const files = { 'envs/dev/values.dev.yaml': await back.bumped('dev', 'api', next) };
    await rig.lab.github.push(back.repository, { login: 'alice', message: 'Promote', files });
    const request = { environment: 'dev', service: 'api', reason: 'Theirs is better.', ...inputs };
    const rolled = await assertRepelled(rig, back, ['IMAGE_UNVERIFIED'], () =>
      back.run('rollback', 'bitvault-promoter', request),
    );
    assert.match(detail(rolled), /INPUT_DISAGREES/);
  });

  test('where the policy names no root, there is none that it could agree with', async () => {
    const site = await siteOf('');
    const { number } = await site.openDev(next);
    const inputs = { 'pull-request': `${number}`, 'trusted-root': rig.lab.sigstore.trustedRoot };
    const result = await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], () =>
      site.run('auto-merge-dev', 'bitvault-merger', inputs),
    );
    assert.match(detail(result), /INPUT_DISAGREES: .*promotion\.yaml, which decides, names no trusted root/);
  });

  test('that agrees changes nothing', async () => {
    const site = await siteOf();
    const { number } = await site.openDev(next);
    const inputs = { 'pull-request': `${number}`, 'trusted-root': `${rig.lab.sigstore.trustedRoot}\n` };
    const merged = await site.run('auto-merge-dev', 'bitvault-merger', inputs);
    assert.equal(merged.outputs['result'], 'merged', merged.log);
  });
});

describe('a pull request', () => {
  test('that brings another root along is judged by the one of the base, and not merged', async () => {
    const site = await siteOf();
    const bump = await site.bumped('dev', 'api', theirs);
    const files = { 'envs/dev/values.dev.yaml': bump, [trustedRootPath]: foreign.trustedRoot };
    const { number } = await site.open({ files });
    await assertRepelled(rig, site, ['FILE_UNEXPECTED'], () => site.autoMerge(number));
  });

  test('whose own promotion.yaml trusts a stranger is judged by that of the base', async () => {
    const site = await siteOf('{trusted-root: trust/other.json}', undefined);
    await change(site, '{trusted-root: trust/trusted_root.json}', { 'trust/other.json': foreign.trustedRoot });
    const policy = (await site.file('promotion.yaml')).replace('trusted_root.json', 'other.json');
    const bump = await site.bumped('dev', 'api', theirs);
    const { number } = await site.open({ files: { 'envs/dev/values.dev.yaml': bump, 'promotion.yaml': policy } });
    await assertRepelled(rig, site, ['FILE_UNEXPECTED'], () => site.autoMerge(number));
    const plain = await site.openDev(theirs, { branch: 'promote/plain' });
    const result = await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], () => site.autoMerge(plain.number));
    assert.match(detail(result), /CERTIFICATE_UNTRUSTED|SCT_|LOG_ENTRY_|TIMESTAMP_INVALID/);
  });
});

describe('a trusted root that cannot be had stops the service that needs it', () => {
  const cases: readonly (readonly [what: string, files: Readonly<Record<string, string | null>>, says: RegExp])[] = [
    ['not there', { [trustedRootPath]: null }, /TRUST_ROOT_UNAVAILABLE: .*is not in commit/],
    ['no JSON', { [trustedRootPath]: 'garbage' }, /TRUST_ROOT_INVALID: /],
    ['too large', { [trustedRootPath]: ' '.repeat(300 * 1024) }, /TRUST_ROOT_INVALID: .*more than 256 KiB/],
    ['a folder', { [trustedRootPath]: null, [`${trustedRootPath}/a`]: '{}' }, /TRUST_ROOT_UNAVAILABLE: /],
  ];
  for (const [what, files, says] of cases) {
    test(what, async () => {
      const site = await siteOf();
      await rig.lab.github.push(site.repository, { login: 'alice', message: 'Break it', files });
      const { number } = await site.openDev(next);
      const result = await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], () => site.autoMerge(number));
      assert.match(detail(result), says);
    });
  }
});

describe('what the policy asks of a build', () => {
  const issuer = () => `${rig.lab.github.origin}/_services/token`;
  /** A digest that differs in this, in a pull request of dev under this policy. */
  const proposed = async (digest: Digest, trust: string | undefined): Promise<readonly [Site, Pull]> => {
    const site = await siteOf(trust);
    return [site, await site.openDev(digest)];
  };
  const root = `trusted-root: ${trustedRootPath}`;

  for (const [what, claims, rule, code] of [
    ['started by hand', { event_name: 'workflow_dispatch' }, 'triggers: [push, schedule]', 'IDENTITY_TRIGGER'],
    ['of a pull request', { event_name: 'pull_request_target' }, 'triggers: [push]', 'IDENTITY_TRIGGER'],
    ['on a machine of somebody’s', { runner_environment: 'self-hosted' }, 'runner: github-hosted', 'IDENTITY_RUNNER'],
  ] as const) {
    test(`a build ${what} is refused where the policy says so, and passes where it does not`, async () => {
      const digest = await rig.images.signedOtherwise('api', what, { claims });
      const [strict, pull] = await proposed(digest, `{${root}, ${rule}}`);
      const result = await assertRepelled(rig, strict, ['IMAGE_UNVERIFIED'], () => strict.autoMerge(pull.number));
      assert.match(detail(result), new RegExp(`${code}: `));
      const [lenient, { number }] = await proposed(digest, undefined);
      const merged = await lenient.autoMerge(number);
      assert.equal(merged.outputs['result'], 'merged', merged.log);
      const [met, fitting] = await proposed(next, `{${root}, triggers: [push, schedule], runner: github-hosted}`);
      const kept = await met.autoMerge(fitting.number);
      assert.equal(kept.outputs['result'], 'merged', kept.log);
    });
  }

  test('an issuer with a slug and the one without do not stand for each other', async () => {
    const ofEnterprise = await rig.images.signedOtherwise('api', 'of an enterprise', {
      claims: { iss: `${issuer()}/acme` },
    });
    const refused: readonly (readonly [Digest, string | undefined])[] = [
      [ofEnterprise, undefined],
      [next, `{${root}, issuer: "${issuer()}/acme"}`],
      [ofEnterprise, `{${root}, issuer: "${issuer()}/acme2"}`],
      [ofEnterprise, `{${root}, issuer: "${issuer()}/ACME"}`],
    ];
    for (const [digest, trust] of refused) {
      const [site, pull] = await proposed(digest, trust);
      const result = await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], () => site.autoMerge(pull.number));
      assert.match(detail(result), /IDENTITY_ISSUER: .*token issuer: expected/);
    }
    const [site, { number }] = await proposed(ofEnterprise, `{${root}, issuer: "${issuer()}/acme"}`);
    const merged = await site.autoMerge(number);
    assert.equal(merged.outputs['result'], 'merged', merged.log);
  });

  test('provenance alone suffices where the policy says so, for the service that it says it of, and nowhere else', async () => {
    const attested = await rig.images.signedOtherwise('api', 'attested', { attestedOnly: true });
    const [strict, pull] = await proposed(attested, undefined);
    const result = await assertRepelled(rig, strict, ['IMAGE_UNVERIFIED'], () => strict.autoMerge(pull.number));
    assert.match(detail(result), /SIGNATURE_MISSING: .*Next: .*trust: \{evidence: \[provenance\]\}/);
    const [lenient, { number }] = await proposed(attested, `{${root}, evidence: [provenance]}`);
    const merged = await lenient.autoMerge(number);
    assert.equal(merged.outputs['result'], 'merged', merged.log);
    const own = await siteOf(`{${root}, evidence: [provenance]}`, ', trust: {evidence: [signature, provenance]}');
    const nearer = await own.openDev(attested);
    const refused = await assertRepelled(rig, own, ['IMAGE_UNVERIFIED'], () => own.autoMerge(nearer.number));
    assert.match(detail(refused), /SIGNATURE_MISSING: /);
    const unattested = await rig.images.unsigned('api', 3);
    const [bare, other] = await proposed(unattested, `{${root}, evidence: [provenance]}`);
    const nothing = await assertRepelled(rig, bare, ['IMAGE_UNVERIFIED'], () => bare.autoMerge(other.number));
    assert.match(detail(nothing), /PROVENANCE_MISSING: /);
  });

  test('an SBOM that is asked for has to be there', async () => {
    const [site, pull] = await proposed(next, `{${root}, evidence: [signature, provenance, spdx]}`);
    const result = await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], () => site.autoMerge(pull.number));
    assert.match(detail(result), /ATTESTATION_MISSING: .*https:\/\/spdx\.dev\/Document/);
  });

  test('a Sigstore that is not on the list is refused before anybody is asked for its root', async () => {
    const [site, pull] = await proposed(next, '{sigstore: [github]}');
    const result = await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], () => site.autoMerge(pull.number));
    assert.match(detail(result), /CERTIFICATE_UNTRUSTED: .*and trusted is GitHub’s own Sigstore/);
  });
});
