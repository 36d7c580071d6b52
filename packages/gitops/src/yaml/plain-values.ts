import { CORE_SCHEMA, loadAll, mergeTag, YAMLException } from 'js-yaml';

const schema = CORE_SCHEMA.withTags(mergeTag);

/** What could be an anchor: what aliases of it stand for might grow beyond all measure. */
const anchor = /(?:^|[\s[{,])&[^\s,[\]{}]/m;

/**
 * The documents of a text as plain data, without those that are empty; several times faster than a parser that keeps
 * positions. Undefined where only that one can tell: on faults, and where there are anchors.
 */
export function plainValues(text: string): readonly unknown[] | undefined {
  if (anchor.test(text)) return undefined;
  try {
    return loadAll(text, { schema }).filter((value) => value !== null && value !== undefined);
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}
