import { writeFileSync } from 'node:fs';

/** Makes the command's own error of what is wrong and what to do. */
export type Fault = (message: string, next: string, cause?: unknown) => Error;

/** What an option chooses by its name. */
export function choiceOf<T>(option: string, given: string, choices: Readonly<Record<string, T>>, fault: Fault): T {
  const found = Object.hasOwn(choices, given) ? choices[given] : undefined;
  if (found !== undefined) return found;
  const all = Object.keys(choices).join(', ');
  throw fault(`${option} is ${given}, but must be one of ${all}`, `Give one of ${all}.`);
}

/** Writes what a command found to the file that an option names. */
export function writeResult(option: string, file: string, text: string, fault: Fault): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw fault(
      `${option} cannot be written: ${why}`,
      'Name a file in a folder that exists and may be written to.',
      cause,
    );
  }
}
