import type { ProblemCode } from '../../repository/problem.ts';
import type { Location } from '../../yaml/location.ts';
import type { Rule } from '../rule.ts';

/** A rule that reports what kept the repository from being looked at. */
const problems = (rule: Omit<Rule, 'check'>, ...codes: readonly ProblemCode[]): Rule => ({
  ...rule,
  *check(repository) {
    for (const { code, at, message, next, application } of repository.problems) {
      if (!codes.includes(code)) continue;
      const told = { at, message: `${message.replace(/\.$/, '')}. Next: ${next.replace(/\.$/, '')}` };
      yield application === undefined ? told : { ...told, application };
    }
  },
});

export const yamlUnreadable = problems(
  {
    id: 'yaml-unreadable',
    severity: 'error',
    title: 'A YAML file cannot be read',
    why: 'Whoever reads the file stops there: Argo CD reports a comparison error and syncs nothing of the Application.',
    fix: 'Correct the YAML at the place that is named.',
  },
  'YAML_UNREADABLE',
);

export const keyRepeated: Rule = {
  id: 'key-repeated',
  severity: 'error',
  title: 'A key is written twice in the same place',
  why: 'What is under the first of the two is gone: labels, variables or limits that somebody believes to be there. Kustomize refuses some of such files, and GitHub every such workflow.',
  fix: 'Put what is under the two keys under one.',
  argo: {
    does: 'A folder of manifests and the values of a chart are taken with the last of the two, without a word.',
    test: 'test/peers/cluster/argocd-claims.test.ts: of a key that is written twice, the last one is taken without a word',
  },
  *check({ yaml }) {
    for (const { repeatedKeys } of yaml.values())
      for (const { at, key } of repeatedKeys)
        yield { at, message: `${key} was written here before, and that is dropped` };
  },
};

/** Said once for each program, at the first place that needs it, and of all Applications. */
export const toolMissing: Rule = {
  id: 'tool-missing',
  severity: 'error',
  title: 'A program that renders manifests is missing',
  why: 'Without helm, or without kustomize or kubectl, what an Application deploys cannot be looked at, and silence about it would read as approval.',
  fix: 'Install the program before the linter runs, in the version that your Argo CD has.',
  *check({ problems: all }) {
    const first = new Map<string, Location>();
    for (const { code, at, message, next, application } of all) {
      if (code !== 'TOOL_MISSING') continue;
      if (!first.has(message)) first.set(message, at);
      const told = { at: first.get(message) ?? at, message: `${message}. Next: ${next.replace(/\.$/, '')}` };
      yield application === undefined ? told : { ...told, application };
    }
  },
};

export const renderFailed = problems(
  {
    id: 'render-failed',
    severity: 'error',
    title: 'An Application cannot be rendered',
    why: 'Argo CD runs the same Helm or Kustomize. Where it fails, the Application stays at what it was and shows a comparison error.',
    fix: 'Fix what the program complains about. The message is its own.',
  },
  'RENDER_FAILED',
  'SOURCE_INVALID',
);

export const sourcePathMissing = problems(
  {
    id: 'source-path-missing',
    severity: 'error',
    title: 'The path of an Application is not in the repository',
    why: 'Argo CD reports that the app path does not exist and syncs nothing.',
    fix: 'Correct `path`, which is relative to the root of the repository, or add the folder.',
  },
  'SOURCE_PATH_MISSING',
);

export const notLookedAt = problems(
  {
    id: 'not-looked-at',
    severity: 'warning',
    title: 'A part of the repository cannot be looked at from here',
    why: 'Some Applications depend on what only Argo CD or another repository knows. The linter does not guess: it says what it leaves out.',
    fix: 'Where it has to be so, suppress it with that reason. Else use generators and charts of this repository.',
  },
  'SET_NOT_EXPANDED',
  'RENDER_OUTSIDE',
);
