import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peersBin } from '../../../scripts/peers/folders.ts';

/**
 * The chart of External Secrets as its maintainers write it, with its definitions, but without an optional part that is
 * elsewhere, and with webhooks that nobody has to answer: none of its programs runs.
 */
export function externalSecretsChart(folder: string): string {
  const source = join(peersBin, 'external-secrets-files', 'deploy');
  cpSync(join(source, 'charts', 'external-secrets'), folder, { recursive: true, dereference: true });
  change(folder, 'Chart.yaml', (text) => text.slice(0, text.indexOf('dependencies:')));
  change(folder, 'values.yaml', (text) => text.replace(/^( +failurePolicy): Fail$/m, '$1: Ignore'));
  rmSync(join(folder, 'Chart.lock'));
  mkdirSync(join(folder, 'crds'));
  cpSync(join(source, 'crds', 'bundle.yaml'), join(folder, 'crds', 'bundle.yaml'));
  return folder;
}

/** Of KEDA's chart, which its source does not have, no more than the definition of ScaledObjects and a Deployment. */
export function kedaChart(folder: string): string {
  const definition = 'keda.sh_scaledobjects.yaml';
  for (const part of ['crds', 'templates']) mkdirSync(join(folder, part), { recursive: true });
  cpSync(join(peersBin, 'keda-files', 'config', 'crd', 'bases', definition), join(folder, 'crds', definition));
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: keda\nversion: 0.0.0\n');
  writeFileSync(
    join(folder, 'templates', 'operator.yaml'),
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'keda-operator' },
      spec: {
        selector: { matchLabels: { app: 'keda-operator' } },
        template: {
          metadata: { labels: { app: 'keda-operator' } },
          spec: { containers: [{ name: 'operator', image: 'registry.example/keda' }] },
        },
      },
    }),
  );
  return folder;
}

function change(folder: string, file: string, edit: (text: string) => string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`${file} of the chart is not as it was`);
  writeFileSync(path, after);
}
