import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '@bitvault/registry';
import { firstWords } from '../first-words.ts';
import type { BuilderTool } from './builder-tool.ts';

const run = promisify(execFile);

/** Milliseconds. Whoever does not answer by then is not judged: the build itself waits longer, and says what it lacks. */
const patience = 10_000;

/**
 * Why the instance of buildx that would build cannot write an OCI layout, as the end of a sentence; undefined where
 * nothing is known against it. Without a name it is the instance that buildx takes by itself.
 */
export async function layoutObstacle(
  { command, leading }: BuilderTool,
  instance: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const args = [...leading, 'inspect', ...(instance === undefined ? [] : ['--', instance])];
  try {
    const { stdout } = await run(command, args, { env: childEnvironment(env), timeout: patience });
    return obstacleIn(stdout);
  } catch (error) {
    const { killed, stderr } = (error ?? {}) as { killed?: unknown; stderr?: unknown };
    if (killed === true) return undefined;
    const said = typeof stderr === 'string' ? shortened(stderr.replace(/^ERROR: /, '')) : '';
    return `buildx inspect fails and says ${said === '' ? 'nothing' : said}`;
  }
}

/**
 * The same from what `buildx inspect` printed. Only Docker's own daemon cannot export, unless it keeps images in
 * containerd; buildx tells that by the same label.
 */
export function obstacleIn(inspected: string): string | undefined {
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(inspected)?.[1]?.trim() ?? '';
  const [driver, error] = [field('Driver'), field('Error')];
  const name = JSON.stringify(field('Name'));
  if (driver !== '' && driver !== 'docker') return undefined;
  if (error !== '') return `the instance ${name} does not answer: ${shortened(error)}`;
  if (driver === '' || /^[ \t]*org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(inspected)) return undefined;
  return `the instance ${name} is a Docker daemon without the containerd image store, which cannot export an OCI layout`;
}

const shortened = (text: string): string => firstWords(text.trim().replaceAll(/\s+/g, ' '), 300);
