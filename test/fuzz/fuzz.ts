import { test, type TestContext } from 'node:test';
import fc from 'fast-check';

/** Seconds that each target runs with inputs that nobody has seen; without it, a fixed number of inputs. */
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 0);
const runs = 50;

/** Of a failure that is to be seen again: the target's full name, the seed, and the path to the shortest input. */
const { FUZZ_TARGET: only, FUZZ_SEED: seed, FUZZ_PATH: path } = process.env;

/**
 * Tests that `holds` is kept by whatever the arbitrary makes up. What fails is told with its shortest input and the
 * command that runs it again.
 */
export function fuzz<Input>(
  what: string,
  inputs: fc.Arbitrary<Input>,
  holds: (input: Input) => void | Promise<void>,
  { atLeast = runs }: { readonly atLeast?: number } = {},
): void {
  test(what, async (t) => {
    if (only !== undefined && t.fullName !== only) return;
    const property = fc.asyncProperty(inputs, async (input) => holds(input));
    const outcome = await fc.check(property, { ...lengthOf(atLeast), ...repeated() });
    if (seconds > 0) t.diagnostic(`${t.fullName}: ${outcome.numRuns} inputs`);
    if (outcome.failed)
      throw new Error(`${fc.defaultReportMessage(outcome)}\n\n${again(t, outcome)}`, { cause: outcome.errorInstance });
  });
}

const lengthOf = (atLeast: number): fc.Parameters<unknown> =>
  seconds > 0
    ? {
        numRuns: Number.MAX_SAFE_INTEGER,
        interruptAfterTimeLimit: seconds * 1000,
        markInterruptAsFailure: false,
      }
    : { numRuns: atLeast };

const repeated = (): fc.Parameters<unknown> => ({
  ...(seed !== undefined && { seed: Number(seed) }),
  ...(path !== undefined && { path }),
});

const again = (
  { fullName, filePath = '' }: TestContext,
  outcome: { readonly seed: number; readonly counterexamplePath: string | null },
): string => {
  const file = filePath.replaceAll('\\', '/').split('/').slice(-3).join('/');
  return `Again: FUZZ_TARGET=${JSON.stringify(fullName)} FUZZ_SEED=${outcome.seed} FUZZ_PATH=${outcome.counterexamplePath ?? ''} npm test -- ${file}`;
};
