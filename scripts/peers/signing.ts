// Usage: node scripts/with-node24.mjs scripts/peers/signing.ts: installs the cosign that test/peers/signing runs. Needs Go.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.ts';

const bin = join(root, 'node_modules', '.cache', 'peers', 'bin');
mkdirSync(bin, { recursive: true });
const { error, status } = spawnSync('go', ['install', 'github.com/sigstore/cosign/v3/cmd/cosign@v3.1.3'], {
  stdio: 'inherit',
  env: { ...process.env, GOBIN: bin, CGO_ENABLED: '0' },
});
if (error !== undefined) throw error;
if (status !== 0) throw new Error(`go install of cosign ended with ${status}`);
