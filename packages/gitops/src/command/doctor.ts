import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseRepositoryName, plans, type Plan, type RepositoryName } from '@bitvault/promotion';
import { consult, parseAcceptance } from '../doctor/consult.ts';
import { countOf } from '../doctor/diagnosis.ts';
import { DoctorError } from '../doctor/doctor-error.ts';
import { jsonReport } from '../doctor/report/json.ts';
import { sarifReport } from '../doctor/report/sarif.ts';
import { textReport } from '../doctor/report/text.ts';
import type { Report } from '../doctor/report/treated.ts';
import type { Command, CommandContext, GitHubAccess } from './command.ts';
import { optionLines, type OptionHelp } from './option-help.ts';
import { choiceOf, writeResult, type Fault } from './option-values.ts';
import { usageFault } from './usage-fault.ts';

/** The options of `doctor`. */
export const doctorOptions: readonly OptionHelp[] = [
  { form: '--repository OWNER/NAME', says: 'the GitOps repository', standard: 'GITHUB_REPOSITORY' },
  { form: '--branch BRANCH', says: 'its base branch', standard: 'the default branch' },
  {
    form: '--app-repository OWNER/NAME',
    says: 'a repository that images are built from; may be given several times',
    standard: 'those in promotion.yaml',
  },
  { form: '--plan PLAN', says: `of its owner, where the token may not see it: one of ${plans.join(', ')}` },
  { form: '--accept "CODE: REASON"', says: 'a finding that is known and meant; may be given several times' },
  { form: '--fix', says: 'change the settings that can be changed without harm, and look again' },
  { form: '--json', says: 'print JSON instead of text' },
  { form: '--sarif FILE', says: 'write SARIF there as well' },
  { form: '--fail-on LEVEL', says: 'one of error, warning, never', standard: 'error' },
  {
    form: '--token-file FILE',
    says: 'where the token is, with - for standard input',
    standard: 'GITHUB_TOKEN or GH_TOKEN',
  },
  {
    form: '--server-url URL',
    says: 'of GitHub, if it is an Enterprise Server',
    standard: 'GITHUB_SERVER_URL or https://github.com',
  },
  { form: '-h, --help', says: 'show this' },
];

const usage = `Usage: bitvault-gitops doctor --repository OWNER/NAME [OPTION …]

Reads the settings on GitHub that decide whether the gates of a GitOps repository can be walked round, and says what
somebody could do, and what closes it. Without --fix it changes nothing. The token of somebody who administers the
repositories sees everything: GITHUB_TOKEN=$(gh auth token) bitvault-gitops doctor --repository …

${optionLines(doctorOptions)}

Exit codes: 0 nothing found that --fail-on asks for, 1 something found, 2 could not look.
Findings: https://github.com/bitvault/actions/blob/v1/doctor/README.md
`;

const failsOn: Readonly<Record<string, (report: Report) => boolean>> = {
  error: ({ findings }) => countOf(findings, 'error') > 0,
  warning: ({ findings }) => countOf(findings, 'error') + countOf(findings, 'warning') > 0,
  never: () => false,
};

export const doctorCommand: Command = {
  about: 'Look whether gates can be walked round',
  async run(args, context) {
    const { values } = parsed(args);
    if (values.help) {
      context.out(usage);
      return 0;
    }
    const fails = choiceOf('--fail-on', values['fail-on'], failsOn, usageError);
    const repository = repositoryOf('--repository', values.repository ?? context.env['GITHUB_REPOSITORY'] ?? '');
    const applications = values['app-repository']?.map((name) => repositoryOf('--app-repository', name));
    const ports = await context.openGitHub(accessOf(values, context));
    const report = await consult(ports, {
      repository,
      branch: values.branch,
      applications,
      fix: values.fix,
      acceptances: new Map(values.accept.map((given) => parsedAs('--accept', given, parseAcceptance))),
    });
    const colours = context.interactive.out && !context.env['NO_COLOR'];
    context.out(values.json ? jsonReport(report) : textReport(report, { colours }));
    if (values.sarif !== undefined)
      writeResult('--sarif', resolve(context.cwd, values.sarif), sarifReport(report), unwritable);
    return fails(report) ? 1 : 0;
  },
};

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        repository: { type: 'string' },
        branch: { type: 'string' },
        'app-repository': { type: 'string', multiple: true },
        plan: { type: 'string' },
        accept: { type: 'string', multiple: true, default: [] },
        fix: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        sarif: { type: 'string' },
        'fail-on': { type: 'string', default: 'error' },
        'token-file': { type: 'string' },
        'server-url': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw usageError(usageFault(cause), 'bitvault-gitops doctor --help tells the options.', cause);
  }
}

const usageError: Fault = (message, next, cause) => new DoctorError('DOCTOR_USAGE', message, next, { cause });
const unwritable: Fault = (message, next, cause) =>
  new DoctorError('DOCTOR_OUTPUT_UNWRITABLE', message, next, { cause });

function repositoryOf(option: string, given: string): RepositoryName {
  if (given === '') throw usageError(`${option} is not given`, `Give ${option} OWNER/NAME.`);
  return parsedAs(option, given, parseRepositoryName);
}

function parsedAs<T>(option: string, given: string, parse: (raw: string) => T): T {
  try {
    return parse(given);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw usageError(`${option} is "${given}", but must be ${cause.message}`, `Correct ${option}.`, cause);
  }
}

type Values = ReturnType<typeof parsed>['values'];

function accessOf(values: Values, { env, cwd }: CommandContext): GitHubAccess {
  const plan = values.plan === undefined ? undefined : choiceOf('--plan', values.plan, planChoices, usageError);
  return { token: tokenOf(values['token-file'], env, cwd), ...addressesOf(values['server-url'], env), plan };
}

const planChoices: Readonly<Record<string, Plan>> = Object.fromEntries(plans.map((plan) => [plan, plan]));

function tokenOf(file: string | undefined, env: NodeJS.ProcessEnv, cwd: string): string {
  if (file === undefined) {
    const token = env['GITHUB_TOKEN'] ?? env['GH_TOKEN'] ?? '';
    if (token !== '') return token;
    throw usageError('there is no token', 'Set GITHUB_TOKEN, for instance to what `gh auth token` prints.');
  }
  try {
    return readFileSync(file === '-' ? 0 : resolve(cwd, file), 'utf8').trim();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw usageError(`--token-file cannot be read: ${why}`, 'Name a file that may be read.', cause);
  }
}

/** As a runner gives them, or as they follow from the server's address. */
function addressesOf(given: string | undefined, env: NodeJS.ProcessEnv): Pick<GitHubAccess, 'apiUrl' | 'graphqlUrl'> {
  const { GITHUB_API_URL: apiUrl, GITHUB_GRAPHQL_URL: graphqlUrl } = env;
  if (given === undefined && apiUrl !== undefined && graphqlUrl !== undefined) return { apiUrl, graphqlUrl };
  const server = given ?? env['GITHUB_SERVER_URL'] ?? 'https://github.com';
  if (!URL.canParse(server))
    throw usageError(`${server} is no address`, 'Give --server-url, such as https://github.com.');
  const { origin, hostname } = new URL(server);
  if (hostname === 'github.com')
    return { apiUrl: 'https://api.github.com', graphqlUrl: 'https://api.github.com/graphql' };
  if (hostname.endsWith('.ghe.com'))
    return { apiUrl: `https://api.${hostname}`, graphqlUrl: `https://api.${hostname}/graphql` };
  return { apiUrl: `${origin}/api/v3`, graphqlUrl: `${origin}/api/graphql` };
}
