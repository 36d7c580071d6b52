import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  applications,
  applicationSet,
  expand,
  gitOps,
  helmRelease,
  previewParameters,
  type HelmRelease,
} from './applications.ts';
import { absolute, filesMatching, readText, type Fields } from './example-files.ts';

/** As if promotion had been through each environment once: every service has a digest, each its own. */
const digests = {
  bitvaultd: `sha256:${'a1'.repeat(32)}`,
  'bitvault-worker': `sha256:${'b2'.repeat(32)}`,
  'bitvault-web': `sha256:${'c3'.repeat(32)}`,
};

export const withDigests = {
  services: Object.fromEntries(Object.entries(digests).map(([service, digest]) => [service, { image: { digest } }])),
};

/** What is rendered into test/examples/rendered, and the values that stand in for a promoted state. */
export function renderedReleases(): readonly (readonly [release: HelmRelease, state: Fields])[] {
  const preview = expand(applicationSet('applicationset-previews.yaml'), previewParameters);
  return [
    ...applications().map((application): [HelmRelease, Fields] => {
      const release = helmRelease(application);
      return [release, release.chart === 'charts/bitvault' ? withDigests : {}];
    }),
    [helmRelease(preview), {}],
  ];
}

export const renderedFile = (application: string): string => `test/examples/rendered/${application}.yaml`;
export const renderedFrom = 'test/examples/rendered/inputs.sha256';

/** Hash of everything that the renderings depend on. */
export function inputsHash(): string {
  const hash = createHash('sha256');
  for (const path of filesMatching(`${gitOps}/charts/**/*.*`, `${gitOps}/envs/**/*.yaml`)) {
    hash.update(`${path}\0${readText(path)}\0`);
  }
  return `${hash.update(JSON.stringify(renderedReleases())).digest('hex')}\n`;
}

/** `helm template` as Argo CD calls it. Throws with what Helm says where it refuses. */
export function helmTemplate(release: HelmRelease, state: Fields): string {
  const { name, namespace, chart, valueFiles } = release;
  const files = [...valueFiles, '-'].flatMap((file) => ['--values', file]);
  const helm = spawnSync('helm', ['template', name, chart, '--namespace', namespace, ...files], {
    input: JSON.stringify({ ...release.values, ...state }),
    cwd: absolute(gitOps),
    encoding: 'utf8',
  });
  if (helm.error !== undefined) throw new Error('helm 3 is not on the PATH', { cause: helm.error });
  if (helm.status !== 0) throw new Error(`helm template ${chart} for ${namespace}: ${helm.stderr}`);
  return helm.stdout;
}
