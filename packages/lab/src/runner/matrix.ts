import { RunnerError } from './runner-error.ts';

export type Combination = Readonly<Record<string, unknown>>;

/**
 * The combinations of a matrix, by the rules for `include` and `exclude`: an exclusion needs to match in part only; an
 * inclusion extends every combination whose original values it would not change, and is one of its own where there is
 * none (docs.github.com, "Running variations of jobs in a workflow").
 *
 * @throws RunnerError `WORKFLOW_INVALID`
 */
export function expandMatrix(matrix: unknown): readonly Combination[] {
  if (!isObject(matrix)) throw invalid('the matrix is not a mapping');
  const { include, exclude, ...axes } = matrix;
  const excluded = listOfObjects(exclude, 'exclude');
  const products = product(axes).filter((combination) => !excluded.some((some) => covers(combination, some)));
  const combinations = includeInto(products, listOfObjects(include, 'include'));
  if (combinations.length === 0) throw invalid('the matrix has no combination');
  if (combinations.length > 256) throw invalid(`the matrix has ${combinations.length} combinations, more than 256`);
  return combinations;
}

function product(axes: Combination): readonly Combination[] {
  if (Object.keys(axes).length === 0) return [];
  let combinations: readonly Combination[] = [{}];
  for (const [axis, values] of Object.entries(axes)) {
    if (!Array.isArray(values)) throw invalid(`"${axis}" of the matrix is not a list`);
    combinations = combinations.flatMap((combination) => values.map((value) => ({ ...combination, [axis]: value })));
  }
  return combinations;
}

function includeInto(originals: readonly Combination[], included: readonly Combination[]): readonly Combination[] {
  const extended = originals.map((original) => ({ original, whole: { ...original } }));
  const own: Combination[] = [];
  for (const addition of included) {
    const fitting = extended.filter(({ original }) =>
      Object.entries(addition).every(([key, value]) => !Object.hasOwn(original, key) || same(original[key], value)),
    );
    if (fitting.length === 0) own.push(addition);
    for (const { whole } of fitting) Object.assign(whole, addition);
  }
  return [...extended.map(({ whole }) => whole), ...own];
}

const covers = (combination: Combination, part: Combination) =>
  Object.entries(part).every(([key, value]) => same(combination[key], value));

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function listOfObjects(value: unknown, name: string): readonly Combination[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isObject))
    throw invalid(`"${name}" of the matrix is not a list of mappings`);
  return value;
}

const isObject = (value: unknown): value is Combination =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const invalid = (message: string) => new RunnerError('WORKFLOW_INVALID', message, 'Correct `strategy.matrix`.');
