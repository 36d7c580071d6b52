/** Something that an image was made of, as SLSA provenance names it. */
export interface BuildMaterial {
  readonly uri: string;
  /** Algorithm → hexadecimal digest. */
  readonly digest: Readonly<Record<string, string>>;
}
