/** One challenge of a `WWW-Authenticate` header: the scheme in lower case, parameter names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const longestHeader = 16 * 1024;
const tokenCharacter = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const space = /[ \t]/;

/**
 * Reads a `WWW-Authenticate` header (RFC 9110, section 11.6.1), several challenges included. `undefined` where it is
 * malformed, names a parameter twice or is longer than 16 KiB. One pass over the text, whatever it is.
 */
export function parseChallenges(header: string): readonly Challenge[] | undefined {
  if (header.length > longestHeader) return undefined;
  const scanner = new Scanner(header);
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  scanner.skipListSpace();
  while (!scanner.done) {
    const word = scanner.token();
    if (word === '') return undefined;
    const equals = scanner.parameterFollows();
    const current = challenges.at(-1);
    if (!equals) {
      challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
      if (!scanner.endsScheme()) return undefined;
      continue;
    }
    const name = word.toLowerCase();
    const value = scanner.value();
    if (!current || value === undefined || current.parameters.has(name)) return undefined;
    current.parameters.set(name, value);
    if (!scanner.endsParameter()) return undefined;
  }
  return challenges;
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  token(): string {
    return this.#while(tokenCharacter);
  }

  /** After a name: whether `=` comes, which makes it a parameter; it is consumed. */
  parameterFollows(): boolean {
    const start = this.#at;
    this.#while(space);
    if (this.#text[this.#at] === '=') {
      this.#at += 1;
      this.#while(space);
      return true;
    }
    this.#at = start;
    return false;
  }

  value(): string | undefined {
    return this.#text[this.#at] === '"' ? this.#quoted() : this.token() || undefined;
  }

  /** A scheme ends with a space before its parameters, or with a comma or the end where it has none. */
  endsScheme(): boolean {
    const spaced = this.#while(space) !== '';
    return this.skipListSpace() || spaced || this.done;
  }

  endsParameter(): boolean {
    return this.skipListSpace() || this.done;
  }

  /** Skips commas with the spaces around them: a list may have empty elements (RFC 9110, section 5.6.1). */
  skipListSpace(): boolean {
    return this.#while(/[ \t,]/).includes(',');
  }

  #while(wanted: RegExp): string {
    const start = this.#at;
    while (!this.done && wanted.test(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #quoted(): string | undefined {
    let value = '';
    for (this.#at += 1; !this.done; this.#at += 1) {
      const character = this.#text.charAt(this.#at);
      if (character === '"') {
        this.#at += 1;
        return value;
      }
      if (character === '\\') this.#at += 1;
      value += this.#text.charAt(this.#at);
    }
    return undefined;
  }
}
