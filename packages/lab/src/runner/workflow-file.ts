import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import type { EventsConfig, Job, WorkflowJob as ParsedJob } from '@actions/workflow-parser/model/workflow-template';
import { isAvailable } from './action-source.ts';
import { officialParser } from './official-parser.ts';
import { RunnerError } from './runner-error.ts';
import { TokenReader } from './workflow-tokens.ts';
import type { Template } from './template.ts';
import type {
  Concurrency,
  DispatchInput,
  RunDefaults,
  Strategy,
  Trigger,
  Workflow,
  WorkflowJob,
  WorkflowStep,
} from './workflow.ts';

/**
 * Reads a workflow file with GitHub's parser. What the lab does not do is listed in `unsupported`, not thrown, so that
 * the file's triggers still decide whether there is a run that fails.
 *
 * @throws RunnerError `WORKFLOW_INVALID`
 */
export async function readWorkflow(path: string, text: string): Promise<Workflow> {
  const parser = await officialParser();
  const { context, value } = parser.parseWorkflow({ name: path, content: text }, new parser.NoOperationTraceWriter());
  const invalid = () => {
    const errors = context.errors.getErrors().map((error) => error.message);
    return new RunnerError('WORKFLOW_INVALID', errors.join('; ') || `${path} is empty`, 'Correct the workflow file.');
  };
  if (value === undefined || context.errors.count > 0) throw invalid();
  const converted = await parser.convertWorkflowTemplate(context, value);
  if (context.errors.count > 0) throw invalid();
  return new WorkflowReader(new TokenReader(parser)).workflow(path, value, converted.events, converted.jobs);
}

class WorkflowReader {
  readonly #tokens: TokenReader;

  constructor(tokens: TokenReader) {
    this.#tokens = tokens;
  }

