import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { disagreements, readOurselves, type Disagreement } from './agreement.ts';
import { corpus, path } from './corpus.ts';
import { isReadOtherwise } from './lax-reading.ts';
import { mutatedQuestions, soupQuestions } from './mutated.ts';
import { startReaders, type GoReaders, type Question } from './readers.ts';
import { writtenQuestions } from './written.ts';

/**
 * Our reader of digest files against those of Helm, Kustomize, kubectl and Argo CD, in the versions that the other tests
 * with peers run: where ours accepts a text, all of them find the same digest, and after our edit the new one with
 * everything else as it was.
 */
let readers: GoReaders;
before(() => {
  readers = startReaders();
});
after(() => readers[Symbol.asyncDispose]());

const questionsOf = (name: string): readonly Question[] => (corpus.get(name) ?? []).map(({ text }) => ({ text, path }));

const told = (found: readonly Disagreement[]): string =>
  found.map(({ text, reader, says }) => `${reader} ${says}\n${text}`).join('\n\n');

describe('texts written by hand', () => {
  for (const [name, samples] of corpus) {
    test(`${name}: accepted and refused as they should be`, () => {
      const verdicts = samples.map(({ text }) => {
        const ours = readOurselves({ text, path });
        return { text, verdict: ours.kind === 'accepted' ? 'alike' : ours.error.code };
      });
      assert.deepEqual(
        verdicts,
        samples.map(({ text, verdict }) => ({ text, verdict })),
      );
    });

    test(`${name}: what is accepted is read alike by all`, async () => {
      assert.equal(told(await disagreements(readers, questionsOf(name))), '');
    });

    const refused = samples.filter(({ verdict }) => verdict !== 'alike');
    if (refused.length > 0) {
      test(`${name}: of what is refused, somebody reads something otherwise`, async () => {
        const readings = await readers.ask(refused.map(({ text }) => ({ text, path })));
        assert.ok(refused.some(({ text }, index) => isReadOtherwise(text, path, readings[index] ?? {})));
      });
    }
  }

  test('there are enough of them', () => {
    const all = [...corpus.values()].flat();
    assert.ok(all.length >= 350 && new Set(all.map(({ text }) => text)).size === all.length, String(all.length));
  });
});

async function assertAgreement(questions: fc.Arbitrary<Question>, parameters: fc.Parameters<[Question]>) {
  let accepted = 0;
  const agree = fc.asyncProperty(questions, async (question) => {
    if (readOurselves(question).kind === 'refused') return;
    accepted += 1;
    assert.equal(told(await disagreements(readers, [question])), '');
  });
  await fc.assert(agree, parameters);
  assert.ok(accepted > 0, 'some texts are accepted');
}

describe('texts that nobody wrote', () => {
  const kinds = { written: writtenQuestions, mutated: mutatedQuestions, soup: soupQuestions };
  const seeds = [11, 12, 21, 22];

  for (const [name, questions] of Object.entries(kinds)) {
    for (const seed of seeds) {
      test(`${name}, from seed ${seed}`, () => assertAgreement(questions, { seed, numRuns: 500 }));
    }
  }
});
