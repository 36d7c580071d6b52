import { InputError } from './coded-error.ts';
import type { ActionDefinition, InputSpec, InputSpecs, InputValues } from './definition.ts';

/** The runner's rule: upper case, spaces to underscores, hyphens kept (actions/runner, `Handler.AddInputsToEnvironment`). */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/**
 * Reads every input of `definition` once. Empty counts as absent, because the runner passes unset inputs as `""` and
 * does not enforce `required`; of an `explicit` input it is refused. Secrets are masked before anything parses them.
 *
 * @throws InputError `INPUT_MISSING`, `INPUT_EMPTY` or `INPUT_INVALID`, naming the input.
 */
export function readInputs<S extends InputSpecs>(
  definition: ActionDefinition<S>,
  env: NodeJS.ProcessEnv,
  mask: (secret: string) => void,
): InputValues<S> {
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(definition.inputs)) {
    const given = env[inputVariable(name)];
    const raw = (given ?? '').trim();
    if (spec.kind.secret && raw !== '' && raw !== spec.default) mask(raw);
    if (spec.presence === 'explicit' && given !== undefined && raw === '') throw emptied(name, spec);
    values[name] = readInput(name, spec, raw);
  }
  return values as InputValues<S>;
}

const emptied = (name: string, spec: InputSpec<unknown>): InputError =>
  new InputError(
    'INPUT_EMPTY',
    `input "${name}" is set, but to nothing: its expression gave an empty text`,
    `Find out why \`with: ${name}:\` has no value. Where \`${spec.default}\` is meant, write that, or leave it out.`,
  );

function readInput(name: string, spec: InputSpec<unknown>, raw: string): unknown {
  const literalDefault = spec.default?.includes('${{') ? undefined : spec.default;
  const effective = raw === '' ? (literalDefault ?? '') : raw;
  if (effective === '') {
    if (spec.presence === 'optional' || (spec.presence === 'defaulted' && literalDefault === '')) return undefined;
    throw new InputError(
      'INPUT_MISSING',
      `input "${name}" is missing: ${spec.description}`,
      `Set \`with: ${name}:\` on this step.`,
    );
  }
  try {
    return spec.kind.parse(effective);
  } catch (cause) {
    const found = spec.kind.secret ? '(hidden)' : shownInput(effective);
    const expected = cause instanceof Error ? cause.message : 'of the documented form';
    throw new InputError(
      'INPUT_INVALID',
      `input "${name}" is ${found}, but must be ${expected}`,
      `Correct \`with: ${name}:\` on this step.`,
      {
        cause,
      },
    );
  }
}

const mostShown = 200;

/** What an input holds. A part of it is not shown: where that began a secret, neither we nor the runner would know it. */
export const shownInput = (text: string): string =>
  text.length <= mostShown ? JSON.stringify(text) : `${text.length} characters long`;
