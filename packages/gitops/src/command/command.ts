import type { Plan } from '@bitvault/promotion';
import type { DoctorPorts } from '../doctor/consult.ts';

export interface GitHubAccess {
  readonly token: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Where the user knows better than the token. */
  readonly plan: Plan | undefined;
}

export type OpenGitHub = (access: GitHubAccess) => Promise<DoctorPorts>;

/** What a command has of the world. */
export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Path of the script that was started. */
  readonly program: string;
  readonly out: (text: string) => void;
  readonly complain: (text: string) => void;
  /** GitHub, for the commands that ask it. */
  readonly openGitHub: OpenGitHub;
  /** Whether somebody looks on at what is written to `out` and `complain`. */
  readonly interactive: { readonly out: boolean; readonly complain: boolean };
}

export interface Command {
  /** One line for the list of commands. */
  readonly about: string;
  /** Runs with the arguments behind its name; returns the exit code. */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}
