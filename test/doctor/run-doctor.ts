import type { SettingChange } from '@bitvault/promotion';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Lab } from '@bitvault/lab';
import { root } from '../../scripts/project.ts';

export interface Told {
  readonly code: number | null;
  readonly out: string;
  readonly complaints: string;
}

export interface ToldFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly repository: string;
  readonly message: string;
  readonly changes: readonly SettingChange[];
}

/** The command of the shipped bundle, as somebody with this token would run it. */
export function runDoctor(lab: Lab, token: string, args: readonly string[]): Promise<Told> {
  const { apiUrl: GITHUB_API_URL, graphqlUrl: GITHUB_GRAPHQL_URL } = lab.github;
  const env = { PATH: process.env['PATH'], GITHUB_API_URL, GITHUB_GRAPHQL_URL, GITHUB_TOKEN: token };
  const program = join(root, 'dist', 'bitvault-gitops.js');
  const options = { env, cwd: lab.directory, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, 'doctor', ...args], options, (_error, out, complaints) =>
      resolve({ code: child.exitCode, out, complaints }),
    );
  });
}

/** The same with `--json`, whose findings it gives. */
export async function findingsOf(
  lab: Lab,
  token: string,
  repository: string,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly findings: readonly ToldFinding[] }> {
  const { code, out, complaints } = await runDoctor(lab, token, ['--repository', repository, '--json', ...args]);
  if (complaints !== '') throw new Error(complaints);
  const { findings } = JSON.parse(out) as { readonly findings: readonly ToldFinding[] };
  return { code, findings };
}
