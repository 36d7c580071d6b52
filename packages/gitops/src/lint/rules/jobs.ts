import type { Manifest } from '../../repository/application.ts';
import { namesIn } from '../../repository/sync.ts';
import type { Rule } from '../rule.ts';
import { deployed } from './deployed.ts';

const optionsKey = 'argocd.argoproj.io/sync-options';

const isPlainJob = (manifest: Manifest): boolean =>
  manifest.is('batch', 'Job') && !manifest.sync.hook && manifest.sync.phases.length > 0;

export const jobNotReplaceable: Rule = {
  id: 'job-not-replaceable',
  severity: 'error',
  title: 'A Job that no new image can be given to',
  why: 'The pod template of a Job is immutable. A Job that is no hook and keeps its name is refused as soon as its image changes, and the sync fails with it, whatever else it brings.',
  fix: 'Make it a hook with the delete policy BeforeHookCreation, or annotate it with `argocd.argoproj.io/sync-options: Force=true,Replace=true`, which deletes it first; or give it a name that changes with its image.',
  argo: {
    does: 'The sync of a commit that changes the Job’s image fails with “field is immutable”.',
    test: 'test/peers/cluster/application-claims.test.ts: a plain Job refuses another image',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      if (!isPlainJob(manifest) || isReplaced(manifest) || isNamedByImage(manifest)) continue;
      const [container] = manifest.containers;
      if (container === undefined) continue;
      yield {
        at: manifest.at([...container.path, 'image']),
        message: `${manifest.title} is no hook and keeps its name: it is refused when its image changes`,
        application: manifest.application.name,
      };
    }
  },
};

function isReplaced({ annotations, application }: Manifest): boolean {
  const options = namesIn(annotations[optionsKey]);
  return (
    options.includes('Force=true') &&
    (options.includes('Replace=true') || application.syncOptions.get('Replace') === 'true')
  );
}

/** Whether the name has a piece of the digest or the whole tag in it. */
function isNamedByImage({ name, containers }: Manifest): boolean {
  return containers.some(({ image }) => {
    const [, digest] = /@sha256:([a-f0-9]{7})/.exec(image) ?? [];
    const [, tag] = /:([\w][\w.-]*)(?:@|$)/.exec(image.slice(image.lastIndexOf('/') + 1)) ?? [];
    return [digest, tag].some((piece) => piece !== undefined && name.includes(piece.toLowerCase()));
  });
}

export const jobComesBack: Rule = {
  id: 'job-comes-back',
  severity: 'error',
  title: 'A Job that is run again and again',
  why: 'With `ttlSecondsAfterFinished`, Kubernetes deletes the Job once it is done. Argo CD finds it missing, and self-healing applies it again: the Job runs for ever, at the pace of its deletion.',
  fix: 'Leave `ttlSecondsAfterFinished` out, or make the Job a hook: hooks are not healed.',
  argo: {
    does: 'A finished Job that its time to live has removed is created again without a new commit.',
    test: 'test/peers/cluster/application-claims.test.ts: a Job with a time to live is created again and again',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      const ttl = manifest.field('spec', 'ttlSecondsAfterFinished');
      if (!isPlainJob(manifest) || typeof ttl !== 'number' || manifest.application.automated?.selfHeal !== true)
        continue;
      yield {
        at: manifest.at(['spec', 'ttlSecondsAfterFinished'], 'key'),
        message: `${manifest.title} is deleted ${ttl} s after it is done, and Application ${manifest.application.name} heals itself: it runs again and again`,
        application: manifest.application.name,
      };
    }
  },
};
