import type { Manifest } from '../../repository/application.ts';
import {
  deletePolicyKey,
  deletePolicyNames,
  helmDeletePolicyKey,
  helmHookKey,
  hookKey,
  namesIn,
  syncPlanOf,
} from '../../repository/sync.ts';
import { Resource } from '../../repository/resource.ts';
import { podSpecPath } from '../../repository/pods.ts';
import type { FieldPath } from '../../yaml/location.ts';
import type { Finding, Rule } from '../rule.ts';
import { deployed } from './deployed.ts';

const annotation = (key: string): FieldPath => ['metadata', 'annotations', key];

/** Kinds that do their work once and then stay as they are. */
const runsOnce = ({ group, kind }: Resource): boolean =>
  (group === 'batch' && kind === 'Job') || (group === '' && kind === 'Pod') || kind === 'Workflow';

const hasName = (resource: Resource): boolean => resource.text('metadata', 'name') !== undefined;

export const hookNotReplaced: Rule = {
  id: 'hook-not-replaced',
  severity: 'error',
  title: 'A hook that stays in the way of its next run',
  why: 'A hook of one name that is not deleted before the next sync is applied over the one that has run: what is unchanged does not run again, and a Job with another image is refused, since Jobs are immutable. With `HookSucceeded` alone this happens after the first failure, so that no fix goes through.',
  fix: 'Add `BeforeHookCreation` to the delete policies, which is also what holds where none is written.',
  argo: {
    does: 'After a hook Job has failed, the sync of a commit with another image fails with “field is immutable”.',
    test: 'test/peers/cluster/application-claims.test.ts: a hook Job that has failed and stays refuses the fix',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      const { hook, phases, deletePolicies } = manifest.sync;
      if (!hook || phases.length === 0 || !runsOnce(manifest) || !hasName(manifest)) continue;
      if (deletePolicies.includes('BeforeHookCreation')) continue;
      if (deletePolicies.includes('HookSucceeded') && deletePolicies.includes('HookFailed')) continue;
      const argo = manifest.annotations[deletePolicyKey];
      const edit =
        argo === undefined
          ? undefined
          : manifest.origin.replacement(annotation(deletePolicyKey), `BeforeHookCreation,${argo}`);
      yield {
        at: manifest.at(annotation(argo === undefined ? helmDeletePolicyKey : deletePolicyKey)),
        message: `hook ${manifest.title} is deleted only by ${deletePolicies.join(', ')}, so that it can stay in the way of the next one`,
        application: manifest.application.name,
        ...(edit !== undefined && { edit }),
      };
    }
  },
};

export const hookDeletePolicyUnknown: Rule = {
  id: 'hook-delete-policy-unknown',
  severity: 'error',
  title: 'A delete policy that Argo CD does not know, or on what is no hook',
  why: 'Argo CD passes over delete policies that it does not know; where none is left, it takes BeforeHookCreation. On a resource that is no hook it does nothing at all.',
  fix: `Write ${deletePolicyNames.join(', ')}, exactly so, beside the annotation of a hook.`,
  *check(repository) {
    for (const manifest of deployed(repository)) yield* policyFindings(manifest);
  },
};

function* policyFindings(manifest: Manifest): Generator<Finding> {
  const written = namesIn(manifest.annotations[deletePolicyKey]);
  if (written.length === 0) return;
  const at = manifest.at(annotation(deletePolicyKey));
  const application = manifest.application.name;
  if (!manifest.sync.hook && manifest.annotations[hookKey] === undefined) {
    yield { at, message: `${manifest.title} has a delete policy of hooks and is none`, application };
    return;
  }
  for (const name of manifest.sync.unknownDeletePolicies) {
    const meant = deletePolicyNames.find((known) => plain(known) === plain(name));
    const edit =
      meant !== undefined && written.length === 1
        ? manifest.origin.replacement(annotation(deletePolicyKey), meant)
        : undefined;
    yield {
      at,
      message: `${manifest.title} has a delete policy ${JSON.stringify(name)}, which Argo CD does not know${meant === undefined ? '' : `; it is spelt ${meant}`}`,
      application,
      ...(edit !== undefined && { edit }),
    };
  }
}

/** `before-hook-creation` is Helm's spelling of the same. */
const plain = (name: string): string => name.replaceAll('-', '').toLowerCase();

