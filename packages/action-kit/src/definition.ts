/** Turns the text of one input into a value; throws an `Error` whose message completes "must be …" if it cannot. */
export interface InputKind<T> {
  readonly secret: boolean;
  parse(raw: string): T;
}

type Presence = 'required' | 'optional' | 'defaulted' | 'explicit';

export interface InputSpec<T, P extends Presence = Presence> {
  readonly presence: P;
  readonly kind: InputKind<T>;
  readonly description: string;
  /** What `action.yml` declares; may be an expression that only the runner can evaluate. */
  readonly default: string | undefined;
}

export type InputSpecs = Readonly<Record<string, InputSpec<unknown>>>;

export type InputValues<S extends InputSpecs> = {
  readonly [K in keyof S]: S[K] extends InputSpec<infer T, infer P>
    ? 'optional' extends P
      ? T | undefined
      : T
    : never;
};

/** The one source of truth of an action's public face: `action.yml`, its README table and its parser follow it. */
export interface ActionDefinition<S extends InputSpecs = InputSpecs, O extends string = string> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly icon: string;
  readonly inputs: S;
  readonly outputs: Readonly<Record<O, string>>;
}

export function defineAction<S extends InputSpecs, O extends string>(
  definition: ActionDefinition<S, O>,
): ActionDefinition<S, O> {
  return definition;
}

export const required = <T>(kind: InputKind<T>, description: string): InputSpec<T, 'required'> => ({
  presence: 'required',
  kind,
  description,
  default: undefined,
});

export const optional = <T>(kind: InputKind<T>, description: string): InputSpec<T, 'optional'> => ({
  presence: 'optional',
  kind,
  description,
  default: undefined,
});

export const defaulted = <T>(kind: InputKind<T>, value: string, description: string): InputSpec<T, 'defaulted'> => ({
  presence: 'defaulted',
  kind,
  description,
  default: value,
});

/**
 * An input that may be left out, where leaving it out means something that nobody may fall into: any commit will do, or
 * another mode. What it means is a word, which `action.yml` declares as the default. The runner passes that word for an
 * input that was left out, and an empty text only where an expression gave nothing (actions/runner, `ActionRunner`): the
 * word is `undefined` here, and nothing is refused.
 */
export const explicit = <T>(
  kind: InputKind<T>,
  word: string,
  description: string,
): InputSpec<T | undefined, 'explicit'> => ({
  presence: 'explicit',
  kind: { secret: kind.secret, parse: (raw) => (raw === word ? undefined : kind.parse(raw)) },
  description,
  default: word,
});

export const text: InputKind<string> = { secret: false, parse: (raw) => raw };

export const secretText: InputKind<string> = { secret: true, parse: (raw) => raw };

export const flag: InputKind<boolean> = {
  secret: false,
  parse(raw) {
    if (raw === 'true') return true;
    if (raw === 'false') return false;
    throw new Error('"true" or "false"');
  },
};

export const wholeNumber: InputKind<number> = {
  secret: false,
  parse(raw) {
    if (/^[1-9][0-9]{0,8}$/.test(raw)) return Number(raw);
    throw new Error('a positive whole number');
  },
};

/** An input whose text a domain parser turns into a branded or structured value. */
export const parsed = <T>(parse: (raw: string) => T): InputKind<T> => ({ secret: false, parse });

export const oneOf = <const T extends string>(...choices: readonly T[]): InputKind<T> => ({
  secret: false,
  parse(raw) {
    const choice = choices.find((candidate) => candidate === raw);
    if (choice === undefined) throw new Error(`one of ${choices.join(', ')}`);
    return choice;
  },
});

/** Says more where a value is refused, such as where it belongs. */
export const hinted = <T>(kind: InputKind<T>, hint: string): InputKind<T> => ({
  ...kind,
  parse(raw) {
    try {
      return kind.parse(raw);
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw new Error(`${cause.message} (${hint})`, { cause });
    }
  },
});

/** One value a line; blank lines and surrounding white space are dropped. */
export const lines = <T>(parse: (raw: string) => T): InputKind<readonly T[]> => ({
  secret: false,
  parse: (raw) =>
    raw
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map(parse),
});
