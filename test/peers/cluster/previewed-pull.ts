import assert from 'node:assert/strict';
import type { Person } from '@bitvault/lab';
import { eventually, field, type Kubernetes } from '../../../scripts/cluster/kubernetes.ts';
import { textOf } from './application-state.ts';

interface Preview {
  readonly kubernetes: Kubernetes;
  readonly author: Person;
  /** Of the application, `owner/name`. */
  readonly repository: string;
  /** Begins the preview's name. */
  readonly prefix: string;
  readonly services: number;
  /** What an author changes, the nth time. */
  readonly files: (count: number) => Parameters<Person['commit']>[2];
  /** Until the workflows of the application have done what they do on a push. */
  readonly settled: () => Promise<void>;
  readonly whatHappened: () => Promise<string>;
}

/** A pull request gets its preview with the label, the preview follows it, and both end together. */
export async function assertPreviewed(preview: Preview): Promise<void> {
  const { kubernetes, author, repository, files, settled, whatHappened } = preview;
  const patient = { patience: 180_000, otherwise: whatHappened };
  const first = await author.commit(repository, 'Try it', files(1), 'try');
  const opened = await author.request('POST', `/repos/${repository}/pulls`, {
    title: 'Try it',
    head: 'try',
    base: 'main',
  });
  const number = Number(field(opened, 'number'));
  await settled();
  const name = `${preview.prefix}-preview-pr-${number}`;
  const isThere = async (kind: string, apiVersion: string, at: object = {}) =>
    (await kubernetes.read({ apiVersion, kind, name, ...at })) !== undefined;
  const hasNamespace = () => isThere('Namespace', 'v1');
  assert.equal(await hasNamespace(), false, 'there is none without the label');

  await author.request('POST', `/repos/${repository}/issues/${number}/labels`, { labels: ['preview'] });
  await untilRuns(preview, name, first);
  const second = await author.commit(repository, 'Try more', files(2), 'try');
  await settled();
  await untilRuns(preview, name, second);

  await author.request('PATCH', `/repos/${repository}/pulls/${number}`, { state: 'closed' });
  const hasApplication = () => isThere('Application', 'argoproj.io/v1alpha1', { namespace: 'argocd' });
  await eventually('the preview is gone', async () => !(await hasApplication()), patient);
  await eventually('its namespace too', async () => !(await hasNamespace()), patient);
}

/** Waits until the pods of a preview run what was built of a commit, and nothing else. */
async function untilRuns({ kubernetes, services, whatHappened }: Preview, name: string, commit: string): Promise<void> {
  await eventually(
    `${name} runs ${commit}`,
    async () => {
      const images = (await kubernetes.list('v1', 'Pod', name))
        .filter((pod) => textOf(pod, 'status', 'phase') === 'Running')
        .map((pod) => textOf(pod, 'spec', 'containers', 0, 'image'));
      return images.length >= services && images.every((image) => image.endsWith(`:pr-${commit}`));
    },
    { patience: 180_000, otherwise: whatHappened },
  );
}
