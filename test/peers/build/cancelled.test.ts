import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { root } from '../../../scripts/project.ts';
import { startBuildKit, type BuildKit } from './buildkit.ts';
import { processesWith } from './left-behind.ts';
import { startBuildRig, type BuildRig } from './rig.ts';

const run = promisify(execFile);

let rig: BuildRig;
let kit: BuildKit;
before(async () => {
  rig = await startBuildRig();
  kit = await startBuildKit(rig.folder, 'peer', rig.env);
});
after(async () => {
  await kit?.[Symbol.asyncDispose]();
  await rig?.[Symbol.asyncDispose]();
});

/** The shipped bundle as a runner starts it, with nothing to do but to build. */
async function startStep(inputs: Readonly<Record<string, string>>) {
  const temporary = await rig.context({ kept: '' });
  const { inputs: trust, commit } = rig.lab.signing;
  const given = { image: rig.image, 'trusted-root': trust['trusted-root'], 'dry-run': 'true', ...inputs };
  const variables = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const env = {
    ...rig.env,
    ...Object.fromEntries(variables),
    RUNNER_TEMP: temporary,
    GITHUB_SHA: commit,
    GITHUB_WORKSPACE: temporary,
    SOURCE_DATE_EPOCH: '1700000000',
  };
  const bundle = join(root, 'dist', 'build-sign-push.js');
  const step = spawn(process.execPath, [bundle], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(step, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const log: string[] = [];
  const reached = new Promise<void>((resolve, reject) => {
    createInterface(step.stdout).on('line', (line) => {
      log.push(line);
      if (/(^|\d )the step is running$/.test(line)) resolve();
    });
    ended.then(() => reject(new Error(`the step ended before it was reached:\n${log.join('\n')}`)), reject);
  });
  return { step, temporary, log, reached, ended };
}

/** It ends by itself, so that a failing test leaves nothing for long. */
const endless = `FROM scratch
COPY busybox /busybox
RUN ["/busybox", "sh", "-c", "/busybox echo the step is running; /busybox sleep 60"]
`;

for (const builder of ['buildx', 'buildah'] as const) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`a job that is cancelled by ${signal} while ${builder} builds leaves no process and no file`, async () => {
      const context = await rig.context({ Dockerfile: endless });
      await copyFile('/bin/busybox', join(context, 'busybox'));
      const own = builder === 'buildx' ? { 'builder-name': kit.instance } : {};
      const { step, temporary, log, reached, ended } = await startStep({ builder, context, ...own });
      await reached;
      assert.ok((await processesWith(context)).length > 0);
      // To that process alone, as a runner does.
      step.kill(signal);
      assert.deepEqual(await ended, [null, signal], log.join('\n'));
      assert.ok(log.includes(`The job is cancelled: ending ${builder}`), log.join('\n'));
      assert.deepEqual(await processesWith(context), []);
      assert.deepEqual(await readdir(temporary), ['kept']);
      const { stdout } = await run('buildah', ['containers', '--quiet'], { env: rig.env });
      assert.equal(stdout, '');
    });
  }
}
