import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { refusalOf } from './refusal.ts';
import { textReaders } from './texts.ts';

/** A text, and which of the readers is to read it. */
export interface Reading {
  readonly what: string;
  readonly text: string;
}

async function read({ what, text }: Reading): Promise<string> {
  const reader = textReaders[what];
  if (reader === undefined) return `nothing reads ${what}`;
  try {
    await refusalOf(reader, text);
    return 'read';
  } catch (error) {
    return inspect(error).slice(0, 2_000);
  }
}

parentPort?.on('message', (reading: Reading) => {
  void read(reading).then((result) => parentPort?.postMessage(result, []));
});
