/** The conditions of a ruleset on names of refs. */
export interface RefConditions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Whether a ruleset with these conditions is for the ref; without conditions, none is. */
export function coversRef(conditions: RefConditions | undefined, ref: string, defaultBranch: string): boolean {
  const matches = (pattern: string): boolean => {
    if (pattern === '~ALL') return true;
    if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${defaultBranch}`;
    return refPattern(pattern).test(ref);
  };
  return conditions !== undefined && conditions.include.some(matches) && !conditions.exclude.some(matches);
}

/** Ruby's `File.fnmatch` with FNM_PATHNAME: `*` and `?` end at a slash, `**` before one spans any number of folders. */
function refPattern(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*\/|\*|\?)/)
    .map((part) => {
      if (part === '**/') return '(?:[^/]+/)*';
      if (part === '*') return '[^/]*';
      return part === '?' ? '[^/]' : part.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
    })
    .join('');
  return new RegExp(`^${source}$`);
}
