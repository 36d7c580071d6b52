import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImageExpectation } from './identity-rules.ts';
import { verificationCommands } from './verification-commands.ts';

const expectation: ImageExpectation = {
  issuer: 'https://token.actions.githubusercontent.com',
  server: 'https://github.com',
  source: 'bitvault/bitvault',
  workflow: '.github/workflows/release.yml',
  ref: 'refs/heads/main',
};
const image = `ghcr.io/bitvault/bitvaultd@sha256:${'a'.repeat(64)}`;

test('commands check the same identity with cosign and with gh', () => {
  const identity =
    '--certificate-identity https://github.com/bitvault/bitvault/.github/workflows/release.yml@refs/heads/main ' +
    '--certificate-oidc-issuer https://token.actions.githubusercontent.com ' +
    '--certificate-github-workflow-repository bitvault/bitvault --certificate-github-workflow-ref refs/heads/main';
  assert.deepEqual(verificationCommands(image, expectation), [
    `cosign verify ${identity} ${image}`,
    `cosign verify-attestation --type slsaprovenance1 ${identity} ${image}`,
    `gh attestation verify oci://${image} --bundle-from-oci --repo bitvault/bitvault ` +
      '--cert-identity https://github.com/bitvault/bitvault/.github/workflows/release.yml@refs/heads/main ' +
      '--cert-oidc-issuer https://token.actions.githubusercontent.com --source-ref refs/heads/main',
  ]);
});

test('what else is attested has a command of its own, under cosign’s name for it', () => {
  const attested = ['https://spdx.dev/Document', 'https://example.com/review/v1'];
  const [, provenance = '', , ...others] = verificationCommands(image, expectation, { attested });
  assert.deepEqual(
    others,
    ['spdxjson', 'https://example.com/review/v1'].map((type) => provenance.replace('slsaprovenance1', type)),
  );
});

test('they name the called workflow where it is the one that signed, and the source that called it', () => {
  const signer = 'https://github.com/acme/shared/.github/workflows/build.yml@refs/tags/v2';
  for (const command of verificationCommands(image, { ...expectation, signer })) {
    assert.match(command, /--cert(?:ificate)?-identity https:\/\/github\.com\/acme\/shared\/\S+@refs\/tags\/v2 /);
    assert.match(command, /-repo(?:sitory)? bitvault\/bitvault /);
  }
});

test('they name the commit, another server and another trusted root where there is one', () => {
  const other = { ...expectation, server: 'https://ghes.example', commit: 'b'.repeat(40) };
  const [verify, , attestation] = verificationCommands(image, other, { trustedRoot: 'trusted_root.json' });
  assert.match(verify ?? '', /--certificate-github-workflow-sha b{40} --trusted-root trusted_root\.json /);
  assert.match(attestation ?? '', / --hostname ghes\.example --custom-trusted-root trusted_root\.json$/);
});

test('for GitHub’s own Sigstore, cosign is told the root and that there is no log; gh knows both', () => {
  const options = { trustedRoot: 'trusted_root.json', instance: 'github', proof: 'timestamped' } as const;
  const [verify, attested, attestation] = verificationCommands(image, expectation, options);
  for (const command of [verify, attested]) {
    assert.match(
      command ?? '',
      / --trusted-root trusted_root\.json --use-signed-timestamps --insecure-ignore-tlog --insecure-ignore-sct /,
    );
  }
  assert.equal(attestation, verificationCommands(image, expectation)[2]);
});

test('a value that a shell would read is quoted', () => {
  const [verify] = verificationCommands(image, { ...expectation, ref: "refs/heads/a;$(id)'b" });
  assert.match(verify ?? '', /--certificate-github-workflow-ref 'refs\/heads\/a;\$\(id\)'\\''b' /);
});
