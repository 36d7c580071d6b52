import { test } from 'node:test';
import fc from 'fast-check';

/** Seconds that each target runs with inputs that nobody has seen, as in a nightly job; without it, a fixed number. */
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 0);
const runs = 50;

/** Tests that `holds` is kept by whatever the arbitrary makes up. What fails is told with the seed to see it again. */
export function fuzz<Input>(
  what: string,
  inputs: fc.Arbitrary<Input>,
  holds: (input: Input) => void | Promise<void>,
  { atLeast = runs }: { readonly atLeast?: number } = {},
): void {
  const unlimited = {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: seconds * 1000,
    markInterruptAsFailure: false,
  };
  const parameters = seconds > 0 ? unlimited : { numRuns: atLeast };
  test(what, () =>
    fc.assert(
      fc.asyncProperty(inputs, async (input) => holds(input)),
      parameters,
    ),
  );
}
