import { isMapping, listAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { concerns, covers, ignoredPaths, leadsTo } from './ignored-paths.ts';

export const imageIgnored: Rule = {
  id: 'image-ignored',
  severity: 'error',
  title: 'Argo CD is told not to look at an image',
  why: 'A difference that is ignored is no difference: a new digest in Git leaves the Application Synced, and is not deployed until something else changes. A change by hand of what runs is not seen either.',
  mend: 'Ignore the one field that somebody else owns, such as `/spec/replicas`, and never a whole spec, pod template or list of containers.',
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
  mend: 'Name the fields that somebody else owns, and the kind that they are in. As `managedFieldsManagers`, name the controller that writes them, such as `kube-controller-manager`.',
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

export const ignoredAndApplied: Rule = {
  id: 'ignored-and-applied',
  severity: 'warning',
  title: 'A field is not compared, but written over by every sync',
  why: 'Argo CD uses `ignoreDifferences` to compare, and applies what Git says all the same. A field that a controller owns, such as the weights of a route in a canary, is set back by the next sync.',
  mend: 'Add the sync option `RespectIgnoreDifferences=true`, or leave the field out of Git.',
  argo: {
    does: 'The next sync of the resource sets the field back to what Git says.',
    test: 'test/peers/cluster/automation-claims.test.ts: a field that is ignored is written over by the next sync',
  },
  *check({ applications }) {
    for (const { resource, name, manifests, syncOptions } of applications) {
      if (syncOptions.get('RespectIgnoreDifferences') === 'true') continue;
      for (const { text, steps, at, of } of ignoredPaths(resource)) {
        const applied = manifests.find((manifest) => concerns(of, manifest) && leadsTo(manifest.value, steps));
        if (applied === undefined || steps.length === 0) continue;
        yield {
          at: resource.at(at),
          message: `Application ${name} ignores ${JSON.stringify(text)}, which ${applied.title} sets, without RespectIgnoreDifferences=true`,
          application: name,
        };
      }
    }
  },
};
