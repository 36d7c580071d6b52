/**
 * Parses JSON that can be read in one way only. Of a name that stands twice in an object some readers take the first
 * value and some the last, and bytes that are not UTF-8 are replaced differently: two verifiers would see two documents.
 * @throws SyntaxError, TypeError
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const value: unknown = JSON.parse(text);
  refuseRepeatedNames(text);
  return value;
}

const token = /"(?:[^"\\]|\\.)*"(?<isName>\s*:)?|[{}]/g;

/** @param text valid JSON, so that a string before a colon is a name, and braces pair up */
function refuseRepeatedNames(text: string): void {
  const objects: Set<string>[] = [];
  for (const match of text.matchAll(token)) {
    const [found] = match;
    if (found === '{') objects.push(new Set());
    else if (found === '}') objects.pop();
    else if (match.groups?.['isName'] !== undefined) {
      const name = JSON.parse(found.slice(0, found.lastIndexOf('"') + 1)) as string;
      const names = objects.at(-1);
      if (names?.has(name)) throw new SyntaxError(`the name ${JSON.stringify(name)} stands twice in one object`);
      names?.add(name);
    }
  }
}
