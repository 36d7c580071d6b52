export { childEnvironment } from './child-environment.ts';
export type { Credentials, IdentityToken, PasswordCredentials } from './credentials.ts';
export { isSha256, sha256Of } from './digest.ts';
export {
  isIndexType,
  isManifestType,
  mediaTypeOf,
  mediaTypes,
  parseIndex,
  parseManifest,
  type ImageIndex,
  type ImageManifest,
} from './documents.ts';
export { blobOf } from './blob-source.ts';
export { credentialFinder, type FindCredentials, type FindCredentialsOptions } from './find-credentials.ts';
export type { Fetch } from './exchange.ts';
export { keepAliveFetch } from './keep-alive-fetch.ts';
export { openRepository, type OpenRepositoryOptions } from './open-repository.ts';
export { RegistryError, registryErrorCodes, type RegistryErrorCode } from './registry-error.ts';
export { isSameRepository, parseRepositoryName, type RepositoryAddress } from './repository-name.ts';
export type {
  BlobSource,
  Descriptor,
  ImageRepository,
  PushBlobOptions,
  PushedManifest,
  Referrer,
  Sha256,
  StoredManifest,
} from './repository.ts';
export type { RetryPace } from './retrying.ts';
export { UploadHabits } from './upload-habits.ts';
