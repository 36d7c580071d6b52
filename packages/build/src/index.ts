export { appendLayer, type AppendedImage, type AppendOptions } from './append-layer.ts';
export type { Base } from './base-image.ts';
export { BuildError, buildErrorCodes, type BuildErrorCode } from './build-error.ts';
export { combinePlatforms } from './combine-platforms.ts';
export type { ImageConfig, RunConfig } from './image-config.ts';
export { readOciLayout, type LayoutOptions } from './oci-layout.ts';
export { parsePlatform, platformText, type Platform } from './platform.ts';
export { pushImage, type PushOptions, type PushProgress, type PushResult } from './push-image.ts';
export type { ImageBlob, ImageDocument, PushableImage } from './pushable-image.ts';
