import type { Action, Outcome } from '@bitvault/action-kit';
import { loadTrust, workflowIdentity, type Trust } from '@bitvault/signing';
import { oneHost, registryAccess } from '../registry-access.ts';
import { refuseForeignInputs } from './foreign-inputs.ts';
import { imagesOf } from './image-list.ts';
import { definition, type ImageInputs } from './inputs.ts';
import { publishImage, type PublishingMeans } from './publish-image.ts';
import { publishList, resultOf } from './publish-list.ts';
import { dryRunNeedsNoSigning, prepareSigning, trustedRootOf } from './signing-setup.ts';
import { buildSummary } from './summary.ts';

type Output = keyof typeof definition.outputs;

export const action: Action<typeof definition.inputs, Output> = {
  definition,
  async main(inputs, runtime) {
    refuseForeignInputs(runtime.env);
    const images = imagesOf(inputs, runtime);
    const names = images.map(({ image }) => image);
    const access = registryAccess(inputs, runtime);
    if (inputs['registry-password'] !== undefined) oneHost(names);
    const registry = { open: (image: string) => access.open(image, names) };
    const identity = workflowIdentity(
      () => runtime.idToken('sigstore'),
      (secret) => runtime.mask(secret),
    );
    const signing = dryRunNeedsNoSigning(inputs) ? undefined : await prepareSigning(inputs, runtime, identity);
    const trust = signing?.trust ?? (await unsignedTrust(inputs['trusted-root'], runtime.env));
    const means = { registry, identity, signing, trust, runtime };
    const [only] = images;
    return inputs.images === undefined && only !== undefined
      ? publishOne(only, means)
      : publishList(images, inputs.parallel, means);
  },
};

/** What is merged in a dry run is verified all the same. */
const unsignedTrust = async (root: string | undefined, env: NodeJS.ProcessEnv): Promise<Trust> =>
  loadTrust(
    root === undefined
      ? 'well-known'
      : await trustedRootOf(root, { env, calledCommit: () => Promise.resolve(undefined) }),
  );

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
      summary: () => `## Would push \`${ref}\` (dry run)\n`,
    };
  }
  return {
    kind: 'done',
    outputs: {
      ...outputs,
      'bundle-paths': published.bundlePaths.join('\n'),
      'verify-commands': published.report?.commands.join('\n') ?? '',
    },
    summary: () => buildSummary(ref, published.report),
  };
}
