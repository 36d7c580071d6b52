import type { Action, Outcome } from '@bitvault/action-kit';
import { loadSigningServices, loadTrust, openSigningSession } from '@bitvault/signing';
import { serverAddresses } from '../connections.ts';
import { sigstoreSource } from '../evidence.ts';
import { registryAccess } from '../registry-access.ts';
import { imagesOf } from './image-list.ts';
import { definition, type ImageInputs } from './inputs.ts';
import { publishImage, type PublishingMeans } from './publish-image.ts';
import { publishList, resultOf } from './publish-list.ts';
import { buildSummary } from './summary.ts';

type Output = keyof typeof definition.outputs;

export const action: Action<typeof definition.inputs, Output> = {
  definition,
  async main(inputs, runtime) {
    const images = imagesOf(inputs, runtime);
    const trustedRoot = sigstoreSource(inputs['trusted-root']);
    const registry = registryAccess(inputs, runtime);
    const trust = await loadTrust(trustedRoot);
    const session = openSigningSession({
      server: serverAddresses(runtime.env).server,
      services: await loadSigningServices(sigstoreSource(inputs['signing-config'])),
      format: inputs['signature-format'],
      idToken: () => runtime.idToken('sigstore'),
      mask: (secret) => runtime.mask(secret),
    });
    const means = { registry, session, trust, trustedRoot, runtime };
    const [only] = images;
    return inputs.images === undefined && only !== undefined
      ? publishOne(only, means)
      : publishList(images, inputs.parallel, means);
  },
};

async function publishOne(inputs: ImageInputs, means: PublishingMeans): Promise<Outcome<Output>> {
  const { image } = inputs;
  const published = await publishImage(inputs, means);
  const { digest, ref, kind: result } = published;
  const results = JSON.stringify([resultOf({ image, published })]);
  const outputs = { image, digest, ref, results, result, reason: '' };
  if (published.kind === 'planned') {
    return {
      kind: 'done',
      outputs: { ...outputs, 'bundle-paths': '', 'verify-commands': '' },
      summary: `## Would push \`${ref}\` (dry run)\n`,
    };
  }
  return {
    kind: 'done',
    outputs: {
      ...outputs,
      'bundle-paths': published.bundlePaths.join('\n'),
      'verify-commands': published.report.commands.join('\n'),
    },
    summary: buildSummary(published.report),
  };
}
