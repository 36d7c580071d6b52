/** The one of `known` that `name` is most likely a slip of, if any is near. */
export function nearestKey(name: string, known: Iterable<string>): string | undefined {
  let nearest: { readonly key: string; readonly distance: number } | undefined;
  if (name.length > 64) return undefined;
  for (const key of known) {
    const distance = editDistance(name.toLowerCase(), key.toLowerCase());
    const bearable = Math.max(1, Math.floor(key.length / 3));
    if (distance <= bearable && (nearest === undefined || distance < nearest.distance)) nearest = { key, distance };
  }
  return nearest?.key;
}

/** Damerau's distance with adjacent swaps (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let previous: readonly number[] = [];
  let current: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next[column] = Math.min(
        (current[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (current[column - 1] ?? 0) + same,
        swapped ? (previous[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [previous, current] = [current, next];
  }
  return current[to.length] ?? Infinity;
}
