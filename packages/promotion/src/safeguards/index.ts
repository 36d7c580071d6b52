export {
  planHas,
  planMatrix,
  planNames,
  plans,
  type Plan,
  type PlanFeature,
  type PlanRow,
  type Visibility,
} from './plans.ts';
export { readingOf, readOr, type Reading } from './reading.ts';
export type * from './repository-safeguards.ts';
export type * from './rules.ts';
