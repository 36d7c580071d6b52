import type { Application, Manifest } from '../../repository/application.ts';
import { mappingAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { meetingPlaces } from './meeting-places.ts';

interface Shared {
  readonly first: Application;
  readonly second: Application;
  readonly manifests: Manifest[];
}

export const ownedTwice: Rule = {
  id: 'owned-twice',
  severity: 'error',
  title: 'Two Applications deploy the same resource',
  why: 'Each of them applies what it says, marks the resource as its own, and finds it OutOfSync when the other one has been there. With self-healing they undo each other for ever; with pruning, one deletes what the other needs.',
  fix: 'Leave the resource to one of them. Where the Applications are alternatives of which only one is installed, say so in a suppression.',
  argo: {
    does: 'One of the Applications shows a SharedResourceWarning and is OutOfSync.',
    test: 'test/peers/cluster/application-claims.test.ts: a resource of two Applications keeps one of them out of sync',
  },
  *check({ applications }) {
    for (const { first, second, manifests } of sharedResources(applications)) {
      const [example] = manifests;
      if (example === undefined) continue;
      const more = manifests.length === 1 ? '' : ` and ${manifests.length - 1} more`;
      const place = example.targetNamespace === '' ? '' : ` in ${example.targetNamespace}`;
      yield {
        at: second.resource.at(['metadata', 'name']),
        message: `Application ${second.name} deploys ${example.title}${place}${more}, and so does Application ${first.name}`,
        application: second.name,
      };
    }
  },
};

/** One for each two Applications that share anything. */
function sharedResources(applications: readonly Application[]): readonly Shared[] {
  const meetingPlace = meetingPlaces(applications);
  const owners = new Map<string, Application>();
  const shared = new Map<string, Shared>();
  for (const application of applications) {
    const place = meetingPlace(application);
    for (const manifest of application.manifests) {
      if (!isOwned(manifest)) continue;
      const identity = `${place} ${manifest.identity}`;
      const first = owners.get(identity);
      if (first === undefined) owners.set(identity, application);
      else if (first !== application) {
        const key = JSON.stringify([
          first.resource.namespace,
          first.name,
          application.resource.namespace,
          application.name,
        ]);
        const pair = shared.get(key) ?? { first, second: application, manifests: [] };
        pair.manifests.push(manifest);
        shared.set(key, pair);
      }
    }
  }
  return [...shared.values()];
}

/** A generated name is another one each time, and what is skipped belongs to nobody. */
const isOwned = (manifest: Manifest): boolean =>
  manifest.sync.phases.length > 0 && manifest.text('metadata', 'name') !== undefined && hasPlace(manifest);

/** Without a destination, or with one that is filled in elsewhere, nobody knows where it ends up. */
const hasPlace = ({ application }: Manifest): boolean =>
  application.cluster !== '' && mappingAt(application.resource.value, ['spec', 'destination']) !== undefined;

export const repeatedResource: Rule = {
  id: 'repeated-resource',
  severity: 'error',
  title: 'An Application has the same resource twice',
  why: 'Argo CD deploys one of the two, the one that comes last, and shows a RepeatedResourceWarning. What the other one says is lost.',
  fix: 'Remove or rename one of them.',
  argo: {
    does: 'The Application shows a RepeatedResourceWarning, and the last one is deployed.',
    test: 'test/peers/cluster/application-claims.test.ts: of the same resource twice, the last one is deployed',
  },
  *check({ applications }) {
    for (const { manifests, name } of applications) {
      const seen = new Map<string, Manifest>();
      for (const manifest of manifests) {
        if (manifest.text('metadata', 'name') === undefined) continue;
        const first = seen.get(manifest.identity);
        if (first === undefined) {
          seen.set(manifest.identity, manifest);
          continue;
        }
        const { file, line } = first.at();
        yield {
          at: manifest.at(['metadata', 'name']),
          message: `${manifest.title} is there twice: also in ${file}:${line}`,
          application: name,
        };
      }
    }
  },
};
