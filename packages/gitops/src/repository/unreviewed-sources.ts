import type { Workflow, WorkflowJob, WorkflowStep } from './workflow.ts';
import { isMapping, mappingAt, stringsIn, textAt, textsAt } from '../yaml/fields.ts';

/** Where in a workflow a text stands, which says what `env`, `matrix` and `needs` mean in it. */
export interface Place {
  readonly workflow: Workflow;
  readonly job?: WorkflowJob;
  readonly step?: WorkflowStep;
}

/** A part of a text that is filled in with what no review has seen, and who writes that. */
export interface UnreviewedSource {
  /** As it is written. */
  readonly expression: string;
  /** `whoever may set a variable` */
  readonly who: string;
}

const writers: readonly (readonly [context: RegExp, who: string])[] = [
  [/(?<![\w.-])vars(?![\w-])/i, 'whoever may set a variable'],
  [/(?<![\w.-])secrets(?![\w-])/i, 'whoever may set a secret'],
  [/(?<![\w.-])github\.(?:event(?!\.repository\b)(?![\w-])|head_ref(?![\w-]))/i, 'whoever causes the event'],
];

const startsRun = 'whoever may start the run';

/** `github['event']['x']` is `github.event.x`; texts in quotes name nothing. */
const plain = (expression: string): string =>
  expression.replaceAll(/\[\s*'([\w-]+)'\s*\]/g, '.$1').replaceAll(/'(?:[^']|'')*'/g, "''");

/** Deeper than this, workflows go round in circles. */
const deepest = 5;

/** The first expression of the text that is filled in, itself or by way of `env`, `matrix` or outputs, with what no review has seen. */
export function unreviewedIn(text: string, place: Place, depth = 0): UnreviewedSource | undefined {
  if (depth > deepest) return undefined;
  for (const [expression] of text.matchAll(/\$\{\{.*?\}\}/gs)) {
    const who = writerOf(plain(expression), place, depth);
    if (who !== undefined) return { expression, who };
  }
  return undefined;
}

function writerOf(expression: string, place: Place, depth: number): string | undefined {
  const direct = writers.find(([context]) => context.test(expression));
  if (direct !== undefined) return direct[1];
  if (/(?<![\w.-])inputs(?![\w-])/i.test(expression) && takesInputsOfPeople(place.workflow)) return startsRun;
  return textsBehind(expression, place)
    .map(([text, where]) => unreviewedIn(text, where, depth + 1)?.who)
    .find((who) => who !== undefined);
}

/** The inputs of a called workflow or of an action are written into the file that calls it, and found there. */
function takesInputsOfPeople({ value }: Workflow): boolean {
  if ('runs' in value) return false;
  const on = value['on'] ?? value['true'];
  const events =
    typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : isMapping(on) ? Object.keys(on) : [];
  return events.length !== 1 || events[0] !== 'workflow_call';
}

type Behind = readonly (readonly [text: string, where: Place])[];

/** What the contexts that a workflow fills itself are filled with. */
function textsBehind(expression: string, place: Place): Behind {
  const { workflow, job } = place;
  const named = (context: string) => [...expression.matchAll(new RegExp(`(?<![\\w.-])${context}\\.([\\w-]+)`, 'gi'))];
  const outputs = /(?<![\w.-])(needs|steps)\.([\w-]+)\.outputs\.([\w-]+)/gi;
  return [
    ...named('env').flatMap(([, name = '']) => variable(name, place)),
    ...named('matrix').flatMap(([, name = '']) => (job === undefined ? [] : ofMatrix(job, name, workflow))),
    ...[...expression.matchAll(outputs)].flatMap(([, context = '', id = '', name = '']) =>
      context.toLowerCase() === 'needs' ? ofNeeded(workflow, id, name) : ofStep(workflow, job, id),
    ),
  ];
}

/** A variable of the environment as the nearest of step, job and workflow sets it. */
export function variable(name: string, { workflow, job, step }: Place): Behind {
  const layers: readonly (readonly [value: unknown, where: Place])[] = [
    ...(job !== undefined && step !== undefined ? [[step.value, { workflow, job, step }] as const] : []),
    ...(job !== undefined ? [[job.value, { workflow, job }] as const] : []),
    [workflow.value, { workflow }],
  ];
  for (const [value, where] of layers) {
    const text = textsAt(value, ['env'])[name];
    // In `env`, the names of the layers around it are meant.
    if (text !== undefined) return [[text, outside(where)]];
  }
  return [];
}

const outside = ({ workflow, job, step }: Place): Place =>
  step !== undefined && job !== undefined ? { workflow, job } : { workflow };

function ofMatrix(job: WorkflowJob, name: string, workflow: Workflow): Behind {
  const matrix = mappingAt(job.value, ['strategy'])?.['matrix'];
  return [...stringsIn(matrix)]
    .filter(([path]) => path.length < 2 || path.includes(name))
    .map(([, text]) => [text, { workflow }]);
}

function ofNeeded(workflow: Workflow, id: string, name: string): Behind {
  const needed = workflow.jobs.find((job) => job.id === id);
  const text = textAt(needed?.value, ['outputs', name]);
  return needed === undefined || text === undefined ? [] : [[text, { workflow, job: needed }]];
}

/** A script that writes outputs writes, as far as can be told, what it was given. */
function ofStep(workflow: Workflow, job: WorkflowJob | undefined, id: string): Behind {
  const step = job?.steps.find(({ value }) => value['id'] === id);
  if (job === undefined || step === undefined || !step.run.includes('GITHUB_OUTPUT')) return [];
  const where = { workflow, job, step };
  const given = Object.values(textsAt(step.value, ['env'])).map((text) => [text, outside(where)] as const);
  return [[step.run, where], ...given];
}
