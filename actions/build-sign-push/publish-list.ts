import { describeFailure, type Outcome, type Runtime } from '@bitvault/action-kit';
import pLimit from 'p-limit';
import type { definition, ImageInputs } from './inputs.ts';
import { listSummary } from './list-summary.ts';
import { publishImage, type Published, type PublishingMeans } from './publish-image.ts';

export type PublishedOrRefused = Published | { readonly kind: 'refused'; readonly reason: string };

export interface ListEntry {
  readonly image: string;
  readonly published: PublishedOrRefused;
}

type Output = keyof typeof definition.outputs;

/** Publishes them, so many at a time. One that is refused stops no other, but fails the step. */
export async function publishList(
  images: readonly ImageInputs[],
  atOnce: number,
  means: PublishingMeans,
): Promise<Outcome<Output>> {
  const limit = pLimit(atOnce);
  let done = 0;
  const entries = await Promise.all(
    images.map((inputs) =>
      limit(async (): Promise<ListEntry> => {
        const published = await publishOrRefuse(inputs, { ...means, runtime: prefixed(means.runtime, inputs.image) });
        done += 1;
        means.runtime.info(`${done}/${images.length} ${describe(inputs.image, published)}`);
        return { image: inputs.image, published };
      }),
    ),
  );
  return outcomeOf(entries);
}

async function publishOrRefuse(inputs: ImageInputs, means: PublishingMeans): Promise<PublishedOrRefused> {
  try {
    return await publishImage(inputs, means);
  } catch (error) {
    return { kind: 'refused', reason: describeFailure(error, inputs.image) };
  }
}

const prefixed = (runtime: Runtime, image: string): Runtime => ({
  ...runtime,
  info: (line) => runtime.info(`[${shortName(image)}] ${line}`),
  warn: (line) => runtime.warn(`[${shortName(image)}] ${line}`),
});

const shortName = (image: string): string => image.slice(image.lastIndexOf('/') + 1);

function describe(image: string, published: PublishedOrRefused): string {
  switch (published.kind) {
    case 'planned':
      return `would be ${published.ref}`;
    case 'pushed':
      return `pushed and signed: ${published.ref}`;
    case 'refused':
      return `refused: ${image}`;
  }
}

function outcomeOf(entries: readonly ListEntry[]): Outcome<Output> {
  const reasons = entries.flatMap(({ published }) => (published.kind === 'refused' ? [published.reason] : []));
  const pushed = entries.flatMap(({ published }) => (published.kind === 'pushed' ? [published] : []));
  const reason = reasons.join('\n');
  const outputs = {
    image: '',
    digest: '',
    ref: '',
    results: JSON.stringify(entries.map(resultOf)),
    'bundle-paths': pushed.flatMap(({ bundlePaths }) => bundlePaths).join('\n'),
    'verify-commands': pushed.flatMap(({ report }) => report?.commands ?? []).join('\n'),
    reason,
  };
  const summary = () => listSummary(entries);
  if (reasons.length > 0)
    return { kind: 'refused', outputs: { ...outputs, result: 'refused' }, summary, failure: reason };
  return { kind: 'done', outputs: { ...outputs, result: pushed.length > 0 ? 'pushed' : 'planned' }, summary };
}

/** One element of the output `results`. */
export function resultOf({ image, published }: ListEntry): Readonly<Record<string, string>> {
  if (published.kind === 'refused') return { image, digest: '', ref: '', result: 'refused', reason: published.reason };
  const { kind, digest, ref } = published;
  return { image, digest, ref, result: kind, reason: '' };
}
