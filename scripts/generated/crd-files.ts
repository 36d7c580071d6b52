import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { peersBin } from '../peers/folders.ts';
import { fieldsOfCrds } from './crd-fields.ts';

export const crdFieldsPath = 'packages/gitops/src/crds/crd-fields.json';

const files = [
  'argocd-files/manifests/crds/*-crd.yaml',
  'argo-rollouts-files/manifests/crds/*-crd.yaml',
  'gateway-api-files/config/crd/standard/*_httproutes.yaml',
];

/**
 * The text of the file with the fields, one node a line.
 *
 * @throws Error where definitions are missing.
 */
export function crdFieldsText(): string {
  const found = files.flatMap((pattern) => {
    const paths = globSync(join(peersBin, pattern)).toSorted();
    if (paths.length === 0) throw new Error(`There is no ${pattern} in ${peersBin}. Next: npm run peers -- cluster`);
    return paths;
  });
  const { kinds, nodes } = fieldsOfCrds(found.map((path): unknown => parse(readFileSync(path, 'utf8'))));
  const lines = nodes.map((node) => `    ${JSON.stringify(node)}`).join(',\n');
  return `{\n  "kinds": ${JSON.stringify(kinds)},\n  "nodes": [\n${lines}\n  ]\n}\n`;
}
