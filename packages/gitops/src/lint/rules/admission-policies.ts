import type { ImageName } from '@bitvault/promotion';
import type { Repository } from '../../repository/repository.ts';
import type { Resource } from '../../repository/resource.ts';
import { isMapping, listAt, textAt, type Mapping } from '../../yaml/fields.ts';
import type { FieldPath } from '../../yaml/location.ts';

/** A policy that the cluster asks before a pod gets in, as far as it is about images. */
export interface AdmissionPolicy {
  readonly resource: Resource;
  /** What it says of images, and where. */
  readonly images: readonly Passage[];
  /** Who must have signed, by keyless certificates. */
  readonly identities: readonly Identity[];
  readonly takes: (image: ImageName) => boolean;
}

interface Passage {
  readonly text: string;
  readonly at: FieldPath;
}

/** As a certificate names whoever signed; without a subject by a pattern of it, or not at all. */
export interface Identity {
  readonly subject: string | undefined;
  readonly at: FieldPath;
}

/** Of Kyverno: what stands in CEL, image by image. */
export const kyvernoPolicies = ({ resources }: Repository): readonly AdmissionPolicy[] =>
  resources
    .filter((resource) => resource.is('policies.kyverno.io', 'ImageValidatingPolicy'))
    .map((resource) => {
      const images = passages(resource, ['spec', 'validations'], 'expression');
      return {
        resource,
        images,
        identities: identitiesAt(resource, ['spec', 'attestors'], ['cosign', 'keyless', 'identities']),
        takes: (image) => images.some(({ text }) => names(text, image)),
      };
    });

/** Of Sigstore's policy-controller: globs of images. */
export const clusterImagePolicies = ({ resources }: Repository): readonly AdmissionPolicy[] =>
  resources
    .filter((resource) => resource.is('policy.sigstore.dev', 'ClusterImagePolicy'))
    .map((resource) => {
      const images = passages(resource, ['spec', 'images'], 'glob');
      return {
        resource,
        images,
        identities: identitiesAt(resource, ['spec', 'authorities'], ['keyless', 'identities']),
        takes: (image) => images.some(({ text }) => matches(text, `${image}@sha256:${'0'.repeat(64)}`)),
      };
    });

function passages(resource: Resource, list: FieldPath, field: string): readonly Passage[] {
  return resource.list(...list).flatMap((entry, index) => {
    const text = isMapping(entry) ? textAt(entry, [field]) : undefined;
    return text === undefined ? [] : [{ text, at: [...list, index, field] }];
  });
}

function identitiesAt(resource: Resource, list: FieldPath, below: FieldPath): readonly Identity[] {
  return resource.list(...list).flatMap((signer, index) =>
    (isMapping(signer) ? listAt(signer, below) : []).filter(isMapping).map((identity: Mapping, position) => ({
      subject: textAt(identity, ['subject']),
      at: [...list, index, ...below, position],
    })),
  );
}

/** Whether a text has the whole name of an image, and not one that begins or ends with it. */
function names(text: string, image: ImageName): boolean {
  const literal = image.replaceAll(/[.*+?^$()|[\]\\{}]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\w./:-])${literal}(?![\\w./-])`).test(text);
}

/**
 * Whether a glob is for a reference: `*` is what has no slash, `**` is anything (policy-controller, `pkg/apis/glob`). It
 * goes on from all places at once where the part before can end: a regular expression of many stars would try forever.
 */
function matches(glob: string, reference: string): boolean {
  let ends = new Set([0]);
  for (const [part] of glob.matchAll(/\*\*|[^]/g))
    ends = new Set([...ends].flatMap((end) => endsOf(part, reference, end)));
  return ends.has(reference.length);
}

function endsOf(part: string, reference: string, from: number): readonly number[] {
  if (!part.startsWith('*')) return reference[from] === part ? [from + 1] : [];
  const slash = part === '**' ? -1 : reference.indexOf('/', from);
  const last = slash < 0 ? reference.length : slash;
  return Array.from({ length: last - from + 1 }, (_, length) => from + length);
}