export const hookPhasesDiffer: Rule = {
  id: 'hook-phases-differ',
  severity: 'warning',
  title: 'The hook annotations of Argo CD and of Helm mean different phases',
  why: 'Where a resource has both, Argo CD takes its own and passes over those of Helm. What the other one says is then only true where Helm installs the chart itself.',
  fix: 'Write the same in both (pre-install and pre-upgrade are PreSync, post-install and post-upgrade PostSync), or only the annotation of Argo CD.',
  *check(repository) {
    for (const manifest of deployed(repository)) {
      const [argo, helm] = [manifest.annotations[hookKey], manifest.annotations[helmHookKey]];
      if (argo === undefined || helm === undefined || manifest.sync.phases.length === 0) continue;
      const { phases } = syncPlanOf(withoutArgoHook(manifest));
      if (phases.length === 0 || phases.toSorted().join() === manifest.sync.phases.toSorted().join()) continue;
      yield {
        at: manifest.at(annotation(helmHookKey)),
        message: `${manifest.title} is a hook of ${manifest.sync.phases.join(', ')}; its helm.sh/hook ${helm} would be ${phases.join(', ')} and does not count`,
        application: manifest.application.name,
      };
    }
  },
};

function withoutArgoHook({ value, annotations, origin }: Resource): Resource {
  const { [hookKey]: _, ...rest } = annotations;
  return new Resource({ ...value, metadata: { annotations: rest } }, origin);
}

export const hookDoesNotEnd: Rule = {
  id: 'hook-does-not-end',
  severity: 'error',
  title: 'A hook of a kind that does not run to an end',
  why: 'Argo CD waits for a hook to end. A Pod that is restarted whenever it ends does not; a suspended Job does not begin; a CronJob is done as soon as it is there, before it has run at all.',
  fix: 'Use a Job, or a Pod with `restartPolicy: Never`.',
  *check(repository) {
    for (const manifest of deployed(repository)) {
      if (!manifest.sync.hook || manifest.sync.phases.length === 0) continue;
      const endless = endlessness(manifest);
      if (endless === undefined) continue;
      yield {
        at: manifest.at(endless.path),
        message: `hook ${manifest.title} ${endless.says}`,
        application: manifest.application.name,
      };
    }
  },
};

function endlessness(manifest: Manifest): { readonly path: FieldPath; readonly says: string } | undefined {
  const { group, kind } = manifest;
  if (group === '' && kind === 'Pod' && (manifest.text('spec', 'restartPolicy') ?? 'Always') === 'Always')
    return { path: ['spec', 'restartPolicy'], says: 'is restarted whenever it ends (restartPolicy Always)' };
  if (group === 'batch' && kind === 'Job' && manifest.field('spec', 'suspend') === true)
    return { path: ['spec', 'suspend'], says: 'is suspended, and the sync waits until somebody resumes it' };
  if (group === 'batch' && kind === 'CronJob')
    return { path: ['kind'], says: 'is done before it has run: a CronJob waits for its time' };
  return undefined;
}

export const hookWithoutDeadline: Rule = {
  id: 'hook-without-deadline',
  severity: 'warning',
  title: 'A hook Job without a deadline',
  why: 'A Job whose pod cannot start, because its image, its ServiceAccount or a volume is not there, does not fail: it waits. The sync waits with it, and no later commit is synced, not even the one with the fix.',
  fix: 'Set `activeDeadlineSeconds` in the spec of the Job, to more than it ever takes. Set `backoffLimit` as well, if it must not be tried again.',
  argo: {
    does: 'The sync stays Running on a hook Job whose pod cannot start; with `activeDeadlineSeconds` it fails.',
    test: 'test/peers/cluster/application-claims.test.ts: a hook Job without a deadline keeps the sync, and one with a deadline fails it',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      if (!manifest.sync.hook || manifest.sync.phases.length === 0 || !manifest.is('batch', 'Job')) continue;
      if (manifest.field('spec', 'activeDeadlineSeconds') !== undefined || podSpecPath(manifest) === undefined)
        continue;
      yield {
        at: manifest.at(['spec'], 'key'),
        message: `hook ${manifest.title} has no activeDeadlineSeconds`,
        application: manifest.application.name,
      };
    }
  },
};

export const generatedName: Rule = {
  id: 'generated-name',
  severity: 'error',
  title: 'A generated name where Argo CD needs a fixed one',
  why: 'Argo CD applies what is no hook, and applying needs a name. A hook with a generated name is another object each time: nothing replaces the one before, so that they pile up unless they are deleted when they have succeeded.',
  fix: 'Give it a `name`. A hook may keep `generateName` with the delete policy HookSucceeded.',
  argo: {
    does: 'A resource with `generateName` that is no hook fails the sync.',
    test: 'test/peers/cluster/application-claims.test.ts: a name that is generated fails the sync of what is no hook',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      const prefix = manifest.text('metadata', 'generateName');
      const { hook, phases, deletePolicies } = manifest.sync;
      if (prefix === undefined || hasName(manifest) || phases.length === 0) continue;
      if (hook && deletePolicies.includes('HookSucceeded')) continue;
      yield {
        at: manifest.at(['metadata', 'generateName'], 'key'),
        message: hook
          ? `hook ${manifest.kind} ${prefix}… has another name each time, and nothing deletes the one before`
          : `${manifest.kind} ${prefix}… is no hook, and has no name to be applied by`,
        application: manifest.application.name,
      };
    }
  },
};
