import { listAt, mappingAt, textAt, type Mapping } from '../yaml/fields.ts';
import { flattened, type Parameters } from './expand.ts';
import { NotExpandable } from './not-expandable.ts';

/** Label selectors over the parameters, each by the whole of its way in. */
export function isSelected(selector: Mapping | undefined, parameters: Parameters): boolean {
  const labels = Object.entries(mappingAt(selector, ['matchLabels']) ?? {});
  return (
    labels.every(([key, value]) => valueOf(parameters, key) === value) &&
    listAt(selector, ['matchExpressions']).every((expression) => isMet(expression, parameters))
  );
}

const valueOf = (parameters: Parameters, key: string): unknown => parameters[key] ?? flattened(parameters).get(key);

function isMet(expression: unknown, parameters: Parameters): boolean {
  const value = valueOf(parameters, textAt(expression, ['key']) ?? '');
  const among = listAt(expression, ['values']).includes(value);
  switch (textAt(expression, ['operator'])) {
    case 'In':
      return among;
    case 'NotIn':
      return !among;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case undefined:
    default:
      throw new NotExpandable('a selector has an operator that does not exist');
  }
}
