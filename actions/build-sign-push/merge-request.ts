import { InputError } from '@bitvault/action-kit';
import type { Digest } from '@bitvault/promotion';
import { isSameRepository } from '@bitvault/registry';
import { setInputs } from './builder.ts';
import type { ImageInputs } from './inputs.ts';

/** What `merge` is to do, once it is clear that no input asks for something that it cannot. */
export interface MergeRequest {
  readonly digests: readonly Digest[];
  readonly platforms: readonly string[] | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

/** @throws InputError INPUT_INVALID, INPUT_MISSING */
export function mergeRequest(inputs: ImageInputs): MergeRequest {
  if (inputs.digests === undefined) {
    throw new InputError(
      'INPUT_MISSING',
      'input "digests" is missing, which names the images to merge',
      'Set `with: digests:` to the output `digest` of each job that built one platform.',
    );
  }
  const [pointless] = setInputs(inputs).filter((name) => !['platforms', 'annotations'].includes(name));
  if (pointless !== undefined) {
    throw new InputError(
      'INPUT_INVALID',
      `input "${pointless}" is nothing that \`mode: merge\` can do, which builds nothing`,
      'Leave it out here, and give it to the jobs that build.',
    );
  }
  for (const { image, digest } of inputs.digests) {
    if (image === undefined || isSameRepository(image, inputs.image)) continue;
    throw new InputError(
      'INPUT_INVALID',
      `input "digests" has ${image}@${digest}, which is not in ${inputs.image}`,
      'Push each platform to the repository of `image`: an index can only name what is beside it.',
    );
  }
  return {
    digests: inputs.digests.map(({ digest }) => digest),
    platforms: inputs.platforms,
    annotations: Object.fromEntries((inputs.annotations ?? []).map(ofIndex)),
  };
}

/** As buildx has it: `index:name=value`; without a type, an index is all that there is to annotate here. */
function ofIndex([name, value]: readonly [string, string]): readonly [string, string] {
  const [, type, rest = name] = /^([a-z][a-z,-]*(?:\[[^\]]*\])?):(.+)$/.exec(name) ?? [];
  if (type === undefined || type === 'index') return [rest, value];
  throw new InputError(
    'INPUT_INVALID',
    `input "annotations" has one of the type ${JSON.stringify(type)}, but \`mode: merge\` makes nothing but an index`,
    'Write `name=value` or `index:name=value`, and annotate the images where they are built.',
  );
}
