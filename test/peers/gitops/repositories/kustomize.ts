import type { Published } from '../published.ts';

/** Bases, components and overlays, with images set by transformers and generated names. */
export const kustomize: Published = {
  layout: 'kustomize',
  applications: 2,
  manifests: 35,
  mistakes: [
    {
      title: 'a transformer of an image under a name that nothing has',
      file: 'overlays/qa/images/player.yaml',
      from: 'name: ghcr.io/meridian/player',
      to: 'name: ghcr.io/meridian/players',
      found: ['base/player/player.yaml:15 image-not-pinned', 'overlays/qa/images/player.yaml:7 digest-not-rendered'],
    },
    {
      title: 'a transformer that the overlay forgets',
      file: 'overlays/production/kustomization.yaml',
      from: 'images/player.yaml, images/encoder.yaml]',
      to: 'images/player.yaml]',
      found: [
        'base/encoder/encoder.yaml:32 image-not-pinned',
        'base/encoder/encoder.yaml:52 image-not-pinned',
        'overlays/production/images/encoder.yaml:1 digest-file-unread',
      ],
    },
    {
      title: 'a canary that waits for ever',
      file: 'components/canary/rollout.yaml',
      from: '- pause: {duration: "10m"}',
      to: '- pause: {}',
      found: ['components/canary/rollout.yaml:35 canary-pause-without-end'],
    },
    {
      title: 'a Deployment that goes on beside its Rollout',
      file: 'components/canary/rollout.yaml',
      from: '    scaleDown: onsuccess\n',
      to: '',
      found: ['components/canary/rollout.yaml:12 workload-kept-beside-rollout'],
    },
    {
      title: 'a migration that no new image can be given to',
      file: 'components/database/migrate.yaml',
      from: 'Force=true,Replace=true',
      to: 'Replace=true',
      found: ['components/database/migrate.yaml:16 job-not-replaceable'],
    },
    {
      title: 'the Secret after the migration',
      file: 'components/database/secret.yaml',
      from: 'argocd.argoproj.io/sync-wave: "-2"',
      to: 'argocd.argoproj.io/sync-wave: "2"',
      found: [
        'base/api/deployment.yaml:10 needed-in-later-wave',
        'components/database/migrate.yaml:20 needed-in-later-wave',
      ],
    },
    {
      title: 'a difference that hides the image',
      file: 'argocd/qa.yaml',
      from: 'jsonPointers: [/spec/replicas]',
      to: 'jsonPointers: [/spec/template/spec]',
      found: ['argocd/qa.yaml:26 image-ignored'],
    },
  ],
};
