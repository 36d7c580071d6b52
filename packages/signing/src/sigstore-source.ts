import { readFile } from 'node:fs/promises';
import { SigningError, type SigningErrorCode } from './signing-error.ts';
import type { SigstoreInstance } from './sigstore-instances.ts';

/** A configuration of a Sigstore, as JSON text or as a file. */
export interface SigstoreConfiguration {
  readonly inline?: string;
  readonly path?: string;
}

/** Whose services sign, or whose signatures are trusted. */
export type SigstoreSource = SigstoreConfiguration | SigstoreInstance;

interface SourceCodes {
  readonly what: string;
  readonly invalid: SigningErrorCode;
  readonly unavailable: SigningErrorCode;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The JSON object of a configuration.
 * @throws SigningError with the codes given
 */
export async function readSource(source: SigstoreConfiguration, codes: SourceCodes): Promise<JsonObject> {
  return parsedObject(await textOf(source, codes), codes);
}

/**
 * As `readSource`, of one object or of several, one per line.
 * @throws SigningError with the codes given
 */
export async function readSources(
  source: SigstoreConfiguration,
  codes: SourceCodes,
): Promise<readonly [JsonObject, ...JsonObject[]]> {
  const text = await textOf(source, codes);
  const [first = text, ...others] = text.split('\n').filter((line) => line.trim() !== '');
  const isList =
    others.length > 0 && [first, ...others].every((line) => line.startsWith('{') && line.trimEnd().endsWith('}'));
  return isList
    ? [parsedObject(first, codes), ...others.map((line) => parsedObject(line, codes))]
    : [parsedObject(text, codes)];
}

const textOf = async ({ inline, path }: SigstoreConfiguration, { what, unavailable }: SourceCodes): Promise<string> =>
  inline ?? (await readText(path, what, unavailable));

function parsedObject(text: string, { what, invalid }: SourceCodes): JsonObject {
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
