import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { peersPath } from '../../../scripts/peers/folders.ts';
import type { Program } from '../../../scripts/peers/programs.ts';
import type { YamlPath } from '@bitvault/promotion';

/** A value as Go has it: a scalar is `type:value`, and a mapping's entries are in the order of their keys. */
export type Value =
  | string
  | { readonly list: readonly Value[] }
  | { readonly map: readonly (readonly [Value, Value])[] };

/** What one of Go's readers makes of a text. */
export type Reading =
  | { readonly documents: readonly Value[]; readonly error?: undefined }
  | { readonly documents: null; readonly error: string };

/** Reader → reading. */
export type Readings = Readonly<Record<string, Reading>>;

export interface Question {
  readonly text: string;
  readonly path: YamlPath;
}

/** Programs that read YAML with the modules of Helm and Argo CD, and with those of Kustomize. */
const programs = ['yaml-readers', 'yaml-readers-kustomize'] as const satisfies readonly Program[];

export interface GoReaders extends AsyncDisposable {
  /** What every reader makes of each text. */
  ask(questions: readonly Question[]): Promise<readonly Readings[]>;
}

export function startReaders(): GoReaders {
  const running = programs.map((program) => startProgram(program));
  return {
    ask: async (questions) => {
      const answers = await Promise.all(running.map((program) => program.ask(questions)));
      return questions.map((_, index) =>
        Object.fromEntries(
          answers.flatMap((of, position) =>
            Object.entries(of[index] ?? {}).map(([name, reading]) => [`${programs[position]}: ${name}`, reading]),
          ),
        ),
      );
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(running.map((program) => program.end()));
    },
  };
}

function startProgram(program: Program) {
  const child = spawn(program, [], { env: { PATH: peersPath }, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (questions: readonly Question[]): Promise<readonly Readings[]> => {
      const readings: Readings[] = [];
      for (const question of questions) {
        child.stdin.write(`${JSON.stringify(question)}\n`);
      }
      for (const _ of questions) {
        const { value, done } = await lines.next();
        if (done === true) throw new Error(`${program} ended early; npm run peers brings it again`);
        readings.push(JSON.parse(value) as Readings);
      }
      return readings;
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
