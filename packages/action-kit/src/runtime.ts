import * as core from '@actions/core';
import pRetry from 'p-retry';
import { cancellableIn, type Cancellable } from './cancellation.ts';
import { InputError, reportWarning } from './coded-error.ts';
import { logText, shortLine } from './log-text.ts';
import { redaction } from './redaction.ts';
import { appendWhole, firstBytes, outputEntry } from './report-files.ts';

/** A message at a place in the files of the job. */
export interface Annotation {
  readonly severity: 'error' | 'warning' | 'notice';
  /** From the root of the repository. */
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly column: number;
  readonly title: string;
  readonly message: string;
}

/** What an action may ask of the machine that runs it; passed to every `main`, so that none of them reads globals. */
export interface Runtime {
  readonly env: NodeJS.ProcessEnv;
  mask(secret: string): void;
  /** Text or Markdown without what was masked, for what is posted where nobody else hides it. */
  redact(text: string): string;
  info(line: string): void;
  warn(line: string): void;
  /** Shows a message at a line of a file, as far as the runner and GitHub keep such: some tens a step. */
  annotate(annotation: Annotation): void;
  /** An OpenID Connect token of this job for `audience`, masked. Throws InputError `OIDC_UNAVAILABLE`. */
  idToken(audience: string): Promise<string>;
  /** For work that a cancelled job must end itself, such as another program. */
  readonly cancellable: Cancellable;
}

/** What reports how an action ended. None of it throws: a report that fails is a warning, and changes nothing else. */
export interface ActionRuntime extends Runtime {
  setOutputs(outputs: Readonly<Record<string, string>>): void;
  writeSummary(markdown: string): void;
  fail(message: string): void;
}

const annotators = { error: core.error, warning: core.warning, notice: core.notice } as const;

/** GitHub drops a step summary of more than 1 MiB (actions/runner, `CreateStepSummaryCommand`). */
const summaryLimit = 1024 * 1024;
const summaryEnd = '\n\n… cut: it is longer than a summary can be.\n';

export function githubRuntime(env: NodeJS.ProcessEnv): ActionRuntime {
  const secrets = redaction();
  const safe = (text: string) => logText(secrets.text(text));
  const mask = (secret: string) => {
    if (secret === '') return;
    secrets.add(secret);
    // Told all at once, the runner hides each line wherever it stands, a lone quote or brace too; it also withholds
    // outputs with something hidden in them. Where there are none but short lines, that is better than to show them.
    const lines = secret.split(/\r\n|\n|\r/).filter((line) => line.trim().length > 3);
    for (const line of lines.length > 0 ? lines : [secret]) core.setSecret(line);
  };
  const warn = (line: string) => core.warning(safe(line));
  return {
    env,
    mask,
    redact: (text) => secrets.markdown(text),
    info: (line) => core.info(safe(line)),
    warn,
    annotate({ severity, file, line, column, title, message }) {
      annotators[severity](safe(message), {
        title: safe(title),
        file: safe(file),
        startLine: line,
        startColumn: column,
      });
    },
    fail: (message) => core.setFailed(safe(message)),
    setOutputs(outputs) {
      const path = env['GITHUB_OUTPUT'] ?? '';
      const lost = Object.entries(outputs).flatMap(([name, value]) => {
        const failure = tryToAppend(path, outputEntry(name, secrets.text(value)));
        return failure === undefined ? [] : [{ name, failure }];
      });
      const [first] = lost;
      if (first === undefined) return;
      const what = `GITHUB_OUTPUT could not be written (${first.failure}), so later steps find nothing in ${lost.map(({ name }) => name).join(', ')}`;
      warn(reportWarning('OUTPUTS_LOST', what, `${stands} ${repair}, then run again for the outputs.`));
    },
    writeSummary(markdown) {
      const whole = `${secrets.markdown(markdown)}\n`;
      const first = firstBytes(whole, summaryLimit - Buffer.byteLength(summaryEnd));
      const failure = tryToAppend(env['GITHUB_STEP_SUMMARY'] ?? '', first === whole ? whole : first + summaryEnd);
      if (failure === undefined) return;
      const what = `GITHUB_STEP_SUMMARY could not be written (${failure})`;
      warn(reportWarning('SUMMARY_LOST', what, `${stands} ${repair}.`));
    },
    idToken: (audience) => requestIdToken(env, audience, mask),
    cancellable: cancellableIn(process),
  };
}

const stands = 'Nothing else: what the step did, or refused, stands.';
const repair = 'If reports are wanted, give the runner a temporary folder that can be written and has space';

/** Why it could not be appended, on one line; `undefined` where it was. */
function tryToAppend(path: string, text: string): string | undefined {
  try {
    if (path === '') return 'it is not set';
    appendWhole(path, text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? shortLine(error.message, 500) : 'for a reason that nobody gave';
  }
}

async function requestIdToken(
  env: NodeJS.ProcessEnv,
  audience: string,
  mask: (secret: string) => void,
): Promise<string> {
  const next = 'Give the job `permissions: id-token: write`.';
  const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  if (!address || !env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']) {
    throw new InputError('OIDC_UNAVAILABLE', 'this job has no OpenID Connect token to ask for', next);
  }
  mask(env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']);
  if (!isTrustworthy(address, env['GITHUB_SERVER_URL'] ?? '')) {
    throw new InputError(
      'OIDC_UNAVAILABLE',
      'ACTIONS_ID_TOKEN_REQUEST_URL is not an address of this GitHub server, or asks for an audience of its own',
      'Find out what set this variable: the runner sets it by itself for a job with `permissions: id-token: write`.',
    );
  }
  try {
    const token = await pRetry(() => core.getIDToken(audience), {
      retries: 4,
      minTimeout: 500,
      randomize: true,
      shouldRetry: ({ error }) => mayPass(error),
    });
    mask(token);
    return token;
  } catch (cause) {
    const failed = !(cause instanceof Error) || mayPass(cause);
    const later = 'Look at githubstatus.com, or at the network of a self-hosted runner, then run the job again.';
    throw new InputError('OIDC_UNAVAILABLE', 'the OpenID Connect provider gave no token', failed ? later : next, {
      cause,
    });
  }
}

/** The library tries again only after a few of the server errors, and says the status nowhere but in its message. */
function mayPass({ message }: Error): boolean {
  const status = /Error Code : (\d{3})/.exec(message)?.[1];
  return status === undefined || status === '429' || status.startsWith('5');
}

/**
 * Whether the job's request token may go there: over https to GitHub's own service, the job's server or a host below it,
 * or over http to a server on loopback. The audience is ours to name.
 */
function isTrustworthy(address: string, server: string): boolean {
  const [url, own] = [URL.parse(address), URL.parse(server)];
  if (!url || url.username !== '' || url.password !== '' || url.searchParams.has('audience')) return false;
  if (url.protocol === 'http:')
    return url.origin === own?.origin && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:') return false;
  return (
    url.hostname.endsWith('.actions.githubusercontent.com') ||
    (own !== null && (url.host === own.host || url.hostname.endsWith(`.${own.hostname}`)))
  );
}
