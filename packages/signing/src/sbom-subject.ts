import type { JsonObject } from './attached-document.ts';

const objects = (value: unknown): readonly JsonObject[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (each): each is JsonObject => typeof each === 'object' && each !== null,
  );

/**
 * The digests by which an SBOM names the container image that it describes: none for one of a directory, or where the
 * tool did not tell. Some tools name an image before it is pushed by a digest that it has nowhere else.
 */
export function imageDigestsOf(document: JsonObject): readonly string[] {
  const { component } = objects(document['metadata'])[0] ?? {};
  const images = [
    ...objects(document['packages']).filter(({ primaryPackagePurpose }) => primaryPackagePurpose === 'CONTAINER'),
    ...objects(component).filter(({ type }) => type === 'container'),
  ];
  return [...new Set(images.flatMap(digestsOf))];
}

function digestsOf(image: JsonObject): readonly string[] {
  const locators = objects(image['externalRefs']).map(({ referenceLocator }) => referenceLocator);
  const named = [image['versionInfo'], image['version'], image['purl'], ...locators];
  return named.flatMap((text) =>
    typeof text === 'string'
      ? [...text.matchAll(/sha256(?::|%3A)([0-9a-f]{64})/gi)].map(([, hex]) => `sha256:${hex}`)
      : [],
  );
}
