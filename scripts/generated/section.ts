/**
 * Puts `body` between the markers of section `name` and leaves every byte outside them alone.
 *
 * @throws Error if the text does not hold exactly one pair of markers, in order.
 */
export function replaceSection(text: string, name: string, body: string): string {
  const begin = beginMarker(name);
  const end = endMarker(name);
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  const once = from === text.lastIndexOf(begin) && to === text.lastIndexOf(end);
  if (from === -1 || to < from || !once) throw new Error(`needs one line "${begin}" and after it one line "${end}"`);
  return `${text.slice(0, from + begin.length)}\n\n${body.trimEnd()}\n\n${text.slice(to)}`;
}

/** Both markers, for a document that does not exist yet. */
export const emptySection = (name: string): string => `${beginMarker(name)}\n${endMarker(name)}\n`;

const beginMarker = (name: string) => `<!-- generated: ${name} -->`;
const endMarker = (name: string) => `<!-- end: ${name} -->`;
