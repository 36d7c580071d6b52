import { isCodedError } from './coded-error.ts';
import { shortLine } from './log-text.ts';

/** More of a message is text of somebody's that nobody reads. */
const longestMessage = 2_000;

/**
 * A coded error as `CODE: message. Next: …`; anything else with its causes, since nobody foresaw it.
 * @param about which of several things it is about
 */
export function describeFailure(error: unknown, about?: string): string {
  if (isCodedError(error)) {
    const message = about === undefined ? error.message : `${about}: ${error.message}`;
    return `${error.code}: ${shortLine(message, longestMessage)}. Next: ${error.next}`;
  }
  const where = about === undefined ? '' : ` (${about})`;
  return `UNEXPECTED: ${causesOf(error)}${where}. Next: run again with debug logging; if it persists, report it with this line.`;
}

/** An error that nobody foresaw with what caused it, on one line. */
export function causesOf(error: unknown): string {
  const chain: string[] = [];
  for (
    let link: unknown = error;
    link !== undefined && chain.length < 5;
    link = link instanceof Error ? link.cause : undefined
  ) {
    chain.push(link instanceof Error ? `${link.name}: ${link.message}` : 'a value that is no Error was thrown');
  }
  return shortLine(chain.join(' ← '), longestMessage);
}
