import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { readSarif } from '../../../github/sarif.ts';
import { input, refuseInputs, runStandIn, setOutput, variable } from '../protocol.ts';

await runStandIn(async () => {
  refuseInputs('ref', 'sha');
  const file = input('sarif_file');
  const log = sarifIn(file, await readFile(file, 'utf8'));
  const path = `/repos/${variable('GITHUB_REPOSITORY')}/code-scanning/sarifs`;
  const answer = await fetch(variable('GITHUB_API_URL') + path, {
    method: 'POST',
    redirect: 'error',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `token ${input('token')}`,
      'user-agent': 'github/codeql-action/upload-sarif',
    },
    body: JSON.stringify({
      commit_sha: variable('GITHUB_SHA'),
      ref: variable('GITHUB_REF'),
      sarif: gzipSync(JSON.stringify({ ...log, runs: log.runs.map(categorized) })).toString('base64'),
    }),
  });
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { readonly id: string };
  setOutput('sarif-id', id);
});

type Log = ReturnType<typeof readSarif>;

function sarifIn(file: string, text: string): Log {
  try {
    return readSarif(text);
  } catch (error) {
    throw new Error(`${file} is not valid: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** The category goes into the runs that have no identity of their own. */
function categorized(run: Log['runs'][number]): Log['runs'][number] {
  const category = input('category');
  if (category === '' || run['automationDetails'] !== undefined) return run;
  return { ...run, automationDetails: { id: `${category.replace(/\/$/, '')}/` } };
}
