import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkFolder } from '../lint/check-folder.ts';
import { cacheFolder } from '../render/cache.ts';
import { LintError } from '../lint/lint-error.ts';
import { failsOn, outputs, render } from '../lint/output/output.ts';
import { counted } from '../lint/output/outcome.ts';
import type { Command, CommandContext } from './command.ts';
import { optionLines, type OptionHelp } from './option-help.ts';
import { choiceOf, writeResult, type Fault } from './option-values.ts';
import { usageFault } from './usage-fault.ts';

/** The options of `lint`. */
export const lintOptions: readonly OptionHelp[] = [
  { form: '--rule ID', says: 'run only this rule; may be given several times', standard: 'all rules' },
  { form: '--format FORMAT', says: `one of ${Object.keys(outputs).join(', ')}`, standard: 'text' },
  { form: '--output FILE', says: 'write there instead of to standard output' },
  { form: '--fix', says: 'fix what can be fixed in one way only' },
  { form: '--fail-on LEVEL', says: `one of ${Object.keys(failsOn).join(', ')}`, standard: 'error' },
  {
    form: '--prefix FOLDER',
    says: 'what comes before the paths in json, sarif and github: where PATH is in the repository',
  },
  {
    form: '--base COMMIT',
    says: 'what the folder is to be merged onto: its settings hold, and what is changed of them and newly suppressed is told',
  },
  { form: '--no-cache', says: 'render everything again' },
  { form: '-h, --help', says: 'show this' },
];

const usage = `Usage: bitvault-gitops lint [PATH] [OPTION …]

Renders the Applications of the GitOps repository in PATH (the current folder, if not said) as Argo CD would, with helm
and with kustomize or kubectl from the PATH, and checks what comes of it.

${optionLines(lintOptions)}

Exit codes: 0 nothing found that --fail-on asks for, 1 something found, 2 could not be checked.
Rules: https://github.com/bitvault/actions/blob/v1/docs/lint/README.md
`;

export const lintCommand: Command = {
  about: 'Check a GitOps repository',
  async run(args, context) {
    const { values, positionals } = parsed(args);
    if (values.help) {
      context.out(usage);
      return 0;
    }
    const format = choiceOf('--format', values.format, outputs, usageFaulty);
    const failOn = choiceOf('--fail-on', values['fail-on'], failsOn, usageFaulty);
    const root = resolve(context.cwd, positionals[0] ?? '.');
    const checked = await checkFolder({
      root,
      only: values.rule,
      fix: values.fix,
      base: values.base === undefined ? [] : [values.base],
      cache: values['no-cache'] ? null : cacheFolder(context.env),
      env: context.env,
      ...progressOf(context),
    });
    if (checked.fixed > 0) context.complain(`Fixed ${counted(checked.fixed, 'place')}.\n`);
    const colours = context.interactive.out && !context.env['NO_COLOR'] && values.output === undefined;
    const prefix = values.prefix === '' ? '' : `${values.prefix.replace(/\/+$/, '')}/`;
    const text = render(
      format,
      { ...checked, prefix: format === 'text' ? shownPrefix(context.cwd, root) : prefix },
      { colours },
    );
    if (values.output === undefined) context.out(text);
    else writeResult('--output', resolve(context.cwd, values.output), text, unwritable);
    return failOn.fails(checked) ? 1 : 0;
  },
};

function parsed(args: readonly string[]) {
  try {
    const result = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rule: { type: 'string', multiple: true, default: [] },
        format: { type: 'string', default: 'text' },
        output: { type: 'string' },
        fix: { type: 'boolean', default: false },
        'fail-on': { type: 'string', default: 'error' },
        prefix: { type: 'string', default: '' },
        base: { type: 'string' },
        'no-cache': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (result.positionals.length > 1) throw new TypeError(`one folder at a time, not ${result.positionals.length}`);
    return result;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new LintError('LINT_USAGE', usageFault(cause), 'bitvault-gitops lint --help tells the options.', { cause });
  }
}

const usageFaulty: Fault = (message, next) => new LintError('LINT_USAGE', message, next);
const unwritable: Fault = (message, next, cause) => new LintError('LINT_OUTPUT_UNWRITABLE', message, next, { cause });

/** As seen from where the command was called, for the eye and for terminals that make links of paths. */
function shownPrefix(cwd: string, root: string): string {
  const path = relative(cwd, root);
  return path === '' ? '' : `${path}/`;
}

/** A line that is rewritten in place, for those who look on. */
function progressOf({ interactive, complain }: CommandContext) {
  if (!interactive.complain) return {};
  let shown = 0;
  const progress = (rendered: number, of: number): void => {
    if (of < 20) return;
    if (rendered === of) complain('\r\u001B[K');
    else if (performance.now() - shown > 100) {
      shown = performance.now();
      complain(`\rRendering ${rendered} of ${of} Applications …\u001B[K`);
    }
  };
  return { progress };
}
