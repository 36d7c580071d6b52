import { isDeepStrictEqual } from 'node:util';
import { nearestKey } from '@bitvault/promotion';
import type { Application, Manifest } from '../../repository/application.ts';
import { clusterOf, Project } from '../../repository/project.ts';
import { inCluster } from '../../sets/clusters.ts';
import type { Repository } from '../../repository/repository.ts';
import { isMapping, textAt } from '../../yaml/fields.ts';
import type { FieldPath } from '../../yaml/location.ts';
import type { Rule } from '../rule.ts';
import { deployed } from './deployed.ts';

/** The projects that are written out or rendered, by name; more than one of a name where several Argo CDs have it. */
export function projectsByName(repository: Repository): ReadonlyMap<string, readonly Project[]> {
  const rendered = [...deployed(repository)].filter((manifest) => manifest.is('argoproj.io', 'AppProject'));
  const projects = new Map<string, Project[]>();
  for (const resource of [...repository.projects, ...rendered]) {
    const known = projects.get(resource.name);
    if (known === undefined) projects.set(resource.name, [new Project(resource)]);
    else known.push(new Project(resource));
  }
  return projects;
}

export const projectOf = ({ project }: Application): string => (project === '' ? 'default' : project);

export const projectMissing: Rule = {
  id: 'project-missing',
  severity: 'error',
  title: 'An Application has a project that is not there',
  why: 'Argo CD reports that the project does not exist and syncs nothing of the Application; an ApplicationSet does not even make it.',
  fix: 'Name a project of the repository, or add it.',
  argo: {
    does: 'The Application shows an InvalidSpecError and is not synced.',
    test: 'test/peers/cluster/automation-claims.test.ts: an Application of a project that is not there is refused',
  },
  *check(repository) {
    const projects = projectsByName(repository);
    // Without any project here, they are all kept elsewhere.
    if (projects.size === 0) return;
    for (const application of repository.applications) {
      const project = projectOf(application);
      if (project === 'default' || projects.has(project)) continue;
      const near = nearestKey(project, projects.keys());
      yield {
        at: application.resource.at(['spec', 'project']),
        message: `Application ${application.name} is of project ${project}, which is not in the repository${near === undefined ? '' : `; did you mean ${near}?`}`,
        application: application.name,
      };
    }
  },
};

export const projectDefault: Rule = {
  id: 'project-default',
  severity: 'warning',
  title: 'An Application is of the project `default`',
  why: 'The project `default` permits everything that nobody has taken from it: any repository may deploy any resource into any namespace of any cluster, Argo CD’s own included.',
  fix: 'Make an AppProject that permits what is needed: these repositories, destinations and kinds.',
  *check(repository) {
    if (projectsByName(repository).has('default')) return;
    for (const application of repository.applications) {
      if (projectOf(application) !== 'default') continue;
      yield {
        at: application.resource.at(['spec', 'project']),
        message: `Application ${application.name} is of the project default, which permits everything`,
        application: application.name,
      };
    }
  },
};

export const projectWildcard: Rule = {
  id: 'project-wildcard',
  severity: 'warning',
  title: 'A project permits anything',
  why: 'A project is what keeps the Applications of a team, or of previews, away from everything else. With a star for the repository, the destination or the cluster-wide kinds it does not.',
  fix: 'List what is needed. A pattern may stand for a part, as in `https://github.com/acme/*` or `preview-*`.',
  *check({ projects }) {
    for (const project of projects) {
      for (const { path, what } of wildcards(project.value))
        yield { at: project.at(path), message: `AppProject ${project.name} permits ${what}` };
    }
  },
};

function* wildcards(project: unknown): Generator<{ readonly path: FieldPath; readonly what: string }> {
  const list = (field: string): readonly unknown[] => {
    const found = isMapping(project) && isMapping(project['spec']) ? project['spec'][field] : undefined;
    return Array.isArray(found) ? found : [];
  };
  for (const [index, repository] of list('sourceRepos').entries())
    if (repository === '*') yield { path: ['spec', 'sourceRepos', index], what: 'any repository' };
  for (const [index, item] of list('destinations').entries()) {
    const path = ['spec', 'destinations', index];
    if (textAt(item, ['namespace']) === '*') yield { path: [...path, 'namespace'], what: 'any namespace' };
    const cluster = ['server', 'name'].find((field) => textAt(item, [field]) === '*');
    if (cluster !== undefined && textAt(item, ['namespace']) !== '*')
      yield { path: [...path, cluster], what: 'any cluster' };
  }
  for (const [index, item] of list('clusterResourceWhitelist').entries()) {
    if (textAt(item, ['group']) === '*' && textAt(item, ['kind']) === '*')
      yield { path: ['spec', 'clusterResourceWhitelist', index], what: 'any cluster-wide resource' };
  }
}

export const projectForbidsSource: Rule = {
  id: 'project-forbids-source',
  severity: 'error',
  title: 'An Application takes a source that its project does not permit',
  why: 'Argo CD reports that the repository is not permitted in the project and syncs nothing of the Application.',
  fix: 'Add the address to `sourceRepos` of the project, or give the Application another project.',
  argo: {
    does: 'The Application shows an InvalidSpecError and is not synced.',
    test: 'test/peers/cluster/automation-claims.test.ts: a source that the project does not permit is refused',
  },
  *check(repository) {
    const projects = projectsByName(repository);
    for (const { resource, name, project, sources } of repository.applications) {
      const permitting = projects.get(project);
      if (permitting === undefined) continue;
      for (const { at, repoURL } of sources) {
        if (repoURL === '' || permitting.some((each) => each.permitsSource(repoURL))) continue;
        yield {
          at: resource.at([...at, 'repoURL']),
          message: `Application ${name} takes ${repoURL}, which AppProject ${project} does not permit`,
          application: name,
        };
      }
    }
  },
};

