import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inputVariable } from './index.ts';

const host = fileURLToPath(new URL('step.test-host.ts', import.meta.url));
const secret = 's3cret-of-the-step';

async function step(when: 'before' | 'after') {
  const directory = mkdtempSync(join(tmpdir(), 'step-'));
  try {
    const output = join(directory, 'output');
    writeFileSync(output, '');
    const env = { ...process.env, GITHUB_OUTPUT: output, [inputVariable('token')]: secret };
    const args = [...process.execArgv.filter((each) => each.startsWith('--conditions')), host, when];
    return await new Promise<{ exitCode: number | null; printed: string; written: string }>((resolve) => {
      const child = execFile(process.execPath, args, { env }, (_error, out, err) =>
        resolve({ exitCode: child.exitCode, printed: out + err, written: readFileSync(output, 'utf8') }),
      );
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const told = (printed: string): string => printed.replaceAll(/^::add-mask::.*$/gm, '');

test('an error that nobody caught is a refusal like any other, with no stack and no secret', async () => {
  const { exitCode, printed, written } = await step('before');
  assert.equal(exitCode, 1);
  assert.match(printed, /^::error::UNEXPECTED: Error: nobody waits for \*\*\* ← /m);
  assert.match(written, /^result<<(\S+)\nrefused\n\1$/m);
  assert.doesNotMatch(told(printed), /s3cret|^\s+at /m);
});

test('one that comes when the step has ended changes nothing', async () => {
  const { exitCode, printed, written } = await step('after');
  assert.equal(exitCode, 0);
  assert.match(printed, /^::warning::ERROR_AFTERWARDS: Error: nobody waits for \*\*\*/m);
  assert.match(written, /^result<<(\S+)\ndone\n\1$/m);
  assert.doesNotMatch(told(printed), /s3cret|^\s+at /m);
});
