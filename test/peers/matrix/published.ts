import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOutSigstore, type SigstoreFiles } from '@bitvault/lab';
import { runPeer } from '../registry/programs.ts';
import type { BuildRig } from '../build/rig.ts';

export const builders = ['buildx', 'buildah', 'append', 'layout'] as const;
export type BuilderOfRow = (typeof builders)[number];

export interface Row {
  readonly builder: BuilderOfRow;
  readonly host: string;
  readonly format: 'bundle' | 'legacy';
  readonly sigstore: SigstoreFiles;
}

export interface Sources {
  /** Instance of buildx. */
  readonly instance: string;
  /** With a Dockerfile. */
  readonly context: string;
  /** Of files alone. */
  readonly files: string;
  /** An OCI layout that another tool wrote. */
  readonly layout: string;
}

const dockerfile = `FROM scratch
COPY busybox /bin/busybox
COPY package.json /app/package.json
ENTRYPOINT ["/bin/busybox"]
`;

const packageJson = '{ "name": "service", "version": "1.0.0", "license": "Apache-2.0" }';

/** What all rows are made of; the layout comes from buildah's own push. */
export async function prepareSources(rig: BuildRig, instance: string): Promise<Sources> {
  const context = await rig.context({ Dockerfile: dockerfile, 'package.json': packageJson });
  await copyFile('/bin/busybox', join(context, 'busybox'));
  const files = await rig.context({ 'package.json': packageJson, 'server.js': 'console.log("hello");\n' });
  const layout = join(rig.folder, 'other-tool.tar');
  const build = ['build', '--builder', instance, '--provenance=false', '--output', `type=oci,dest=${layout}`, context];
  await runPeer('buildx', build, { BUILDX_CONFIG: rig.env['BUILDX_CONFIG'] ?? '' });
  return { instance, context, files, layout };
}

function inputsOf(builder: BuilderOfRow, sources: Sources): Readonly<Record<string, string>> {
  switch (builder) {
    case 'buildx':
      return { builder, 'builder-name': sources.instance, context: sources.context, sbom: 'syft' };
    case 'buildah':
      return { builder, context: sources.context, sbom: 'syft' };
    case 'append':
      return { builder, context: sources.files };
    case 'layout':
      return { layout: sources.layout, sbom: 'syft', 'source-date-epoch': '' };
  }
}

/** Publishes with the shipped bundle, and gives the image with the commands that verify it. */
export async function publish(
  rig: BuildRig,
  sources: Sources,
  { builder, host, format, sigstore }: Row,
): Promise<{ readonly reference: string; readonly commands: readonly string[] }> {
  const signing = await checkOutSigstore(join(rig.folder, `sigstore-${randomUUID()}`), sigstore);
  const inputs = {
    ...inputsOf(builder, sources),
    image: `${host}/matrix/${builder}-${format}`,
    tags: 'v1',
    'signature-format': format,
  };
  const { conclusion, outputs, log } = await rig.build(inputs, {}, signing);
  assert.equal(conclusion, 'success', log);
  const commands = (outputs['verify-commands'] ?? '').split('\n').filter((line) => line.startsWith('cosign '));
  return { reference: outputs['ref'] ?? '', commands };
}
