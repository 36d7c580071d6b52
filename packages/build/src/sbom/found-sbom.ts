/** An SBOM as a tool wrote it. */
export interface FoundSbom {
  /** JSON; nothing of it is checked. */
  readonly bytes: Uint8Array;
  /** Of the image that it is about, such as `linux/arm64`. */
  readonly platform?: string;
}
