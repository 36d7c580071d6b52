import type { Application } from '../../repository/application.ts';
import type { ApplicationSet } from '../../repository/application-set.ts';
import { clusterOf } from '../../repository/project.ts';
import type { Repository } from '../../repository/repository.ts';
import { generatorsOf, type WrittenGenerator } from '../../sets/generators-of.ts';
import { isMapping, listAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { deletesResources } from './application-sets.ts';
import { environmentApplications } from './environments.ts';
import { projectOf, projectsByName } from './projects.ts';

function* pullRequestGenerators({
  applicationSets,
}: Repository): Generator<{ readonly set: ApplicationSet; readonly generator: WrittenGenerator }> {
  for (const set of applicationSets) {
    for (const generator of generatorsOf(set.resource.value))
      if (generator.kind === 'pullRequest') yield { set, generator };
  }
}

const previews = ({ applications }: Repository): readonly Application[] =>
  applications.filter(({ from }) => from?.preview === true);

/** Hosts that know labels. */
const hosts = ['github', 'gitlab', 'gitea', 'azuredevops'];

export const previewOfEveryPull: Rule = {
  id: 'preview-of-every-pull',
  severity: 'error',
  title: 'Every pull request gets a preview',
  why: 'A preview runs the code of its pull request in your cluster. Without a label, whoever can open a pull request decides that, before anybody has looked at it, and as often as they like; and it starts before its image is there.',
  fix: 'Add `labels: [preview]` to the generator. Who may set labels may write to the repository; a workflow can set it once the image is pushed.',
  *check(repository) {
    for (const { set, generator } of pullRequestGenerators(repository)) {
      const host = hosts.find((each) => isMapping(generator.value[each]));
      if (host === undefined || listAt(generator.value, ['filters']).length > 0) continue;
      if (listAt(generator.value, [host, 'labels']).length > 0) continue;
      yield {
        at: set.resource.at([...generator.path, host], 'key'),
        message: `ApplicationSet ${set.name} makes a preview of every pull request, without a label`,
      };
    }
  },
};

export const previewPollsSlowly: Rule = {
  id: 'preview-polls-slowly',
  severity: 'warning',
  title: 'Previews come and go half an hour late',
  why: 'The pullRequest generator asks every 30 minutes, if not told otherwise. Until then, a new preview is not there, and one of a closed pull request still is.',
  fix: 'Set `requeueAfterSeconds`, for instance to 60. Where a webhook tells Argo CD of pull requests, suppress this with that reason.',
  *check(repository) {
    for (const { set, generator } of pullRequestGenerators(repository)) {
      if (generator.value['requeueAfterSeconds'] !== undefined) continue;
      yield {
        at: set.resource.at(generator.path, 'key'),
        message: `ApplicationSet ${set.name} asks for pull requests only every 30 minutes`,
      };
    }
  },
};

export const previewStays: Rule = {
  id: 'preview-stays',
  severity: 'error',
  title: 'A preview stays when its pull request is closed',
  why: 'What is left of a preview costs money, and runs code that nobody looks after any more. The Application has to be deleted with its pull request, and what it has deployed with the Application.',
  fix: 'Leave `preserveResourcesOnDeletion` and an `applicationsSync` that does not delete out of the set, and have `resources-finalizer.argocd.argoproj.io` among the finalizers of its template.',
  argo: {
    does: 'With `preserveResourcesOnDeletion`, what an Application has deployed is still there after its set has deleted it.',
    test: 'test/peers/cluster/automation-claims.test.ts: an element that goes takes along what it deployed, but its namespace, and nothing where that is kept',
  },
  *check({ applicationSets }) {
    for (const { resource, name, preview } of applicationSets) {
      if (!preview) continue;
      const policy = ['spec', 'syncPolicy'];
      const finalizers = resource.list('spec', 'template', 'metadata', 'finalizers');
      const mode = resource.text(...policy, 'applicationsSync') ?? 'sync';
      if (resource.field(...policy, 'preserveResourcesOnDeletion') === true && !deletesResources(finalizers))
        yield {
          at: resource.at([...policy, 'preserveResourcesOnDeletion'], 'key'),
          message: `ApplicationSet ${name} keeps what a preview has deployed when the preview goes`,
        };
      if (mode === 'create-only' || mode === 'create-update')
        yield {
          at: resource.at([...policy, 'applicationsSync']),
          message: `ApplicationSet ${name} never deletes a preview (applicationsSync ${mode})`,
        };
      if (finalizers.length > 0 && !deletesResources(finalizers))
        yield {
          at: resource.at(['spec', 'template', 'metadata', 'finalizers'], 'key'),
          message: `ApplicationSet ${name} gives its previews finalizers, and not the one that deletes what they have deployed`,
        };
    }
  },
};

export const previewLeavesNamespace: Rule = {
  id: 'preview-leaves-namespace',
  severity: 'error',
  title: 'A preview leaves its namespace behind',
  why: 'Argo CD deletes what it manages, and a namespace that it has created by `CreateNamespace=true` is not among that. Every closed pull request leaves one, with all that was made in it by others.',
  fix: 'Put the Namespace among the manifests of the preview, in the first wave, and leave `CreateNamespace=true` out.',
  argo: {
    does: 'The namespace is still there after the set has deleted the Application and what it deployed.',
    test: 'test/peers/cluster/automation-claims.test.ts: an element that goes takes along what it deployed, but its namespace, and nothing where that is kept',
  },
  *check(repository) {
    for (const { resource, name, syncOptions, manifests, namespace } of previews(repository)) {
      const own = manifests.some((manifest) => manifest.is('', 'Namespace') && manifest.name === namespace);
      if (syncOptions.get('CreateNamespace') !== 'true' || own) continue;
      yield {
        at: resource.at(['spec', 'syncPolicy', 'syncOptions']),
        message: `preview ${name} has its namespace created by CreateNamespace=true, which nobody deletes`,
        application: name,
      };
    }
  },
};

export const previewWithoutNamespace: Rule = {
  id: 'preview-without-namespace',
  severity: 'error',
  title: 'A preview has a namespace that nobody makes',
  why: 'A namespace for each pull request has to come with the preview. Where its manifests have none, the sync fails, since the namespace is not found.',
  fix: 'Put a Namespace of that name among the manifests of the preview, in the first wave.',
  argo: {
    does: 'A sync into a namespace that is not there fails with “namespaces … not found”.',
    test: 'test/peers/cluster/application-claims.test.ts: a sync option in other letters counts for nothing',
  },
  *check(repository) {
    for (const application of previews(repository)) {
      const { from, resource, name, namespace, manifests, syncOptions, complete } = application;
      const written = from?.set.resource.text('spec', 'template', 'spec', 'destination', 'namespace') ?? '';
      if (!complete || !written.includes('{{') || syncOptions.get('CreateNamespace') === 'true') continue;
      // What Kustomize is told to change on the way can rename a Namespace too.
      if (application.sources.some(({ value }) => isMapping(value['kustomize']))) continue;
      if (manifests.some((manifest) => manifest.is('', 'Namespace') && manifest.name === namespace)) continue;
      yield {
        at: resource.at(['spec', 'destination', 'namespace']),
        message: `preview ${name} deploys to ${namespace}, and no manifest makes that namespace`,
        application: name,
      };
    }
  },
};

export const previewReachesEnvironment: Rule = {
  id: 'preview-reaches-environment',
  severity: 'error',
  title: 'A preview may deploy into an environment',
  why: 'A preview renders what a pull request says. Where its project permits the namespace of an environment, a pull request that nobody has reviewed can change what runs there.',
  fix: 'Give previews an AppProject of their own, with destinations such as `preview-*` alone.',
  *check(repository) {
    const projects = projectsByName(repository);
    const environments = environmentApplications(repository).filter(
      ({ application }) => application.from?.preview !== true,
    );
    for (const preview of previews(repository)) {
      const project = projectOf(preview);
      const permits = projects.get(project);
      const reached = environments.find(({ application }) =>
        permits === undefined
          ? project === 'default'
          : permits.every((each) => each.permitsDestination(clusterOf(application), application.namespace) === 'yes'),
      );
      if (reached === undefined) continue;
      yield {
        at: preview.resource.at(['spec', 'project']),
        message: `preview ${preview.name} is of project ${project}, which permits namespace ${reached.application.namespace} of ${reached.environment.name}`,
        application: preview.name,
      };
    }
  },
};
