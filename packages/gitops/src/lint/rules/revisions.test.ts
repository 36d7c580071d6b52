import { policyYaml, testRule, type Files } from '../rule-test.ts';
import { environmentsOnBranches, foreignRevisionFloats, revisionHead, sourceBesideSources } from './revisions.ts';

const policy = policyYaml(
  'dev: {from: build, merge: auto}',
  'test: {from: dev, merge: auto}',
  'prod: {from: test, merge: review}',
);
const own = 'repoURL: https://github.com/acme/gitops';

const application = (name: string, ...spec: readonly string[]): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}}
spec:
${spec.map((line) => `  ${line}\n`).join('')}`;

const environments = (revisions: Readonly<Record<string, string>>): Files => ({
  'promotion.yaml': policy,
  ...Object.fromEntries(
    Object.entries(revisions).flatMap(([name, revision]) => [
      [`envs/${name}/values.yaml`, ''],
      [`${name}.yaml`, application(name, 'source:', `  ${own}`, `  path: envs/${name}`, `  ${revision}`)],
    ]),
  ),
});

testRule(sourceBesideSources, {
  fails: {
    both: {
      files: {
        'k8s/x.yaml': '',
        'app.yaml': application('a', `source: {${own}, path: k8s}`, `sources: [{${own}, path: k8s}]`),
      },
      at: ['app.yaml:5'],
    },
  },
  passes: {
    'one of them': {
      'k8s/x.yaml': '',
      'a.yaml': application('a', `source: {${own}, path: k8s}`),
      'b.yaml': application('b', `sources: [{${own}, path: k8s}]`),
    },
  },
});

testRule(environmentsOnBranches, {
  fails: {
    'a branch for each environment': {
      files: environments({
        dev: 'targetRevision: main',
        test: 'targetRevision: main',
        prod: 'targetRevision: release',
      }),
      at: ['prod.yaml:8'],
      says: /deploys prod from release, and others from main$/,
    },
  },
  passes: {
    'the same for all': environments({ dev: 'targetRevision: main', prod: 'targetRevision: main' }),
    'other repositories than this one': {
      ...environments({ dev: 'targetRevision: main', prod: 'targetRevision: main' }),
      'x.yaml': application('x', 'source: {repoURL: https://github.com/x/y, path: a, targetRevision: v1}'),
    },
  },
});

testRule(revisionHead, {
  fails: {
    'HEAD, and nothing': {
      files: environments({ dev: 'targetRevision: HEAD', prod: '' }),
      at: ['dev.yaml:8', 'prod.yaml:5'],
    },
  },
  passes: { 'a branch': environments({ dev: 'targetRevision: main' }) },
});

const elsewhere = (source: string): Files => ({
  'k8s/x.yaml': '',
  'own.yaml': application('own', `source: {${own}, path: k8s}`),
  'app.yaml': application('app', `source: {${source}}`),
});

testRule(foreignRevisionFloats, {
  fails: {
    'a branch, and HEAD': {
      files: {
        ...elsewhere('repoURL: https://github.com/x/y, path: a, targetRevision: master'),
        'b.yaml': application('b', 'source: {repoURL: https://github.com/x/y, path: a}'),
      },
      at: ['app.yaml:5', 'b.yaml:5'],
      says: /takes the branch master of https:\/\/github\.com\/x\/y$/,
    },
    'a range of versions': {
      files: {
        ...elsewhere('repoURL: https://charts.example, chart: redis, targetRevision: ^1.2.0'),
        'b.yaml': application('b', 'source: {repoURL: https://charts.example, chart: redis, targetRevision: 1.2}'),
        'c.yaml': application('c', 'source: {repoURL: https://github.com/x/y, path: a, targetRevision: v1.*}'),
      },
      at: ['app.yaml:5', 'b.yaml:5', 'c.yaml:5'],
      says: /whatever version \^1\.2\.0 allows of redis/,
    },
  },
  passes: {
    'versions, tags and commits': {
      ...elsewhere('repoURL: https://charts.example, chart: redis, targetRevision: 1.2.3-rc.1'),
      'b.yaml': application('b', 'source: {repoURL: https://github.com/x/y, path: a, targetRevision: v1.2}'),
      'c.yaml': application('c', 'source: {repoURL: https://github.com/x/y, path: a, targetRevision: 0a1b2c3}'),
    },
    'a repository where nobody knows which is its own': {
      'app.yaml': application('app', 'source: {repoURL: https://github.com/x/y, path: nowhere}'),
    },
    'the pull request of a preview': {
      'k8s/x.yaml': '',
      'own.yaml': application('own', `source: {${own}, path: k8s}`),
      'set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: previews}
spec:
  generators: [{pullRequest: {github: {owner: x, repo: y}}}]
  template:
    metadata: {name: 'pr-{{number}}'}
    spec: {source: {repoURL: https://github.com/x/y, path: k8s, targetRevision: '{{branch}}'}}
`,
    },
  },
});
