type Fields = Readonly<Record<string, unknown>>;

/** Annotations of Argo CD by the last part of their keys. */
const annotations = (of: Fields): Fields =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [`argocd.argoproj.io/${key}`, value]));

const metadata = (name: string, of: Fields): Fields => ({ name, annotations: annotations(of) });

export const configMap = (name: string, of: Fields = {}, value = '1'): Fields => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadata(name, of),
  data: { value },
});

export const object = (kind: string, name: string, of: Fields = {}): Fields => ({
  apiVersion: 'v1',
  kind,
  metadata: metadata(name, of),
});

const image = (tag: string): string => `registry.example/main:${tag}`;

const podSpec = (tag: string, more: Fields): Fields => ({ containers: [{ name: 'main', image: image(tag) }], ...more });

const template = (name: string, tag: string, pod: Fields): Fields => ({
  selector: { matchLabels: { app: name } },
  template: { metadata: { labels: { app: name } }, spec: podSpec(tag, pod) },
});

export const deployment = (name: string, of: Fields, tag: string, pod: Fields = {}, more: Fields = {}): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: metadata(name, of),
  spec: { ...template(name, tag, pod), ...more },
});

/** One that stops in the middle of a canary until somebody goes on with it. */
export const rollout = (name: string, of: Fields, tag: string): Fields => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: metadata(name, of),
  spec: {
    replicas: 1,
    ...template(name, tag, {}),
    strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } },
  },
});

export const job = (name: string, of: Fields, tag: string, pod: Fields = {}, more: Fields = {}): Fields => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: metadata(name, of),
  spec: { template: { spec: podSpec(tag, { restartPolicy: 'Never', ...pod }) }, ...more },
});

/** Pods of an account that is not there do not start. */
export const withoutAccount = { serviceAccountName: 'nobody' };
