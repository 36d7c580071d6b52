/** The secrets of a job, and how GitHub hides them in its log. */
export class Masks {
  readonly #given = new Set<string>();
  readonly #hidden = new Set<string>();

  /** What was asked to be hidden, without the forms derived from it. */
  get values(): readonly string[] {
    return [...this.#given];
  }

  /** Hides a value, each of its lines, and the escaped forms that the runner derives; not hex, not hashes. */
  add(secret: string): void {
    this.#given.add(secret);
    const lines = secret.split(/[\r\n]+/);
    for (const value of new Set([secret, ...lines])) {
      for (const form of [value, ...derivedForms(value)]) if (form !== '') this.#hidden.add(form);
    }
  }

  /** Replaces each stretch of the text that secrets cover, overlapping or touching ones as one, by `***`. */
  hide(text: string): string {
    const covered = this.#stretches(text);
    let shown = '';
    let from = 0;
    for (const [start, end] of covered) {
      shown += `${text.slice(from, start)}***`;
      from = end;
    }
    return shown + text.slice(from);
  }

  covers(text: string): boolean {
    return this.hide(text) !== text;
  }

  #stretches(text: string): readonly (readonly [number, number])[] {
    const found: [number, number][] = [];
    for (const secret of this.#hidden) {
      for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1)) {
        found.push([at, at + secret.length]);
      }
    }
    const merged: [number, number][] = [];
    for (const [start, end] of found.toSorted((a, b) => a[0] - b[0])) {
      const last = merged.at(-1);
      if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }
}

/** The runner's value encoders: base64 of the value from its first three bytes on, JSON, URI and XML escapes. */
function derivedForms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const xml = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
  return [
    ...[0, 1, 2].filter((shift) => bytes.length > shift).map((shift) => bytes.subarray(shift).toString('base64')),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
    xml,
    value.replaceAll("'", "''"),
    value.replace(/^"|"$/g, ''),
  ];
}
