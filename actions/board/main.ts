import type { Action, Outcome, Runtime } from '@bitvault/action-kit';
import {
  baseFileReader,
  deploymentGateReader,
  findStandingIssue,
  keepStandingIssue,
  promotionHistoryReader,
  promotionStateReader,
  type GitHubConnection,
} from '@bitvault/github';
import { boardJson, boardMarkdown, boardOf, healthReasons, type Board } from '@bitvault/gitops';
import { connectToGitOps, serverAddresses } from '../connections.ts';
import { imageVerifier } from '../evidence.ts';
import { planOn } from '../planning.ts';
import { requestReader } from '../requests.ts';
import { sourceConnection, withAuthors } from '../source-authors.ts';
import { writeReportFile } from '../workspace.ts';
import { registryAccess } from '../registry-access.ts';
import { definition, type BoardInputs, type BoardOutput } from './inputs.ts';

const day = 24 * 60 * 60 * 1000;
const daysOfHistory = 30;

export const action: Action<typeof definition.inputs, BoardOutput> = {
  definition,
  async main(inputs, runtime) {
    const connection = connectToGitOps(inputs, runtime);
    const board = await readBoard(connection, inputs, runtime);
    const { server } = serverAddresses(runtime.env);
    const markdown = boardMarkdown(board, { server, repository: connection.repository });
    const file = inputs['json-file'];
    const kept = await keep(connection, inputs, runtime.redact(markdown));
    const json = () => `${JSON.stringify(boardJson(board), null, 2)}\n`;
    const written = file === undefined ? '' : await writeReportFile(runtime, 'json-file', file, json());
    runtime.info(`${inputs.title}: ${kept.result}${kept.url === '' ? '' : ` ${kept.url}`}`);
    const outputs = { ...kept, 'json-file': written, reason: '' };
    return {
      kind: 'done',
      outputs,
      summary: () => `## ${inputs.title}\n\n${markdown}\n`,
    } satisfies Outcome<BoardOutput>;
  },
};

async function readBoard(connection: GitHubConnection, inputs: BoardInputs, runtime: Runtime): Promise<Board> {
  const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
  const reader = promotionStateReader(connection, base);
  const first = await reader.state();
  const registry = registryAccess(inputs, runtime);
  const images = imageVerifier(
    { trustedRoot: inputs['trusted-root'], registry, files: baseFileReader(connection) },
    runtime,
  );
  const ports = {
    reader,
    verifier: withAuthors(images, sourceConnection(inputs, runtime, connection), false),
    requests: requestReader(deploymentGateReader(connection), runtime.env, connection.repository),
  };
  const since = startOfDay(new Date(first.base.now.getTime() - daysOfHistory * day));
  const [{ state, policy, steps }, history] = await Promise.all([
    planOn(first, ports, healthReasons),
    promotionHistoryReader(connection).history(first.base.oid, since),
  ]);
  return boardOf({ state, policy, steps, history, since });
}

/** So that the board does not change with every minute that passes. */
const startOfDay = (date: Date): Date => new Date(Math.floor(date.getTime() / day) * day);

interface Kept {
  readonly result: 'created' | 'updated' | 'unchanged' | 'planned' | 'shown';
  readonly 'issue-number': string;
  readonly url: string;
}

async function keep(connection: GitHubConnection, inputs: BoardInputs, markdown: string): Promise<Kept> {
  const { label, title } = inputs;
  if (!inputs.issue) return { result: 'shown', 'issue-number': '', url: '' };
  if (inputs['dry-run']) {
    const found = await findStandingIssue(connection, label);
    return { result: 'planned', 'issue-number': String(found?.number ?? ''), url: found?.url ?? '' };
  }
  const body = `Kept by the action \`board\`; what is written here by hand is lost.\n\n${markdown}`;
  const { kind, number, url } = await keepStandingIssue(connection, { label, title, body });
  return { result: kind, 'issue-number': String(number), url };
}