  workflow(path: string, root: TemplateToken, events: EventsConfig, jobs: readonly ParsedJob[]): Workflow {
    const fields = this.#tokens.tokens(root, '', [
      'on',
      'name',
      'description',
      'run-name',
      'env',
      'permissions',
      'defaults',
      'concurrency',
      'jobs',
    ]);
    const template = (key: string): Template | undefined => {
      const token = fields.get(key);
      return token && this.#tokens.template(token);
    };
    const name = template('name');
    const jobTokens = fields.get('jobs');
    const bodies = jobTokens === undefined ? new Map() : this.#tokens.tokens(jobTokens, 'jobs', idsOf(jobs));
    return {
      path,
      name: name?.kind === 'literal' && name.value !== null ? String(name.value) : path,
      triggers: triggersOf(events),
      inputs: this.#inputs(fields.get('on')),
      defaults: this.#defaults(fields.get('defaults'), 'defaults'),
      jobs: jobs.map((job) => this.#job(job, bodies.get(job.id.value))),
      unsupported: this.#tokens.unsupported,
      ...optional('runName', template('run-name')),
      ...optional('env', template('env')),
      ...optional('permissions', template('permissions')),
      ...optional('concurrency', this.#concurrency(fields.get('concurrency'), 'concurrency')),
    };
  }

  /** Read here because the parser's own conversion knows no inputs of type number. */
  #inputs(on: TemplateToken | undefined): readonly DispatchInput[] {
    const dispatch = on && this.#tokens.entriesOf(on).get('workflow_dispatch');
    const inputs = dispatch && this.#tokens.entriesOf(dispatch).get('inputs');
    if (inputs === undefined) return [];
    return [...this.#tokens.entriesOf(inputs)].map(([name, token]) => {
      const fields = this.#tokens.fields(token, `on.workflow_dispatch.inputs.${name}`, [
        'description',
        'required',
        'type',
        'default',
        'options',
      ]);
      const value = (field: Template | undefined) =>
        field?.kind === 'literal' ? (field.value ?? undefined) : undefined;
      const options = fields.options?.kind === 'sequence' ? fields.options.items.map(value) : undefined;
      return {
        name,
        type: String(value(fields.type) ?? 'string'),
        required: value(fields.required) === true,
        ...optional('default', value(fields.default)),
        ...optional('options', options?.map(String)),
      };
    });
  }

  #job(parsed: ParsedJob, body: TemplateToken): WorkflowJob {
    const id = parsed.id.value;
    const where = `jobs.${id}`;
    const tokens = this.#tokens.tokens(body, where, [
      'name',
      'needs',
      'if',
      'runs-on',
      'env',
      'environment',
      'permissions',
      'outputs',
      'strategy',
      'concurrency',
      'defaults',
      'timeout-minutes',
      'continue-on-error',
      'steps',
    ]);
    const template = (key: string): Template | undefined => {
      const token = tokens.get(key);
      return token && this.#tokens.template(token);
    };
    return {
      id,
      needs: (parsed.needs ?? []).map((need) => need.value),
      condition: parsed.if.expression,
      defaults: this.#defaults(tokens.get('defaults'), `${where}.defaults`),
      steps: parsed.type === 'job' ? this.#steps(parsed, tokens.get('steps'), where) : [],
      ...optional('name', template('name')),
      ...optional('runsOn', template('runs-on')),
      ...optional('env', template('env')),
      ...optional('permissions', template('permissions')),
      ...optional('outputs', template('outputs')),
      ...optional('timeoutMinutes', template('timeout-minutes')),
      ...optional('continueOnError', template('continue-on-error')),
      ...optional('environment', this.#environment(tokens.get('environment'), `${where}.environment`)),
      ...optional('strategy', this.#strategy(tokens.get('strategy'), `${where}.strategy`)),
      ...optional('concurrency', this.#concurrency(tokens.get('concurrency'), `${where}.concurrency`)),
    };
  }

  #steps(job: Job, token: TemplateToken | undefined, where: string): readonly WorkflowStep[] {
    const bodies = this.#tokens.items(token);
    return job.steps.flatMap((parsed, index): readonly WorkflowStep[] => {
      const body = bodies[index];
      if (body === undefined) return [];
      const at = `${where}.steps[${index}]`;
      const step = this.#tokens.fields(body, at, [
        'id',
        'name',
        'if',
        'env',
        'run',
        'shell',
        'working-directory',
        'uses',
        'with',
        'continue-on-error',
        'timeout-minutes',
      ]);
      const base = {
        id: parsed.id,
        named: step.id !== undefined,
        condition: parsed.if?.expression ?? 'success()',
        ...optional('name', step.name),
        ...optional('env', step.env),
        ...optional('continueOnError', step['continue-on-error']),
        ...optional('timeoutMinutes', step['timeout-minutes']),
      };
      if (step.run !== undefined) {
        const [shell, directory] = [optional('shell', step.shell), step['working-directory']];
        return [{ ...base, kind: 'run', run: step.run, ...shell, ...optional('workingDirectory', directory) }];
      }
      if ('uses' in parsed) {
        const uses = parsed.uses.value;
        if (!isAvailable(uses)) this.#tokens.unsupported.push(`${at}.uses: ${uses}`);
        return [{ ...base, kind: 'uses', uses, ...optional('with', step.with) }];
      }
      return [];
    });
  }

  #environment(token: TemplateToken | undefined, where: string): WorkflowJob['environment'] {
    if (token === undefined) return undefined;
    if (!this.#tokens.isMapping(token)) return { name: this.#tokens.template(token) };
    const { name, url } = this.#tokens.fields(token, where, ['name', 'url']);
    return name && { name, ...optional('url', url) };
  }

  #strategy(token: TemplateToken | undefined, where: string): Strategy | undefined {
    if (token === undefined) return undefined;
    const fields = this.#tokens.fields(token, where, ['matrix', 'fail-fast', 'max-parallel']);
    return {
      ...optional('matrix', fields.matrix),
      ...optional('failFast', fields['fail-fast']),
      ...optional('maxParallel', fields['max-parallel']),
    };
  }

  #concurrency(token: TemplateToken | undefined, where: string): Concurrency | undefined {
    if (token === undefined) return undefined;
    if (!this.#tokens.isMapping(token)) return { group: this.#tokens.template(token) };
    const fields = this.#tokens.fields(token, where, ['group', 'cancel-in-progress']);
    return fields.group && { group: fields.group, ...optional('cancelInProgress', fields['cancel-in-progress']) };
  }

  #defaults(token: TemplateToken | undefined, where: string): RunDefaults {
    const run = token && this.#tokens.tokens(token, where, ['run']).get('run');
    if (run === undefined) return {};
    const fields = this.#tokens.fields(run, `${where}.run`, ['shell', 'working-directory']);
    return {
      ...optional('shell', fields.shell),
      ...optional('workingDirectory', fields['working-directory']),
    };
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

const idsOf = (jobs: readonly ParsedJob[]) => jobs.map((job) => job.id.value);

function triggersOf(events: EventsConfig): ReadonlyMap<string, Trigger> {
  return new Map(
    Object.entries(events).map(([name, config]) => [
      name,
      {
        ...optional('branches', filterList(config, 'branches')),
        ...optional('branchesIgnore', filterList(config, 'branches-ignore')),
        ...optional('tags', filterList(config, 'tags')),
        ...optional('tagsIgnore', filterList(config, 'tags-ignore')),
        ...optional('paths', filterList(config, 'paths')),
        ...optional('pathsIgnore', filterList(config, 'paths-ignore')),
        ...optional('types', filterList(config, 'types')),
        ...optional('workflows', filterList(config, 'workflows')),
        ...optional('crons', name === 'schedule' ? events.schedule?.map((entry) => entry.cron) : undefined),
      },
    ]),
  );
}

function filterList(config: unknown, key: string): readonly string[] | undefined {
  const lists = config as Readonly<Record<string, readonly string[] | undefined>> | null;
  return typeof config === 'object' ? lists?.[key] : undefined;
}
