import type { FileChanges, Lab } from '@bitvault/lab';
import { application, releaseWorkflow } from './images.ts';

/** Service → digest. */
export type Deployed = Readonly<Record<string, string>>;

export type EnvironmentName = 'dev' | 'staging' | 'prod';

/** What each environment runs. */
export type Layout = Readonly<Record<EnvironmentName, Deployed>>;

export const valuesPath = (environment: EnvironmentName): string => `envs/${environment}/values.${environment}.yaml`;

export function valuesText(deployed: Deployed): string {
  const services = Object.entries(deployed).map(
    ([service, digest]) => `  ${service}:\n    image:\n      digest: ${digest} # promoted\n    replicas: 2\n`,
  );
  return `# written by hand\nservices:\n${services.join('')}`;
}

/** What `promote` dispatches; nothing here waits for what it would do. */
const gateWorkflow = `on: {workflow_dispatch: {inputs: {pull-request: {type: number}, head: {type: string}}}}
permissions: {}
jobs: {merge: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}
`;

/** What takes back a merge that turned out to be forbidden; that it was started is what counts here. */
const rollbackWorkflow = `on: {workflow_dispatch: {inputs: {command: {}, environment: {}, service: {}, from: {}, to: {}, reason: {}, force: {}}}}
permissions: {}
jobs: {propose: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}
`;

/** Where the policy of these repositories has its trusted root. */
export const trustedRootPath = 'trust/trusted_root.json';

export function layoutFiles(layout: Layout, { registry, sigstore }: Lab, more = ''): FileChanges {
  return {
    'promotion.yaml': policyText(Object.keys(layout.dev), registry.host, more),
    [trustedRootPath]: sigstore.trustedRoot,
    'README.md': '# GitOps\n',
    '.github/workflows/prod-gate.yml': gateWorkflow,
    '.github/workflows/rollback.yml': rollbackWorkflow,
    [valuesPath('dev')]: valuesText(layout.dev),
    [valuesPath('staging')]: valuesText(layout.staging),
    [valuesPath('prod')]: valuesText(layout.prod),
  };
}

/** @param more further keys of each service, each after a comma */
function policyText(services: readonly string[], registryHost: string, more: string): string {
  const entries = services.map(
    (service) =>
      `  ${service}: {image: ${registryHost}/bitvault/${service}, source: ${application}, workflow: ${releaseWorkflow}${more}}\n`,
  );
  return `version: 1
bot: bitvault-promoter[bot]
argocd: bitvault-argocd[bot]
services:
${entries.join('')}trust: {trusted-root: ${trustedRootPath}}
digests:
  file: envs/{env}/values.{env}.yaml
  path: services.{service}.image.digest
environments:
  dev: {from: build, merge: auto, approvals: 1}
  staging: {from: dev, merge: review, approvals: 1}
  prod: {from: staging, merge: gate, approvals: 1, environment: production}
`;
}
