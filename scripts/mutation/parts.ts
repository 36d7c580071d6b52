/** What is mutated together, and what has to notice. Paths are from the root. */
export interface Part {
  readonly name: string;
  readonly files: readonly string[];
  /** Test files, quickest first: they run in turn, and the first that fails ends it. */
  readonly tests: readonly string[];
}

const promotion = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `packages/promotion/src/${name}.ts`);
const signing = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `packages/signing/src/${name}.ts`);

/**
 * What decides a merge. Only tests beside the source count: they are quick enough to run for every mutant, and what only
 * a whole action notices is said nowhere near the rule.
 */
export const parts: readonly Part[] = [
  {
    name: 'judgement',
    files: promotion('judge'),
    tests: promotion('judge.test', 'judge.rollback.test', 'judge.enumeration.test'),
  },
  { name: 'change', files: promotion('change'), tests: promotion('change.test') },
  { name: 'trust', files: promotion('trust'), tests: promotion('trust.test', 'judge.test') },
  { name: 'agreement', files: promotion('agreement'), tests: promotion('agreement.test') },
  { name: 'requester', files: promotion('requester'), tests: promotion('requester.test') },
  {
    name: 'target',
    files: promotion('target', 'standing-reasons'),
    tests: promotion('standing-reasons.test', 'target.facts.test', 'target.test'),
  },
  { name: 'health', files: promotion('health'), tests: promotion('health.arrival.test', 'health.test') },
  { name: 'gate', files: promotion('gate'), tests: promotion('gate.test') },
  { name: 'holds', files: promotion('holds'), tests: promotion('holds.test') },
  { name: 'hold', files: promotion('hold'), tests: promotion('hold.test') },
  {
    name: 'digest-edit',
    files: promotion('digest-edit', 'digest-slot'),
    tests: promotion('digest-slot.test', 'digest-edit.test'),
  },
  { name: 'bytes', files: promotion('blob', 'deployed'), tests: promotion('blob.test', 'deployed.test') },
  {
    name: 'identity',
    files: signing('identity-rules', 'certificate-identity'),
    tests: signing('identity-rules.test', 'certificate-identity.test'),
  },
];

/** The one line to change when the tests move to another framework. It runs in the sandbox, on the PATH of the caller. */
export const testCommand = (part: Part): string =>
  part.tests.map((file) => `"${process.execPath}" --conditions=source ${file}`).join(' && ');
