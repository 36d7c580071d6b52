import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** How the stand-ins talk to the runner: as any action does, by its environment, its files and its output. */
export const input = (name: string): string =>
  (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();

export const savedState = (name: string): string => process.env[`STATE_${name}`] ?? '';

export const setOutput = (name: string, value: string): void => append('GITHUB_OUTPUT', name, value);

export const saveState = (name: string, value: string): void => append('GITHUB_STATE', name, value);

export function mask(secret: string): void {
  console.log(`::add-mask::${escape(secret)}`);
}

/** A variable that the runner gives to every step. */
export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the runner did not set ${name}`);
  return value;
}

/** Runs a stand-in; what it throws fails the step. */
export async function runStandIn(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.log(`::error::${escape(error instanceof Error ? error.message : 'unknown')}`);
    process.exitCode = 1;
  }
}

/** Fails for an input of the real action that the stand-in does not honour, so that none is ignored. */
export function refuseInputs(...names: readonly string[]): void {
  const given = names.filter((name) => !['', 'false'].includes(input(name)));
  if (given.length > 0) throw new Error(`input ${given.join(', ')} is not available in the lab`);
}

function append(file: string, name: string, value: string): void {
  const delimiter = `end_${randomUUID()}`;
  appendFileSync(variable(file), `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

const escape = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
