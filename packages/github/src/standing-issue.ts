import * as v from 'valibot';
import type { GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';
import { pageFields, pageInfo, readPages } from './pages.ts';
import { queryVariables, repositoryField } from './query-variables.ts';

/** What an issue shall say. It is found again by its label and by who opened it. */
export interface StandingText {
  readonly label: string;
  readonly title: string;
  /** Markdown, at most 65,536 characters. */
  readonly body: string;
}

export interface StandingIssue {
  readonly kind: 'created' | 'updated' | 'unchanged';
  readonly number: number;
  readonly url: string;
}

const issuesPerRequest = 50;

const found = v.object({
  number: v.number(),
  url: v.string(),
  title: v.string(),
  body: v.string(),
  state: v.picklist(['OPEN', 'CLOSED']),
  viewerDidAuthor: v.boolean(),
});
type FoundIssue = v.InferOutput<typeof found>;

/** The oldest issue with the label that this identity opened, open or closed; null where there is none. */
export async function findStandingIssue(connection: GitHubConnection, label: string): Promise<FoundIssue | null> {
  const isOwn = ({ viewerDidAuthor }: FoundIssue) => viewerDidAuthor;
  const { nodes } = await readPages(
    query,
    { most: Infinity, enough: (issues: readonly FoundIssue[]) => issues.some(isOwn) },
    (after) => readPage(connection, label, after),
  );
  return nodes.find(isOwn) ?? null;
}

const query = 'query StandingIssue';

const page = v.object({
  repository: v.object({ issues: v.object({ nodes: v.array(found), pageInfo }) }),
});

async function readPage(connection: GitHubConnection, label: string, after: string | null) {
  const variables = queryVariables();
  const bounds = [
    `labels: ${variables.add('[String!]', [label])}`,
    `first: ${variables.add('Int!', issuesPerRequest)}`,
    `after: ${variables.add('String', after)}`,
    'orderBy: {field: CREATED_AT, direction: ASC}',
  ].join(', ');
  const issues = `issues(${bounds}) { nodes { number url title body state viewerDidAuthor } ${pageFields} }`;
  const field = `${repositoryField(connection, variables)} { ${issues} }`;
  const document = { title: query, text: `${variables.head(query)} { ${field} }`, variables: variables.values };
  return (await connection.query(document, page)).data.repository.issues;
}

const written = v.object({ number: v.number(), html_url: v.string(), labels: v.array(v.object({ name: v.string() })) });

/**
 * Brings about the one open issue with this label, title and body: two requests, or one where it says so already. Two
 * runs at once may open two; every later run keeps the older.
 *
 * @throws GitHubError
 */
export async function keepStandingIssue(connection: GitHubConnection, text: StandingText): Promise<StandingIssue> {
  const existing = await findStandingIssue(connection, text.label);
  if (existing === null) return openIssue(connection, text);
  const { number, url } = existing;
  if (saysSo(existing, text)) return { kind: 'unchanged', number, url };
  const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  const change = { issue_number: number, title: text.title, body: text.body, state: 'open' };
  await connection.rest('repeatable', route, change, written);
  return { kind: 'updated', number, url };
}

/** GitHub may give line ends back in another way, and drops blank ends. */
function saysSo({ title, body, state }: FoundIssue, text: StandingText): boolean {
  const plain = (markdown: string) => markdown.replaceAll('\r\n', '\n').trim();
  return state === 'OPEN' && title === text.title && plain(body) === plain(text.body);
}

async function openIssue(connection: GitHubConnection, { label, title, body }: StandingText): Promise<StandingIssue> {
  const route = 'POST /repos/{owner}/{repo}/issues';
  const issue = await connection.rest('once', route, { title, body, labels: [label] }, written);
  const { number, html_url: url } = issue;
  // Who may not set labels has them dropped without a word, and would open another one each time.
  if (!issue.labels.some(({ name }) => name.toLowerCase() === label.toLowerCase())) {
    throw new GitHubError('GITHUB_REFUSED', `issue #${number} was opened without its label ${label}`, {
      next: `Close it, and give the token \`issues: write\` on ${connection.repository}.`,
    });
  }
  return { kind: 'created', number, url };
}
