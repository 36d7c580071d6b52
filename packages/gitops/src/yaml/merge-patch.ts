import { isMapping, type Mapping } from './fields.ts';

/** RFC 7386: mappings are merged, null removes, everything else replaces. */
export function mergePatch(target: Mapping, patch: Mapping): Mapping {
  const result: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (isMapping(value)) {
      const under = result[key];
      result[key] = mergePatch(isMapping(under) ? under : {}, value);
    } else result[key] = value;
  }
  return result;
}
