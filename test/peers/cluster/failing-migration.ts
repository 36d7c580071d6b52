import type { Kubernetes } from '../../../scripts/cluster/kubernetes.ts';

/** Makes the pods of migrations fail, as a container that ends with 1 does. */
export interface FailingMigration {
  /** From now on only those with this digest fail. */
  failOnly(digest: string): Promise<void>;
}

/** Until told otherwise, every migration fails but that of one digest. */
export async function failingMigration(kubernetes: Kubernetes, except: string): Promise<FailingMigration> {
  await kubernetes.apply(stage(`NotIn`, except));
  return { failOnly: (digest) => kubernetes.apply(stage('In', digest)) };
}

const digestOfImage = '.spec.containers.[0].image | split("@") | .[1]';

const stage = (operator: 'In' | 'NotIn', digest: string) => ({
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'migration-fails' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: {
      matchLabels: { 'app.kubernetes.io/name': 'bitvault-migrate' },
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: '.status.phase', operator: 'In', values: ['Pending', 'Running'] },
        { key: digestOfImage, operator, values: [digest] },
      ],
    },
    // Before the stages by which a pod gets ready and completes.
    weight: 1000,
    next: {
      statusTemplate: [
        'phase: Failed',
        'containerStatuses:',
        '{{ range .spec.containers }}',
        '- name: {{ .name | Quote }}',
        '  image: {{ .image | Quote }}',
        '  ready: false',
        '  restartCount: 0',
        '  state: {terminated: {exitCode: 1, reason: Error, finishedAt: {{ Now | Quote }}, startedAt: {{ Now | Quote }}}}',
        '{{ end }}',
      ].join('\n'),
    },
  },
});
