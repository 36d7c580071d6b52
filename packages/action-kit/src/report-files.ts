import { appendFileSync, statSync, truncateSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

/**
 * Appends all of the text or none of it: of half an output, the runner says that it fails the step (actions/runner,
 * `FileCommandManager`), and of half a summary the rest of the page would be a part.
 *
 * @throws Error of the file system, or where `path` names something else than a file.
 */
export function appendWhole(path: string, text: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  // Of a pipe nobody may ever read.
  if (before !== undefined && !before.isFile()) throw new Error(`${path} is no file`);
  try {
    appendFileSync(path, text);
  } catch (error) {
    cutBack(path, before?.size ?? 0);
    throw error;
  }
}

function cutBack(path: string, size: number): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) truncateSync(path, size);
}

/** One output, as the runner reads them; nothing in its value can end it early, or begin another. */
export function outputEntry(name: string, value: string): string {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** The beginning of a text that is at most so many bytes of UTF-8, up to the end of a line. */
export function firstBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  return bytes.subarray(0, bytes.lastIndexOf('\n', limit - 1) + 1).toString('utf8');
}
