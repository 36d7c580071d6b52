import type { Application, Manifest } from '../../repository/application.ts';
import { podSpecPath, startsLater } from '../../repository/pods.ts';
import { helmWeightKey, waveKey } from '../../repository/sync.ts';
import { isMapping, textAt } from '../../yaml/fields.ts';
import type { Finding, Rule } from '../rule.ts';
import { deployed } from './deployed.ts';
import { compareMoments, earliest, indexed, momentName, momentOf, type Moment } from './sync-order.ts';

export const waveNotInteger: Rule = {
  id: 'wave-not-integer',
  severity: 'error',
  title: 'A sync wave is no integer',
  why: 'Argo CD passes over a wave that is no integer and takes 0, or the weight that Helm’s hooks have, without a word: the resource comes in another order than it says.',
  fix: 'Write an integer in quotes, such as "-1". A template that leaves it empty counts as well.',
  argo: {
    does: 'A resource with such a wave is applied in wave 0.',
    test: 'test/peers/cluster/application-claims.test.ts: a wave that is no integer is wave 0',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      const written = manifest.annotations[waveKey];
      if (written === undefined || /^[+-]?\d+$/.test(written)) continue;
      const path = ['metadata', 'annotations', waveKey];
      const edit = /^\s*[+-]?\d+\s*$/.test(written)
        ? manifest.origin.replacement(path, JSON.stringify(written.trim()))
        : undefined;
      const instead = manifest.annotations[helmWeightKey] === undefined ? '' : ', after the weight of its hook';
      yield {
        at: manifest.at(path),
        message: `${manifest.title} has the wave ${JSON.stringify(written)}, which is no integer: it comes in wave ${manifest.sync.wave}${instead}`,
        application: manifest.application.name,
        ...(edit !== undefined && { edit }),
      };
    }
  },
};

export const waveOverridden: Rule = {
  id: 'wave-overridden',
  severity: 'warning',
  title: 'A Namespace or CRD has a later wave than what needs it',
  why: 'Argo CD applies a Namespace before the first resource in it, and a CustomResourceDefinition before the first of its kind, whatever their waves say. The wave that is written does not count on the way up, but it does for pruning, where the order is reversed.',
  fix: 'Give it a wave that is not later than that of what needs it; commonly the first of all.',
  argo: {
    does: 'The Namespace is applied in the wave of the first resource in it.',
    test: 'test/peers/cluster/application-claims.test.ts: a Namespace comes before what is in it, whatever its wave',
  },
  *check({ applications }) {
    for (const application of applications) yield* overridden(application);
  },
};

function* overridden(application: Application): Generator<Finding> {
  const bases = application.manifests.filter(
    (manifest) => !manifest.sync.hook && dependentsKey(manifest) !== undefined,
  );
  if (bases.length === 0) return;
  const dependents = indexed(application, ({ sync, targetNamespace, group, kind }) =>
    sync.hook ? [] : [...(targetNamespace === '' ? [] : [`namespace ${targetNamespace}`]), `kind ${group}/${kind}`],
  );
  for (const base of bases) {
    const first = earliest(dependents.get(dependentsKey(base) ?? '') ?? []);
    const at = momentOf(base);
    if (first === undefined || at === undefined || compareMoments(first.moment, at) >= 0) continue;
    yield {
      at: base.at(['metadata', 'annotations', waveKey]),
      message: `${base.title} of ${momentName(at)} comes with ${first.manifest.title}, which needs it in ${momentName(first.moment)}`,
      application: application.name,
    };
  }
}

function dependentsKey(manifest: Manifest): string | undefined {
  if (manifest.is('', 'Namespace')) return `namespace ${manifest.name}`;
  if (!manifest.is('apiextensions.k8s.io', 'CustomResourceDefinition')) return undefined;
  return `kind ${manifest.text('spec', 'group')}/${manifest.text('spec', 'names', 'kind')}`;
}

export const rightsAfterWorkload: Rule = {
  id: 'rights-after-workload',
  severity: 'warning',
  title: 'A workload starts before it has its rights',
  why: 'Its pods are refused by the API server until a later wave brings the RoleBinding or the Role. Where they give up for it, their wave does not become healthy, and the later one never comes; a hook fails.',
  fix: 'Give Roles and bindings a wave that is not later than that of the workload, commonly that of its ServiceAccount. What a hook needs has to be a hook of the same phase or come with another Application.',
  *check({ applications }) {
    for (const application of applications) yield* lateRights(application);
  },
};

interface Right {
  readonly manifest: Manifest;
  readonly moment: Moment;
}

function* lateRights(application: Application): Generator<Finding> {
  const rights = rightsByAccount(application);
  if (rights.size === 0) return;
  for (const workload of application.manifests) {
    const spec = podSpecPath(workload);
    const at = momentOf(workload);
    if (spec === undefined || at === undefined || startsLater(workload)) continue;
    const account = textAt(workload.value, [...spec, 'serviceAccountName']) ?? 'default';
    for (const { manifest, moment } of rights.get(`${workload.targetNamespace}/${account}`) ?? []) {
      if (compareMoments(moment, at) <= 0) continue;
      yield {
        at: manifest.at(['metadata', 'annotations', waveKey]),
        message: `${manifest.title} of ${momentName(moment)} gives ServiceAccount ${account} its rights after ${workload.title} of ${momentName(at)} runs with it`,
        application: application.name,
      };
    }
  }
}

/** Bindings, and the Roles that they name, by the ServiceAccount that they are for. */
function rightsByAccount(application: Application): ReadonlyMap<string, readonly Right[]> {
  const rights = new Map<string, Right[]>();
  const isRbac = ({ group }: Manifest): boolean => group === 'rbac.authorization.k8s.io';
  const roles = indexed(application, (manifest) =>
    isRbac(manifest) ? [roleKey(manifest, manifest.kind, manifest.name)] : [],
  );
  for (const binding of application.manifests) {
    if (!isRbac(binding) || !binding.kind.endsWith('RoleBinding')) continue;
    const role = roles.get(
      roleKey(binding, binding.text('roleRef', 'kind') ?? '', binding.text('roleRef', 'name') ?? ''),
    );
    const parts = [earliest([binding]), earliest(role ?? [])].filter((part) => part !== undefined);
    for (const subject of binding.list('subjects')) {
      if (!isMapping(subject) || subject['kind'] !== 'ServiceAccount') continue;
      const account = `${textAt(subject, ['namespace']) ?? binding.targetNamespace}/${String(subject['name'])}`;
      rights.set(account, [...(rights.get(account) ?? []), ...parts]);
    }
  }
  return rights;
}

const roleKey = ({ targetNamespace }: Manifest, kind: string, name: string): string =>
  kind === 'ClusterRole' ? `${kind}/${name}` : `${kind}/${targetNamespace}/${name}`;
