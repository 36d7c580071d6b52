export {
  parseCommitOid,
  parseDigest,
  parseEnvironmentName,
  parseImageName,
  parseRepositoryName,
  parseServiceName,
  type CommitOid,
  type Digest,
  type EnvironmentName,
  type ImageName,
  type RepositoryName,
  type ServiceName,
} from './names.ts';
