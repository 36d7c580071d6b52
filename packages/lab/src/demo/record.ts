import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { ExampleOrganisation } from '../example-organisation.ts';
import { suiteRoot, type Lab } from '../lab.ts';

const run = promisify(execFile);

const recordDirectory = join(suiteRoot, '.lab');

/** The lab's trusted root as a file, for tools that take a path; gives that path. */
export async function leaveTrustedRoot(trustedRoot: string): Promise<string> {
  const path = join(recordDirectory, 'trusted-root.json');
  await writeFile(path, trustedRoot);
  return relative(process.cwd(), path);
}

/** Leaves behind what a reader may want to look at after the lab is gone, and says where. */
export async function leaveRecord(lab: Lab, { gitops, alice }: ExampleOrganisation): Promise<string> {
  const directory = recordDirectory;
  await rm(directory, { recursive: true, force: true });
  await mkdir(join(directory, 'pulls'), { recursive: true });
  await mkdir(join(directory, 'summaries'));
  const clone = join(directory, 'gitops');
  const header = `http.extraHeader=Authorization: Basic ${Buffer.from(`alice:${alice.token}`).toString('base64')}`;
  await run('git', ['-c', header, 'clone', '--quiet', '--', `${lab.github.origin}/${gitops}.git`, clone]);
  await writePulls(lab, gitops, alice, join(directory, 'pulls'));
  await writeSummaries(lab, join(directory, 'summaries'));
  await writeBoard(lab, gitops, join(directory, 'board.md'));
  const shown = relative(process.cwd(), directory) || '.';
  return [
    `  git -C ${shown}/gitops log    every promotion, with its trailers`,
    `  ${shown}/pulls/              the pull requests, as text`,
    `  ${shown}/board.md            the issue that shows what runs where, as it is at the end`,
    `  ${shown}/summaries/          the job summaries of every run`,
  ].join('\n');
}

async function writeBoard({ github }: Lab, gitops: string, file: string): Promise<void> {
  const [board] = github.issues(gitops);
  if (board === undefined) throw new Error('the workflow board has opened no issue');
  await writeFile(file, `# ${board.title} (#${board.number})\n\n${board.body}\n`);
}

async function writePulls(
  lab: Lab,
  gitops: string,
  alice: ExampleOrganisation['alice'],
  directory: string,
): Promise<void> {
  const pulls = (await alice.request('GET', `/repos/${gitops}/pulls?state=all&per_page=100`)) as readonly {
    readonly number: number;
  }[];
  for (const { number } of pulls) {
    const page = await fetch(`${lab.github.origin}/${gitops}/pull/${number}`);
    await writeFile(join(directory, `${number}.txt`), await page.text());
  }
}

async function writeSummaries({ runner }: Lab, directory: string): Promise<void> {
  for (const record of runner.runs) {
    const summaries = record.jobs
      .flatMap((job) => job.steps.map((step) => step.summary))
      .filter((summary) => summary !== '');
    if (summaries.length === 0) continue;
    const name = `${String(record.id).padStart(6, '0')}-${record.workflow.name}.md`;
    await writeFile(join(directory, name), summaries.join('\n'));
  }
}
