/** What a command has of the world. */
export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Whether somebody looks on at what is written to `out` and `complain`. */
  readonly interactive: { readonly out: boolean; readonly complain: boolean };
}

export interface Command {
  /** One line for the list of commands. */
  readonly about: string;
  /** Runs with the arguments behind its name; returns the exit code. */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}
