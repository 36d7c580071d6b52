import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fuzz } from './fuzz.ts';
import { assertUnpolluted, refusalOf } from './refusal.ts';
import { spoiltTexts } from './text-changes.ts';
import { textReaders } from './texts.ts';

suite('text from outside, spoilt in any way, is refused with a code or means what it says', () => {
  for (const [what, reader] of Object.entries(textReaders)) {
    test(`${what}: what is honest is taken`, async () => {
      for (const text of reader.honest) assert.equal(await refusalOf(reader, text), undefined);
    });

    fuzz(
      what,
      spoiltTexts(reader.honest),
      async (text) => {
        await refusalOf(reader, text);
        assertUnpolluted();
      },
      { atLeast: 400 },
    );
  }
});
