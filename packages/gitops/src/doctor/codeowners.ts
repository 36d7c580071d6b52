import picomatch from 'picomatch';

interface Line {
  readonly line: number;
  readonly matches: (path: string) => boolean;
  readonly owners: readonly string[];
}

/** A CODEOWNERS file: "the last matching pattern takes the most precedence", and a line without owners takes them away. */
export function parseOwners(text: string): (path: string) => readonly string[] {
  const lines = text.split(/\r?\n/).flatMap((raw, index): readonly Line[] => {
    const [pattern, ...owners] = raw
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/(?<!\\)\s+/);
    if (pattern === undefined || pattern === '') return [];
    return [{ line: index + 1, matches: matcher(pattern.replaceAll('\\ ', ' ')), owners }];
  });
  return (path) => lines.findLast((line) => line.matches(path))?.owners ?? [];
}

/** gitignore's rules, without `!` and `[ ]`, which GitHub does not take (docs, "About code owners"). */
function matcher(pattern: string): (path: string) => boolean {
  const anchored = pattern.replace(/\/$/, '').includes('/');
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  const glob = anchored ? bare : `**/${bare}`;
  const options = { dot: true, nobrace: true, nobracket: true, noext: true, nonegate: true };
  const itself = picomatch(glob, options);
  const below = picomatch(`${glob}/**/*`, options);
  // `docs/*` is for files of the folder and not for what is in folders of it.
  const within = !/(^|\/)\*$/.test(pattern) || pattern === '*';
  return (path) => (!pattern.endsWith('/') && itself(path)) || (within && below(path));
}
