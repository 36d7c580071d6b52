import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { isCodedError } from '@bitvault/action-kit';
import { RegistryError, registryErrorCodes } from '@bitvault/registry';
import { SigningError, signingErrorCodes } from '@bitvault/signing';
import type { TextReader } from './text-reader.ts';

const codes = new Set([...Object.keys(signingErrorCodes), ...Object.keys(registryErrorCodes)]);

/** What comes of outside text: a value, or `undefined` where it was refused as everything has to be that is not right. */
export async function outcomeOf<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SigningError || error instanceof RegistryError)) throw error;
    assert.ok(codes.has(error.code), error.code);
    assert.ok(error.message.length < 4_000, `a message of ${error.message.length} characters`);
    assert.notEqual(error.next, '');
    return undefined;
  }
}

const documented = new Set(
  [...readFileSync(new URL('../../docs/error-codes.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z_]+)`/gm)].map(
    ([, code]) => code,
  ),
);

/** Reads a text; the error where it is refused, which must be one that the reader may throw. */
export async function refusalOf({ read, completes }: TextReader, text: string): Promise<Error | undefined> {
  try {
    await read(text);
    return undefined;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    if (completes !== undefined && error instanceof TypeError)
      assert.match(error.message, /^(?!Cannot|Invalid|null|undefined)[^.]/);
    else assert.ok(isCodedError(error) && documented.has(error.code) && error.next !== '', inspect(error));
    assert.ok(error instanceof Error && error.message.length < 4_000);
    return error;
  }
}

/** Nothing that was read may have reached what all objects share. */
export function assertUnpolluted(): void {
  const blank: object = {};
  for (const key in blank) assert.fail(`every object has a ${key}`);
  assert.equal(Object.getPrototypeOf(blank), Object.prototype);
}
