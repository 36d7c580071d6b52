import { applicationYaml, testRule, type Files } from '../rule-test.ts';
import {
  projectDefault,
  projectForbidsDestination,
  projectForbidsKind,
  projectForbidsSource,
  projectMissing,
  projectWildcard,
} from './projects.ts';

const application = (
  project: string,
  destination = 'server: https://kubernetes.default.svc, namespace: apps',
): Files => ({
  'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api}
spec:
  project: ${project}
  source:
    repoURL: https://github.com/acme/gitops.git
    path: k8s
  destination: {${destination}}
`,
  'k8s/a.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
`,
});

const project = (...spec: readonly string[]): Files => ({
  'project.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: team}
spec:
${spec.map((line) => `  ${line}\n`).join('')}`,
});
const sources = "sourceRepos: ['https://github.com/acme/*']";
const destinations = 'destinations: [{server: https://kubernetes.default.svc, namespace: apps}]';
const team = project(sources, destinations);

const object = (apiVersion: string, kind: string, namespace = ''): string => `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: x
${namespace === '' ? '' : `  namespace: ${namespace}\n`}`;

testRule(projectMissing, {
  fails: {
    'a slip': { files: { ...application('teams'), ...team }, at: ['app.yaml:5'], says: /did you mean team\?$/ },
    'a project that is somewhere else, or nowhere': { files: { ...application('other'), ...team }, at: ['app.yaml:5'] },
  },
  passes: {
    'one that is there': { ...application('team'), ...team },
    'a repository without projects': application('other'),
    'the default one': { ...application('default'), ...team },
    'one that an Application renders': {
      ...application('team'),
      'x.yaml': String(project('description: x')['project.yaml']).replace('team', 'x'),
      'k8s/project.yaml': String(team['project.yaml']),
    },
  },
});

testRule(projectDefault, {
  fails: {
    'the default project': { files: application('default'), at: ['app.yaml:5'] },
    'no project': { files: application('""'), at: ['app.yaml:5'] },
  },
  passes: {
    'a project': application('team'),
    'a default project that is written down': {
      ...application('default'),
      'p.yaml': String(team['project.yaml']).replace('team', 'default'),
    },
  },
});

testRule(projectWildcard, {
  fails: {
    'stars everywhere': {
      files: project(
        "sourceRepos: ['*']",
        'destinations:',
        "  - {server: '*', namespace: apps}",
        "  - {name: prod, namespace: '*'}",
        "  - {name: '*', namespace: '*'}",
        'clusterResourceWhitelist:',
        "  - {group: '*', kind: '*'}",
      ),
      at: ['project.yaml:5', 'project.yaml:7', 'project.yaml:8', 'project.yaml:9', 'project.yaml:11'],
      says: /AppProject team permits any repository/,
    },
  },
  passes: {
    'patterns for a part': project(
      sources,
      "destinations: [{name: 'prod-*', namespace: 'apps-*'}]",
      "namespaceResourceWhitelist: [{group: '*', kind: '*'}]",
      "clusterResourceWhitelist: [{group: '', kind: '*'}]",
    ),
  },
});

testRule(projectForbidsSource, {
  fails: {
    'another owner': {
      files: { ...application('team'), ...project("sourceRepos: ['https://github.com/other/*']", destinations) },
      at: ['app.yaml:7'],
    },
    'no repository at all': { files: { ...application('team'), ...project(destinations) }, at: ['app.yaml:7'] },
    'one that is denied': {
      files: { ...application('team'), ...project("sourceRepos: ['*', '!https://github.com/acme/*']") },
      at: ['app.yaml:7'],
    },
  },
  passes: {
    'the address, with or without .git': {
      ...application('team'),
      ...project('sourceRepos: [https://github.com/acme/gitops]'),
    },
    'a pattern': { ...application('team'), ...team },
    'all but another one': { ...application('team'), ...project("sourceRepos: ['!https://github.com/other/*']") },
    'a project that is not there': application('team'),
  },
});

testRule(projectForbidsDestination, {
  fails: {
    'another namespace': {
      files: { ...application('team', 'server: https://kubernetes.default.svc, namespace: other'), ...team },
      at: ['app.yaml:9'],
      says: /namespace other, which AppProject team does not permit there$/,
    },
    'another cluster': {
      files: { ...application('team', 'server: https://other.example, namespace: apps'), ...team },
      at: ['app.yaml:9'],
    },
    'one resource for another namespace': {
      files: { ...application('team'), ...team, 'k8s/b.yaml': object('v1', 'Secret', 'kube-system') },
      at: ['k8s/b.yaml:5'],
      says: /^Secret x is for namespace kube-system/,
    },
    'what is denied': {
      files: {
        ...application('team'),
        ...project(
          sources,
          "destinations: [{name: '*', server: '*', namespace: '*'}, {server: '*', namespace: '!apps'}]",
        ),
      },
      at: ['app.yaml:9'],
    },
  },
  passes: {
    'the destination, and a pattern': {
      ...application('team'),
      ...project(sources, "destinations: [{server: 'https://*', namespace: 'a*'}]"),
    },
    'the cluster by its other name': { ...application('team', 'name: in-cluster, namespace: apps'), ...team },
    'a cluster whose name nobody knows here': {
      ...application('team', 'server: https://other.example, namespace: apps'),
      ...project(sources, 'destinations: [{name: other, namespace: apps}]'),
    },
    'what belongs to no namespace': { ...application('team'), ...team, 'k8s/b.yaml': object('v1', 'Namespace') },
  },
});

const kinds = 'namespaceResourceWhitelist: [{group: "", kind: ConfigMap}]';

const creatingIn = (namespace: string, server = 'https://kubernetes.default.svc'): Files => {
  const files = application('team', `server: ${server}, namespace: ${namespace}`);
  const app = `${files['app.yaml']}  syncPolicy:\n    syncOptions: [CreateNamespace=true]\n`;
  return { ...files, 'app.yaml': app.replace('{name: api}', '{name: api, namespace: argocd}') };
};
const creating = creatingIn('apps');
const anywhere = project(sources, "destinations: [{server: '*', namespace: '*'}]");

testRule(projectForbidsKind, {
  fails: {
    'what is not listed': {
      files: { ...application('team'), ...project(sources, destinations, kinds), 'k8s/b.yaml': object('v1', 'Secret') },
      at: ['k8s/b.yaml:2'],
      says: /does not permit Secret x \(group ""\)$/,
    },
    'anything of the whole cluster, where nothing is listed': {
      files: { ...application('team'), ...team, 'k8s/b.yaml': object('rbac.authorization.k8s.io/v1', 'ClusterRole') },
      at: ['k8s/b.yaml:2'],
    },
    'what is taken out again': {
      files: { ...application('team'), ...project(sources, 'namespaceResourceBlacklist: [{group: "", kind: "*"}]') },
      at: ['k8s/a.yaml:2'],
    },
    'a Namespace of another name': {
      files: {
        ...application('team'),
        ...project(sources, 'clusterResourceWhitelist: [{group: "", kind: Namespace, name: apps}]'),
        'k8s/b.yaml': object('v1', 'Namespace'),
      },
      at: ['k8s/b.yaml:2'],
    },
    'a Namespace that Argo CD is to create': {
      files: { ...creating, ...team },
      at: ['app.yaml:11'],
      says: /does not permit Namespace apps/,
    },
    'a Namespace like that of Argo CD, in another cluster': {
      files: { ...creatingIn('argocd', 'https://other.example'), ...anywhere },
      at: ['app.yaml:11'],
      says: /does not permit Namespace argocd/,
    },
  },
  passes: {
    'a Namespace that Argo CD may create': {
      ...creating,
      ...project(sources, destinations, 'clusterResourceWhitelist: [{group: "", kind: Namespace, name: app*}]'),
    },
    'the Namespace of Argo CD itself, which is there': { ...creatingIn('argocd'), ...anywhere },
    'the Namespace of Argo CD itself, where the Application names none': {
      ...application('team', 'server: https://kubernetes.default.svc, namespace: argocd'),
      ...anywhere,
      'app.yaml': (creatingIn('argocd')['app.yaml'] ?? '').replace(', namespace: argocd}\nspec', '}\nspec'),
    },
    'a Namespace that every cluster has': { ...creatingIn('default'), ...anywhere },
    'a Namespace that another Application brings': {
      ...creating,
      ...team,
      'other.yaml': applicationYaml('other', 'namespaces', {
        project: 'open',
        destination: { name: 'in-cluster', namespace: 'other' },
      }),
      'open.yaml':
        "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: open}\nspec: {sourceRepos: ['*'], clusterResourceWhitelist: [{group: '*', kind: '*'}], destinations: [{server: '*', namespace: '*'}]}\n",
      'namespaces/apps.yaml': object('v1', 'Namespace').replace('name: x', 'name: apps'),
    },
    'what is listed': { ...application('team'), ...project(sources, destinations, kinds) },
    'everything of namespaces, where nothing is listed': { ...application('team'), ...team },
    'a kind of which nobody knows where it belongs': {
      ...application('team'),
      ...project(sources, kinds, 'clusterResourceWhitelist: [{group: example.com, kind: Thing}]'),
      'k8s/b.yaml': object('example.com/v1', 'Thing'),
    },
  },
});
