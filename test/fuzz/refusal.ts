import assert from 'node:assert/strict';
import { RegistryError, registryErrorCodes } from '@bitvault/registry';
import { SigningError, signingErrorCodes } from '@bitvault/signing';

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
