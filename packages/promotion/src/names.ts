export declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** `sha256:` and 64 lower-case hexadecimal digits (OCI image-spec, descriptor.md#digests). */
export type Digest = Branded<'Digest'> & `sha256:${string}`;
/** 40 lower-case hexadecimal digits. */
export type CommitOid = Branded<'CommitOid'>;
export type ServiceName = Branded<'ServiceName'>;
export type EnvironmentName = Branded<'EnvironmentName'>;
/** `host[:port]/path`, lower case, without tag or digest. */
export type ImageName = Branded<'ImageName'>;
/** `owner/name` on GitHub. */
export type RepositoryName = Branded<'RepositoryName'>;

/** Makes a parser whose error message completes "must be …". */
function grammar<T extends string>(pattern: RegExp, expected: string): (raw: string) => T {
  return (raw) => {
    if (pattern.test(raw)) return raw as T;
    throw new TypeError(expected);
  };
}

/** The parsers below throw `TypeError`, with a message that completes "must be …". */
export const parseDigest = grammar<Digest>(/^sha256:[a-f0-9]{64}$/, 'sha256: and 64 lower-case hexadecimal digits');
export const parseCommitOid = grammar<CommitOid>(/^[a-f0-9]{40}$/, '40 lower-case hexadecimal digits');

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
export const parseServiceName = grammar<ServiceName>(
  label,
  'a service name: lower-case letters, digits and inner hyphens, at most 63',
);
export const parseEnvironmentName = grammar<EnvironmentName>(
  label,
  'an environment name: lower-case letters, digits and inner hyphens, at most 63',
);

const host = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?){0,20}(?::[0-9]{1,5})?`;
const component = String.raw`[a-z0-9]+(?:(?:\.|_|__|-{1,10})[a-z0-9]+){0,30}`;
/** Distribution-spec `<name>`, with a registry host that is never left to a default. */
export const parseImageName = grammar<ImageName>(
  new RegExp(`^(?=.{1,255}$)(?:${host})(?:/${component}){1,20}$`),
  'an image name with its registry, such as ghcr.io/owner/name, without tag or digest',
);

export const parseRepositoryName = grammar<RepositoryName>(
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
  'a repository such as owner/name',
);
