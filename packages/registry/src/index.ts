export type { Descriptor, ImageRepository, PushedManifest, Referrer, Sha256, StoredManifest } from './repository.ts';
