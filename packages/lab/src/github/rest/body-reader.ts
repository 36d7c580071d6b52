import { Refusal, unprocessable } from '../refusal.ts';

export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a JSON request body field by field; a field of the wrong type is a 422, as on GitHub. */
export class BodyReader {
  readonly #fields: Json;

  constructor(fields: Json) {
    this.#fields = fields;
  }

  static parse(body: Buffer): BodyReader {
    if (body.length === 0) return new BodyReader({});
    let value: unknown;
    try {
      value = JSON.parse(body.toString('utf8'));
    } catch {
      throw new Refusal(400, 'UNPROCESSABLE', 'Problems parsing JSON');
    }
    // Go's clients send it for a body that is left out.
    if (value === null) return new BodyReader({});
    if (!isRecord(value)) throw new Refusal(400, 'UNPROCESSABLE', 'Body should be a JSON object');
    return new BodyReader(value);
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  /** Null where the body says null. */
  nullable(name: string): string | null | undefined {
    return this.#fields[name] === null ? null : this.string(name);
  }

  string(name: string): string | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw wrongType(name, value, 'a string');
    return value;
  }

  mustString(name: string): string {
    const value = this.string(name);
    if (value === undefined) throw unprocessable(`Invalid request.\n\n"${name}" wasn't supplied.`);
    return value;
  }

  boolean(name: string): boolean | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'boolean') throw wrongType(name, value, 'a boolean');
    return value;
  }

  /** One of a fixed set of words. */
  word<const T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.string(name);
    if (value === undefined) return undefined;
    const found = words.find((word) => word === value);
    if (found === undefined)
      throw unprocessable(
        `Invalid request.\n\nNo subschema in "anyOf" matched: ${name} must be one of ${words.join(', ')}.`,
      );
    return found;
  }

  array(name: string): readonly unknown[] | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw wrongType(name, value, 'an array');
    return value;
  }

  strings(name: string): readonly string[] | undefined {
    return this.array(name)?.map((value) => {
      if (typeof value !== 'string') throw wrongType(name, value, 'a string');
      return value;
    });
  }

  record(name: string): Json | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null) return undefined;
    if (!isRecord(value)) throw wrongType(name, value, 'an object');
    return value;
  }

  raw(name: string): unknown {
    return this.#fields[name];
  }
}

const wrongType = (name: string, value: unknown, expected: string): Refusal =>
  unprocessable(`Invalid request.\n\nFor 'properties/${name}', ${JSON.stringify(value)} is not ${expected}.`);
