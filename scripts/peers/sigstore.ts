// Usage: node scripts/with-node24.mjs scripts/peers/sigstore.ts: installs the Sigstore services that test/peers/sigstore
// runs. Needs Go. These versions go together: newer logs want a certificate authority that is not released as a module.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.ts';

const bin = join(root, 'node_modules', '.cache', 'peers', 'bin');
const programs = [
  'github.com/sigstore/fulcio@v1.8.8',
  'github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix@v2.3.0',
  'github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server@v2.1.5',
] as const;

mkdirSync(bin, { recursive: true });
for (const program of programs) {
  const { error, status } = spawnSync('go', ['install', '-ldflags', '-s -w', program], {
    stdio: 'inherit',
    env: { ...process.env, GOBIN: bin, GOFLAGS: '', CGO_ENABLED: '0', GOTOOLCHAIN: 'go1.27.0' },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`go install of ${program} ended with ${status}`);
}
