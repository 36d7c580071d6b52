import { isMapping, listAt, textAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { neighboursOf } from './neighbours.ts';
import { analysesIn, metricsOf, wholeNumber, type Analysis } from './rollouts.ts';

const claims = 'test/peers/cluster/rollout-claims.test.ts';

export const analysisTemplateMissing: Rule = {
  id: 'analysis-template-missing',
  severity: 'error',
  title: 'A Rollout names an AnalysisTemplate that is not there',
  why: 'The Rollout is invalid until the template exists, and no new version is rolled out.',
  fix: 'Deploy the AnalysisTemplate to the namespace of the Rollout, correct the name, or set `clusterScope: true` for a ClusterAnalysisTemplate.',
  argo: {
    does: 'Argo Rollouts sets the condition InvalidSpec: the AnalysisTemplate is not found.',
    test: `${claims}: a Rollout that names a missing AnalysisTemplate is refused`,
  },
  *check(repository) {
    for (const { rollout, templates } of analysesIn(repository)) {
      if (!neighboursOf(repository, rollout).complete) continue;
      for (const { name, path, manifest } of templates) {
        if (manifest !== undefined) continue;
        const message = `${rollout.title}: there is no AnalysisTemplate ${name} in namespace ${rollout.targetNamespace}`;
        yield { at: rollout.at(path), message, application: rollout.application.name };
      }
    }
  },
};

export const analysisWithoutTemplates: Rule = {
  id: 'analysis-without-templates',
  severity: 'error',
  title: 'An analysis names no templates',
  why: 'In the background nothing is then measured, and the canary is promoted whatever it does; a step waits for ever for an analysis that is not started. It happens with `templateName` beside `args`, which was right long ago and is dropped today.',
  fix: 'Write `templates: [{templateName: NAME}]`.',
  argo: {
    does: 'Argo Rollouts starts no AnalysisRun, and promotes the canary.',
    test: `${claims}: an analysis that names no templates measures nothing`,
  },
  *check(repository) {
    for (const { rollout, value, path } of analysesIn(repository)) {
      if (listAt(value, ['templates']).length > 0) continue;
      const message = `${rollout.title} has an analysis without templates`;
      yield { at: rollout.at(path, 'key'), message, application: rollout.application.name };
    }
  },
};

interface Argument {
  readonly name: string;
  readonly filled: boolean;
}

const argumentsIn = (list: readonly unknown[]): readonly Argument[] =>
  list.flatMap((argument) =>
    isMapping(argument)
      ? [{ name: textAt(argument, ['name']) ?? '', filled: 'value' in argument || 'valueFrom' in argument }]
      : [],
  );

/** All that the templates declare; undefined where some template, or one that it includes, is not known. */
function declared({ templates, resolved }: Analysis): readonly Argument[] | undefined {
  const manifests = templates.flatMap(({ manifest }) => manifest ?? []);
  if (
    !resolved ||
    manifests.length === 0 ||
    manifests.some((manifest) => manifest.list('spec', 'templates').length > 0)
  )
    return undefined;
  return manifests.flatMap((manifest) => argumentsIn(manifest.list('spec', 'args')));
}

export const analysisArgumentMissing: Rule = {
  id: 'analysis-argument-missing',
  severity: 'error',
  title: 'An analysis lacks an argument',
  why: 'An argument of an AnalysisTemplate that has no value has to come from the Rollout. Without it the Rollout is invalid, and no new version is rolled out.',
  fix: 'Give the argument under `args` of the analysis, or a value in the template.',
  argo: {
    does: 'Argo Rollouts sets the condition InvalidSpec: the argument was not resolved.',
    test: `${claims}: a Rollout that does not give an argument of its analysis is refused`,
  },
  *check(repository) {
    for (const analysis of analysesIn(repository)) {
      const all = declared(analysis) ?? [];
      const given = argumentsIn(listAt(analysis.value, ['args'])).filter(({ filled }) => filled);
      const filled = new Set([...all, ...given].flatMap((each) => (each.filled ? [each.name] : [])));
      for (const name of new Set(all.map((each) => each.name))) {
        if (filled.has(name)) continue;
        const { rollout, path } = analysis;
        const message = `${rollout.title} does not give the argument ${name} that ${namesOf(analysis)} needs`;
        yield { at: rollout.at([...path, 'args']), message, application: rollout.application.name };
      }
    }
  },
};

export const analysisArgumentUnknown: Rule = {
  id: 'analysis-argument-unknown',
  severity: 'warning',
  title: 'A Rollout gives an argument that its analysis does not have',
  why: 'The argument is dropped without a word. Often it is a misspelling, and the template goes on with the default that it was meant to replace.',
  fix: 'Correct the name, declare it under `spec.args` of the AnalysisTemplate, or drop it.',
  *check(repository) {
    for (const analysis of analysesIn(repository)) {
      const all = declared(analysis);
      if (all === undefined) continue;
      const names = new Set(all.map(({ name }) => name));
      for (const [index, { name }] of argumentsIn(listAt(analysis.value, ['args'])).entries()) {
        if (names.has(name)) continue;
        const { rollout, path } = analysis;
        const message = `${rollout.title} gives the argument ${name}, which ${namesOf(analysis)} does not have`;
        yield { at: rollout.at([...path, 'args', index, 'name']), message, application: rollout.application.name };
      }
    }
  },
};

const namesOf = ({ templates }: Analysis): string => templates.map(({ name }) => name).join(', ');

export const analysisWithoutEnd: Rule = {
  id: 'analysis-without-end',
  severity: 'error',
  title: 'A step waits for an analysis that never ends',
  why: 'A metric with an `interval` and no `count` is measured for ever. In the background of a canary that is right; a step that waits for it makes the Rollout invalid.',
  fix: 'Give the metric a `count`, or run the analysis in the background, under `canary.analysis`.',
  argo: {
    does: 'Argo Rollouts sets the condition InvalidSpec: the metric runs indefinitely.',
    test: `${claims}: a step with a metric that never ends is refused`,
  },
  *check(repository) {
    for (const { rollout, background, templates } of analysesIn(repository)) {
      if (background) continue;
      for (const metric of templates.flatMap(({ manifest }) => (manifest === undefined ? [] : metricsOf(manifest)))) {
        const { template, name, value, path } = metric;
        const count = 'count' in value ? wholeNumber(value['count']) : 0;
        if (!('interval' in value) || count !== 0) continue;
        const message = `${template.title}: metric ${name} has no count, and a step of ${rollout.title} waits for it`;
        yield { at: template.at(path), message, application: template.application.name };
      }
    }
  },
};
