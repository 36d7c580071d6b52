import type { FileChanges, Lab } from '@bitvault/lab';
import { application, releaseWorkflow } from './images.ts';

/** Service → digest. */
export type Deployed = Readonly<Record<string, string>>;

/** What a GitOps repository holds at first. */
export interface Layout {
  readonly dev: Deployed;
  /** As dev, if absent. */
  readonly prod?: Deployed;
  /** Template of the digest files; one for each environment by default. */
  readonly file?: string;
  /** Others, such as workflows. */
  readonly files?: Readonly<Record<string, string>>;
}

const oneFileAnEnvironment = 'envs/{env}/values.{env}.yaml';

const pathOf = ({ file = oneFileAnEnvironment }: Layout, environment: string, service: string): string =>
  file.replaceAll('{env}', environment).replaceAll('{service}', service);

const trustedRootPath = 'trust/trusted_root.json';

export function layoutFiles(layout: Layout, { registry, sigstore }: Lab): FileChanges {
  const files: Record<string, string> = {
    'promotion.yaml': policyText(layout, registry.host),
    [trustedRootPath]: sigstore.trustedRoot,
    'README.md': '# GitOps\n',
    ...layout.files,
  };
  for (const [environment, deployed] of [
    ['dev', layout.dev],
    ['prod', layout.prod ?? layout.dev],
  ] as const) {
    Object.assign(files, digestFiles(layout, environment, deployed));
  }
  return files;
}

/** The files that deploy these digests. */
export function digestFiles(layout: Layout, environment: 'dev' | 'prod', deployed: Deployed): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [service, digest] of Object.entries(deployed)) {
    const path = pathOf(layout, environment, service);
    const before = files[path] ?? '# written by hand\nservices:\n';
    files[path] = `${before}  ${service}:\n    image:\n      digest: ${digest} # promoted\n`;
  }
  return files;
}

function policyText(layout: Layout, registryHost: string): string {
  const services = Object.keys(layout.dev).map(
    (service) =>
      `  ${service}: {image: ${registryHost}/bitvault/${service}, source: ${application}, workflow: ${releaseWorkflow}}\n`,
  );
  return `version: 1
bot: bitvault-promoter[bot]
argocd: bitvault-argocd[bot]
services:
${services.join('')}trust: {trusted-root: ${trustedRootPath}}
digests:
  file: ${layout.file ?? oneFileAnEnvironment}
  path: services.{service}.image.digest
environments:
  dev: {from: build, merge: auto, approvals: 1}
  prod: {from: dev, merge: gate, approvals: 1, environment: production, healthy: [argocd/bitvault-dev]}
`;
}
