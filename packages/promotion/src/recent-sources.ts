import { readYaml, type YamlSource } from './yaml-source.ts';

/** Characters of all texts that are kept parsed; a parsed text takes some fifty times its size. */
const mostCharacters = 2_000_000;

const recent = new Map<string, YamlSource>();
let characters = 0;

/**
 * `readYaml` that remembers what it read last. A plan asks for one digest at a time, and each file and version of it
 * holds the digests of every service.
 *
 * @throws EditError as `readYaml` does.
 */
export function readDigestSource(text: string): YamlSource {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const source = readYaml(text, { schema: 'failsafe' });
  recent.set(text, source);
  characters += text.length;
  for (const oldest of recent.keys()) {
    if (characters <= mostCharacters) break;
    recent.delete(oldest);
    characters -= oldest.length;
  }
  return source;
}
