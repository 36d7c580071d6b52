import { generatorsOf } from '../../sets/generators-of.ts';
import type { Rule } from '../rule.ts';
import { environmentApplications } from './environments.ts';

export const setMissingKey: Rule = {
  id: 'set-missing-key',
  severity: 'warning',
  title: 'A set fills in `<no value>` where a parameter is missing',
  why: 'Without `missingkey=error`, a parameter that a generator does not give, or that is misspelt, becomes the text `<no value>`: in a name, a path or a namespace. With it, the set reports an error and leaves the Applications as they are.',
  fix: 'Add `goTemplateOptions: ["missingkey=error"]` beside `goTemplate: true`.',
  argo: {
    does: 'A missing parameter is written as `<no value>`; with the option, the set reports an error instead.',
    test: 'test/peers/cluster/automation-claims.test.ts: a parameter that is missing is written as <no value>, or an error where that is asked for',
  },
  *check({ applicationSets }) {
    for (const { resource, name, syntax } of applicationSets) {
      if (syntax.kind !== 'go' || syntax.missingIsError) continue;
      yield {
        at: resource.at(['spec', 'goTemplate'], 'key'),
        message: `ApplicationSet ${name} has Go templates without missingkey=error`,
      };
    }
  },
};

export const setDeletesServices: Rule = {
  id: 'set-deletes-services',
  severity: 'warning',
  title: 'A set takes running services along when it goes',
  why: 'When an ApplicationSet is deleted, or an element of its generator disappears, its Applications are deleted, and with them everything that they have deployed. A slip in a list then stops an environment.',
  fix: 'Set `preserveResourcesOnDeletion: true` in `syncPolicy` of the set, and `applicationsSync: create-update` if Applications are to be kept as well.',
  argo: {
    does: 'Removing an element deletes its Application and all that it deployed; with `preserveResourcesOnDeletion` these stay.',
    test: 'test/peers/cluster/automation-claims.test.ts: an element that goes takes along what it deployed, but its namespace, and nothing where that is kept',
  },
  *check(repository) {
    const environments = new Map<unknown, string>();
    for (const { application, environment } of environmentApplications(repository))
      if (application.from !== null) environments.set(application.from.set, environment.name);
    for (const set of repository.applicationSets) {
      const environment = environments.get(set);
      const finalizers = set.resource.list('spec', 'template', 'metadata', 'finalizers');
      const isKept = set.resource.field('spec', 'syncPolicy', 'preserveResourcesOnDeletion') === true;
      if (environment === undefined || set.preview || (isKept && !deletesResources(finalizers))) continue;
      yield {
        at: set.resource.at(['spec', 'syncPolicy'], 'key'),
        message: `ApplicationSet ${set.name} deploys ${environment}, and deletes what it has deployed when an Application goes`,
      };
    }
  },
};

/** Whether an Application with these finalizers deletes what it has deployed when it is deleted itself. */
export const deletesResources = (finalizers: readonly unknown[]): boolean =>
  finalizers.some((finalizer) => /^resources-finalizer\.argocd\.argoproj\.io(?:\/|$)/.test(String(finalizer)));

export const matrixChildren: Rule = {
  id: 'matrix-children',
  severity: 'error',
  title: 'A matrix has other than two generators, or a merge less than two',
  why: 'Argo CD refuses a matrix that does not have exactly two generators, and a merge that has less than two: the set makes no Application, and reports an error in its conditions alone.',
  fix: 'Combine three by a matrix inside of a matrix.',
  argo: {
    does: 'The set has the condition ErrorOccurred, and makes no Application.',
    test: 'test/peers/cluster/automation-claims.test.ts: a matrix of three generators is refused',
  },
  *check({ applicationSets }) {
    for (const { resource, name } of applicationSets) {
      for (const { kind, value, path } of generatorsOf(resource.value)) {
        const count = Array.isArray(value['generators']) ? value['generators'].length : 0;
        const isWrong = (kind === 'matrix' && count !== 2) || (kind === 'merge' && count < 2);
        if (!isWrong) continue;
        yield {
          at: resource.at(path, 'key'),
          message: `ApplicationSet ${name} has a ${kind} of ${count} ${count === 1 ? 'generator' : 'generators'}`,
        };
      }
    }
  },
};

export const setRepeatsName: Rule = {
  id: 'set-repeats-name',
  severity: 'error',
  title: 'A set gives one name to several Applications',
  why: 'Argo CD refuses all Applications of one set that have the same name, and reports it in the conditions of the set alone.',
  fix: 'Put every parameter that tells them apart into the name.',
  argo: {
    does: 'The set has the condition ErrorOccurred with “duplicate name”, and does not make them.',
    test: 'test/peers/cluster/automation-claims.test.ts: Applications of one name are refused',
  },
  *check({ applicationSets }) {
    for (const { resource, name, repeated, preview } of applicationSets) {
      // Pull requests are stood in for by one, whatever repository they are of.
      if (preview) continue;
      for (const each of repeated) {
        yield {
          at: resource.at(['spec', 'template', 'metadata', 'name']),
          message: `ApplicationSet ${name} makes more than one Application ${each}`,
        };
      }
    }
  },
};
