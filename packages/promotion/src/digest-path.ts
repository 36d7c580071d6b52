import type { EnvironmentName, ServiceName } from './names.ts';

/** Keys from the root of a document down to one value. */
export type YamlPath = readonly string[];

export interface Placeholders {
  readonly service: ServiceName;
  readonly environment: EnvironmentName;
}

/** A template with its placeholders still open. */
export type DigestPathTemplate = (values: Placeholders) => YamlPath;
export type DigestFileTemplate = (values: Placeholders) => string;

const fill = (template: string, { service, environment }: Placeholders): string =>
  template.replaceAll('{service}', service).replaceAll('{env}', environment);

const hasOnlyKnownPlaceholders = (template: string): boolean =>
  !/[{}]/.test(template.replaceAll('{service}', '').replaceAll('{env}', ''));

const pathExpected =
  'keys separated by dots, such as services.{service}.image.digest, with a key that has a dot in quotes, and no placeholders but {service} and {env}';

/** A bare key, or one in single or double quotes, then a dot or the end. */
const segment = /(?:"([^"]+)"|'([^']+)'|([^."'\s][^."'\r\n\t]*))(\.|$)/y;

/**
 * `services.{service}.image.digest` → the path for a slot. Quotes keep the dots of a key: `apps."my.app".digest`.
 *
 * @throws TypeError with a message that completes "must be …".
 */
export function parseDigestPath(template: string): DigestPathTemplate {
  const segments: string[] = [];
  const scanner = new RegExp(segment);
  let complete = false;
  while (!complete) {
    const match = scanner.exec(template);
    const [, double, single, bare, end] = match ?? [];
    const key = double ?? single ?? bare;
    if (key === undefined || !hasOnlyKnownPlaceholders(key)) throw new TypeError(pathExpected);
    segments.push(key);
    complete = end === '';
  }
  return (values) => segments.map((key) => fill(key, values));
}

const fileExpected =
  'a relative path to a .yaml or .yml file, such as envs/{env}/values.{env}.yaml, with {env} in it and nothing above, in .git, .github or holds';

/** Paths that a digest file may not have, since something else gives them meaning. */
export function isReservedPath(path: string): boolean {
  return /(?:^|\/)\.git(?:hub)?(?:\/|$)/i.test(path) || /^(?:holds\/|promotion\.yaml$)/i.test(path);
}

const fileSegment = /^(?!\.{1,2}$)[A-Za-z0-9._@+{}-]+$/;

/**
 * `envs/{env}/{service}.yaml` → the file for a slot.
 *
 * @throws TypeError with a message that completes "must be …".
 */
export function parseDigestFile(template: string): DigestFileTemplate {
  const segments = template.split('/');
  const safe =
    segments.every((part) => fileSegment.test(part)) &&
    !isReservedPath(template) &&
    template.length <= 255 &&
    hasOnlyKnownPlaceholders(template);
  if (!safe || !template.includes('{env}') || !/\.ya?ml$/.test(template)) throw new TypeError(fileExpected);
  return (values) => fill(template, values);
}
