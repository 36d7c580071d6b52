/**
 * GitHub's filter patterns for branches, tags and paths: `*` stays inside a path segment, `**` crosses them, `?` and `+`
 * repeat what stands before, `[]` is a character class, and a pattern with `!` takes out again what earlier ones let in
 * (docs.github.com, "Filter pattern cheat sheet").
 */
export function matchesPatterns(patterns: readonly string[], name: string): boolean {
  let matched = false;
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) matched &&= !toExpression(pattern.slice(1)).test(name);
    else matched ||= toExpression(pattern).test(name);
  }
  return matched;
}

function toExpression(pattern: string): RegExp {
  const source = pattern.replace(/\\.|\*\*\/|\*\*|\*|\[[^\]]*\]|[?+]|[^\\*[?+]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?' || part === '+' || part.startsWith('[') || part.startsWith('\\')) return part;
    return part.replace(/[.(){}|^$\]/]/g, String.raw`\$&`);
  });
  return new RegExp(`^${source}$`, 's');
}
