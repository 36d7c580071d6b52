import type { Manifest } from '../../repository/application.ts';
import { isMapping, listAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { concerns, covers, ignoredPaths, leadsTo, type PathStep } from './ignored-paths.ts';

export const imageIgnored: Rule = {
  id: 'image-ignored',
  severity: 'error',
  title: 'Argo CD is told not to look at an image',
  why: 'A difference that is ignored is no difference: a new digest in Git leaves the Application Synced, and is not deployed until something else changes. A change by hand of what runs is not seen either.',
  fix: 'Ignore the one field that somebody else owns, such as `/spec/replicas`, and never a whole spec, pod template or list of containers.',
  argo: {
    does: 'A commit that changes only the image leaves the Application Synced, and the old image runs on.',
    test: 'test/peers/cluster/automation-claims.test.ts: a new image that is ignored is not deployed',
  },
  *check({ applications }) {
    for (const { resource, name, manifests } of applications) {
      for (const { text, steps, at, of } of ignoredPaths(resource)) {
        const hidden = manifests.find(
          (manifest) =>
            concerns(of, manifest) &&
            manifest.containers.some(({ path, image }) => image !== '' && covers(steps, [...path, 'image'])),
        );
        if (hidden === undefined) continue;
        yield {
          at: resource.at(at),
          message: `Application ${name} ignores ${JSON.stringify(text)}, and with it the images of ${hidden.title}`,
          application: name,
        };
      }
    }
  },
};

/** Who writes what Argo CD, or a person with kubectl, applies. */
const appliers = new Set([
  'argocd-controller',
  'argocd-application-controller',
  'kubectl',
  'kubectl-client-side-apply',
  'kubectl-edit',
  'kubectl-patch',
]);

export const everythingIgnored: Rule = {
  id: 'everything-ignored',
  severity: 'error',
  title: 'Argo CD is told not to look at whole resources',
  why: 'What is ignored is neither reported as drift nor healed. Ignoring everything of a kind, or whatever a field manager has written by which people and Argo CD itself apply, leaves nothing to compare.',
  fix: 'Name the fields that somebody else owns, and the kind that they are in. As `managedFieldsManagers`, name the controller that writes them, such as `kube-controller-manager`.',
  *check({ applications }) {
    for (const { resource, name } of applications) {
      for (const { text, steps, at } of ignoredPaths(resource)) {
        const isWhole = steps.length === 0 || (steps.length === 1 && steps[0] === 'spec');
        if (!isWhole) continue;
        yield {
          at: resource.at(at),
          message: `Application ${name} ignores all of ${JSON.stringify(text)}`,
          application: name,
        };
      }
      for (const [index, entry] of resource.list('spec', 'ignoreDifferences').entries()) {
        if (!isMapping(entry)) continue;
        for (const [position, manager] of listAt(entry, ['managedFieldsManagers']).entries()) {
          if (!appliers.has(String(manager))) continue;
          yield {
            at: resource.at(['spec', 'ignoreDifferences', index, 'managedFieldsManagers', position]),
            message: `Application ${name} ignores whatever ${String(manager)} has written`,
            application: name,
          };
        }
      }
    }
  },
};

/** Types that Argo CD has compiled in: it knows by which key the items of their lists belong together. */
const isBuiltIn = ({ group }: Manifest): boolean =>
  !group.includes('.') ||
  /^(?:admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|networking|node|policy|rbac\.authorization|scheduling|storage)\.k8s\.io$/.test(
    group,
  );

/** Whether the path leads into the items of a list that stands in the manifest. */
const entersList = (value: unknown, steps: readonly PathStep[]): boolean =>
  steps.some(
    (step, index) =>
      index < steps.length - 1 &&
      (step === '*' || typeof step === 'number') &&
      leadsTo(value, [...steps.slice(0, index), step]),
  );

export const ignoredAndApplied: Rule = {
  id: 'ignored-and-applied',
  severity: 'warning',
  title: 'A field is not compared, but written over by every sync',
  why: 'Argo CD uses `ignoreDifferences` to compare, and applies what Git says all the same. A field that a controller owns, such as the replicas of a workload or the weights of a route in a canary, is set back by the next sync.',
  fix: 'Leave the field out of Git, or add the sync option `RespectIgnoreDifferences=true`. For a field within a list of a custom resource, such as a weight, add `ApplyOutOfSyncOnly=true` instead: a sync then leaves the resource alone until Git changes it. There `RespectIgnoreDifferences` would keep the whole list as it is (see ignored-list-frozen).',
  argo: {
    does: 'The next sync of the resource sets the field back to what Git says.',
    test: 'test/peers/cluster/automation-claims.test.ts: a field that is ignored is written over by the next sync',
  },
  *check({ applications }) {
    for (const { resource, name, manifests, syncOptions } of applications) {
      if (syncOptions.get('RespectIgnoreDifferences') === 'true') continue;
      const onlyChanged = syncOptions.get('ApplyOutOfSyncOnly') === 'true';
      for (const { text, steps, at, of } of ignoredPaths(resource)) {
        const applied = manifests.find((manifest) => concerns(of, manifest) && leadsTo(manifest.value, steps));
        if (applied === undefined || steps.length === 0) continue;
        const listed = !isBuiltIn(applied) && entersList(applied.value, steps);
        if (listed && onlyChanged) continue;
        yield {
          at: resource.at(at),
          message: `Application ${name} ignores ${JSON.stringify(text)}, which ${applied.title} sets, without ${listed ? 'ApplyOutOfSyncOnly' : 'RespectIgnoreDifferences'}=true`,
          application: name,
        };
      }
    }
  },
};

export const ignoredListFrozen: Rule = {
  id: 'ignored-list-frozen',
  severity: 'error',
  title: 'A list is kept as it is in the cluster, whatever Git says',
  why: 'With `RespectIgnoreDifferences`, Argo CD copies what is ignored from the cluster into what it applies. Of a custom resource it does not know which items of a list belong together, so that for one field within a list it copies the whole list. A new match, time-out or backend of a route is dropped, sync after sync, and the Application stays OutOfSync (argoproj/argo-cd#17694, #25284).',
  fix: 'Drop `RespectIgnoreDifferences=true`, and set `ApplyOutOfSyncOnly=true`: what is ignored makes no resource OutOfSync, and a sync leaves alone what Git has not changed. What needs `RespectIgnoreDifferences` for another field goes into an Application of its own: the option is for whole Applications.',
  argo: {
    does: 'A changed rule of a route whose weights are ignored is not applied, and the Application stays OutOfSync.',
    test: 'test/peers/cluster/route-claims.test.ts: with RespectIgnoreDifferences a changed rule of a route never arrives',
  },
  *check({ applications }) {
    for (const { resource, name, manifests, syncOptions } of applications) {
      if (syncOptions.get('RespectIgnoreDifferences') !== 'true') continue;
      for (const { text, steps, at, of } of ignoredPaths(resource)) {
        const frozen = manifests.find(
          (manifest) => concerns(of, manifest) && !isBuiltIn(manifest) && entersList(manifest.value, steps),
        );
        if (frozen === undefined) continue;
        yield {
          at: resource.at(at),
          message: `Application ${name} ignores ${JSON.stringify(text)} with RespectIgnoreDifferences=true, which keeps the whole list of ${frozen.title} from Git`,
          application: name,
        };
      }
    }
  },
};