export const projectForbidsDestination: Rule = {
  id: 'project-forbids-destination',
  severity: 'error',
  title: 'An Application deploys to where its project does not permit it',
  why: 'Argo CD refuses the Application whose destination its project does not permit, and fails the sync of one that has a resource for another namespace.',
  fix: 'Add the destination to the project, or correct the namespace.',
  argo: {
    does: 'The Application shows an InvalidSpecError, and nothing is deployed.',
    test: 'test/peers/cluster/automation-claims.test.ts: a destination that the project does not permit is refused',
  },
  *check(repository) {
    const projects = projectsByName(repository);
    for (const application of repository.applications) {
      const { resource, name, project, namespace } = application;
      const permitting = projects.get(project);
      const cluster = clusterOf(application);
      if (permitting === undefined || (cluster.server === undefined && cluster.name === undefined)) continue;
      const isForbidden = (where: string): boolean =>
        permitting.every((each) => each.permitsDestination(cluster, where) === 'no');
      const says = (where: string): string => `namespace ${where}, which AppProject ${project} does not permit there`;
      if (isForbidden(namespace)) {
        yield {
          at: resource.at(['spec', 'destination']),
          message: `Application ${name} deploys to ${application.cluster}, ${says(namespace)}`,
          application: name,
        };
        continue;
      }
      for (const [where, manifest] of firstInNamespaces(application)) {
        if (where === namespace || !isForbidden(where)) continue;
        yield {
          at: manifest.at(['metadata', 'namespace']),
          message: `${manifest.title} is for ${says(where)}`,
          application: name,
        };
      }
    }
  },
};

function firstInNamespaces({ manifests }: Application): ReadonlyMap<string, Manifest> {
  const first = new Map<string, Manifest>();
  for (const manifest of manifests) {
    if (manifest.targetNamespace !== '' && manifest.sync.phases.length > 0 && !first.has(manifest.targetNamespace))
      first.set(manifest.targetNamespace, manifest);
  }
  return first;
}

export const projectForbidsKind: Rule = {
  id: 'project-forbids-kind',
  severity: 'error',
  title: 'An Application has a kind that its project does not permit',
  why: 'Argo CD checks every resource against the lists of the project before it applies the first one. One that is not permitted fails the whole sync.',
  fix: 'Add group and kind to `namespaceResourceWhitelist` or `clusterResourceWhitelist` of the project. Nothing of the whole cluster is permitted that is not listed, a Namespace that `CreateNamespace=true` makes included.',
  argo: {
    does: 'The sync fails with “resource … is not permitted in project”, and nothing is applied.',
    test: 'test/peers/cluster/automation-claims.test.ts: a kind that the project does not permit fails the whole sync',
  },
  *check(repository) {
    const projects = projectsByName(repository);
    for (const application of repository.applications) {
      const permitting = projects.get(application.project);
      if (permitting === undefined) continue;
      const judged = new Set<string>();
      for (const manifest of application.manifests) {
        const kind = `${manifest.group}/${manifest.kind}`;
        if (judged.has(kind) || manifest.sync.phases.length === 0) continue;
        if (permitting.some((project) => permitsKind(project, manifest))) {
          // Cluster-wide resources can be permitted by their names.
          if (manifest.targetNamespace !== '') judged.add(kind);
          continue;
        }
        judged.add(kind);
        yield {
          at: manifest.at(['kind']),
          message: `AppProject ${application.project} does not permit ${manifest.title} (group ${JSON.stringify(manifest.group)})`,
          application: application.name,
        };
      }
      const making = namespaceOption(application, repository);
      const made = { group: '', kind: 'Namespace', name: application.namespace };
      if (making === undefined || permitting.some((project) => project.permitsInCluster(made))) continue;
      yield {
        at: application.resource.at(making),
        message: `AppProject ${application.project} does not permit Namespace ${application.namespace} (group ""), which is to be created`,
        application: application.name,
      };
    }
  },
};

/** Where Argo CD is told to make the namespace, which it asks the project for as for any resource of the cluster. */
function namespaceOption(application: Application, { applications }: Repository): FieldPath | undefined {
  const { resource, namespace } = application;
  const index = resource.list('spec', 'syncPolicy', 'syncOptions').indexOf('CreateNamespace=true');
  if (index < 0 || namespace === '' || isThere(application)) return undefined;
  const where = clusterOf(application);
  const isBrought = applications.some(
    (other) =>
      isDeepStrictEqual(clusterOf(other), where) &&
      other.manifests.some((manifest) => manifest.is('', 'Namespace') && manifest.name === namespace),
  );
  return isBrought ? undefined : ['spec', 'syncPolicy', 'syncOptions', index];
}

/** Whether the namespace is one that every cluster has, or that of Argo CD itself, in which the Application is. */
function isThere(application: Application): boolean {
  const { resource, namespace } = application;
  if (/^(?:default|kube-(?:system|public|node-lease))$/.test(namespace)) return true;
  return namespace === (resource.namespace || 'argocd') && clusterOf(application) === inCluster;
}

/** Whether kinds of these groups belong to a namespace is known; of others, it is not. */
const knownGroups = /^(?:|apps|batch|autoscaling|policy|argoproj\.io|gateway\.networking\.k8s\.io|[\w.]+\.k8s\.io)$/;

function permitsKind(project: Project, manifest: Manifest): boolean {
  const isNamespaced = manifest.targetNamespace !== '';
  if (!isNamespaced) return project.permitsInCluster(manifest);
  return (
    project.permitsInNamespaces(manifest) || (!knownGroups.test(manifest.group) && project.permitsInCluster(manifest))
  );
}
