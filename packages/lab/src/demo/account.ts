import type { LabClock } from '../clock.ts';

/** The running account: one line an event, stamped with the lab's time. */
export class Account {
  readonly #clock: LabClock;
  readonly #print: (line: string) => void;

  constructor(clock: LabClock, print: (line: string) => void) {
    this.#clock = clock;
    this.#print = print;
  }

  chapter(title: string): void {
    this.#print(`\n── ${title} ${'─'.repeat(Math.max(3, 76 - title.length))}`);
  }

  event(who: string, what: string): void {
    this.#print(`${this.#clock.now().toISOString().slice(11, 19)}  ${who.padEnd(24)} ${what}`);
  }
}

/** Columns as wide as their widest cell. */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
