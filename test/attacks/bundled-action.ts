import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What came of an action of `dist/` that was started as a runner starts it, with an environment that no runner gives. */
export interface BundledResult {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  /** The output `result`. */
  readonly result: string;
  /** The output `reason`. */
  readonly reason: string;
  /** Everything that it printed and left in files, commands to hide something apart. */
  readonly shown: string;
}

/** Milliseconds after which it counts as hung. */
const longest = 60_000;

export async function runBundled(
  name: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<BundledResult> {
  const directory = await mkdtemp(join(tmpdir(), 'bundled-'));
  try {
    const [output, summary] = [join(directory, 'output'), join(directory, 'summary')];
    await Promise.all([output, summary].map((path) => writeFile(path, '')));
    const given = Object.entries(inputs).map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value]);
    const variables = {
      PATH: process.env['PATH'],
      GITHUB_WORKSPACE: directory,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: directory,
      ...env,
      ...Object.fromEntries(given),
    };
    const program = fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));
    const options = { env: variables, maxBuffer: 64 * 1024 * 1024, timeout: longest, killSignal: 'SIGKILL' } as const;
    const { exitCode, printed } = await new Promise<{ exitCode: number | null; printed: string }>((resolve) => {
      const child = execFile(process.execPath, [program], options, (_error, out, err) =>
        resolve({ exitCode: child.exitCode, printed: `${out}\n${err}` }),
      );
    });
    const [outputs, written] = await Promise.all([output, summary].map((path) => readFile(path, 'utf8')));
    const said = printed.replaceAll(/^::add-mask::.*$/gm, '');
    const of = (which: string) =>
      new RegExp(`^${which}<<(\\S+)\\n([\\s\\S]*?)\\n\\1$`, 'm').exec(outputs ?? '')?.[2] ?? '';
    return { exitCode, result: of('result'), reason: of('reason'), shown: [said, outputs, written].join('\n') };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
