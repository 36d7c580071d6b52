import { readFile } from 'node:fs/promises';
import { SigningError, type SigningErrorCode } from './signing-error.ts';

/** Where a Sigstore configuration comes from: JSON text, a file, or Sigstore's public good instance. */
export type SigstoreSource = { readonly inline?: string; readonly path?: string } | 'public-good';

interface SourceCodes {
  readonly what: string;
  readonly invalid: SigningErrorCode;
  readonly unavailable: SigningErrorCode;
}

/**
 * The JSON object at a source that is not the public good instance.
 * @throws SigningError with the codes given
 */
export async function readSource(
  source: Exclude<SigstoreSource, 'public-good'>,
  { what, invalid, unavailable }: SourceCodes,
): Promise<Readonly<Record<string, unknown>>> {
  const text = source.inline ?? (await readText(source.path, what, unavailable));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new SigningError(invalid, `the ${what} is not JSON`, `Give the ${what} as JSON or as the path of a file`, {
      cause: error,
    });
  }
  throw new SigningError(invalid, `the ${what} is not a JSON object`, `Give the ${what} as a JSON object`);
}

async function readText(path: string | undefined, what: string, unavailable: SigningErrorCode): Promise<string> {
  if (path === undefined) {
    throw new SigningError(unavailable, `no ${what} was given`, `Give the ${what} as JSON or as the path of a file`);
  }
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const next = `Check that the file exists in this job, or give the ${what} as JSON`;
    throw new SigningError(unavailable, `the ${what} could not be read from ${JSON.stringify(path)}`, next, {
      cause: error,
    });
  }
}
