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
/** `owner/name/.github/workflows/file.yml@ref`, as GitHub's `job_workflow_ref` claim names a workflow that is called. */
export type SignerWorkflow = Branded<'SignerWorkflow'>;

/** Throws a `TypeError` whose message completes "must be …", as all parsers below do. */
function matching(raw: string, pattern: RegExp, expected: string): string {
  if (pattern.test(raw)) return raw;
  throw new TypeError(expected);
}

export const parseDigest = (raw: string): Digest =>
  matching(raw, /^sha256:[a-f0-9]{64}$/, 'sha256: and 64 lower-case hexadecimal digits') as Digest;

export const parseCommitOid = (raw: string): CommitOid =>
  matching(raw, /^[a-f0-9]{40}$/, '40 lower-case hexadecimal digits') as CommitOid;

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const labelExpected = 'name: lower-case letters, digits and inner hyphens, at most 63';

export const parseServiceName = (raw: string): ServiceName =>
  matching(raw, label, `a service ${labelExpected}`) as ServiceName;

export const parseEnvironmentName = (raw: string): EnvironmentName =>
  matching(raw, label, `an environment ${labelExpected}`) as EnvironmentName;

const hostLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const host = String.raw`(?:${hostLabel})(?:\.${hostLabel}){0,20}(?::[0-9]{1,5})?`;
const component = String.raw`[a-z0-9]+(?:(?:\.|_|__|-{1,10})[a-z0-9]+){0,30}`;
const imageName = new RegExp(`^(?=.{1,255}$)(?:${host})(?:/${component}){1,20}$`);

/** Distribution-spec `<name>`, with a registry host that is never left to a default. */
export const parseImageName = (raw: string): ImageName =>
  matching(
    raw,
    imageName,
    'an image name with its registry, such as ghcr.io/owner/name, without tag or digest',
  ) as ImageName;

export const parseSignerWorkflow = (raw: string): SignerWorkflow =>
  matching(
    raw,
    /^[A-Za-z0-9-]{1,39}\/[\w.-]{1,100}\/\.github\/workflows\/[\w.-]{1,200}\.ya?ml@(?:refs\/(?:heads|tags)\/[\w./@+#-]{1,200}|[a-f0-9]{40})$/,
    'owner/name/.github/workflows/file.yml@ref, the ref whole, such as refs/tags/v2 or a commit',
  ) as SignerWorkflow;

const repositoryName = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

export const parseRepositoryName = (raw: string): RepositoryName =>
  matching(raw, repositoryName, 'a repository such as owner/name') as RepositoryName;
