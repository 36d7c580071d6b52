/** Far more than any honest document has; beyond some thousands, what compares or writes the value would overflow. */
const deepest = 200;

/**
 * Parses JSON that can be read in one way only. Of a name that stands twice in an object some readers take the first
 * value and some the last, and bytes that are not UTF-8 are replaced differently: two verifiers would see two documents.
 * @throws SyntaxError, TypeError
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const value: unknown = JSON.parse(text);
  refuseAmbiguity(text);
  return value;
}

/** @param text valid JSON, so that a string before a colon is a name, and brackets pair up */
function refuseAmbiguity(text: string): void {
  /** `undefined` for an array. */
  const open: (Set<string> | undefined)[] = [];
  const token = /["{}[\]]/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '"') {
      const end = endOfString(text, match.index);
      token.lastIndex = end;
      if (isBeforeColon(text, end)) addName(open.at(-1), JSON.parse(text.slice(match.index, end)) as string);
    } else if (found === '{' || found === '[') {
      open.push(found === '{' ? new Set() : undefined);
      if (open.length > deepest) throw new SyntaxError(`it is nested more than ${deepest} deep`);
    } else open.pop();
  }
}

/** Found without an expression over the whole string, which would overflow on one of some megabytes. */
function endOfString(text: string, start: number): number {
  let end = start;
  do end = text.indexOf('"', end + 1);
  while (isEscaped(text, end));
  return end + 1;
}

function isEscaped(text: string, index: number): boolean {
  let first = index;
  while (text[first - 1] === '\\') first -= 1;
  return (index - first) % 2 === 1;
}

function isBeforeColon(text: string, index: number): boolean {
  const colon = /\s*:/y;
  colon.lastIndex = index;
  return colon.test(text);
}

function addName(names: Set<string> | undefined, name: string): void {
  if (names?.has(name)) throw new SyntaxError(`the name ${JSON.stringify(name)} stands twice in one object`);
  names?.add(name);
}
