import type { ActionDefinition, InputSpec } from '@bitvault/action-kit';
import { stringify } from 'yaml';

const notice = '# Made from the definition in actions/ by `npm run generate`; edit it there.\n';

/** The text of an `action.yml`. `main` is the stub's path as seen from the folder that the file lies in. */
export function actionManifest(definition: ActionDefinition, main: string): string {
  const manifest = {
    name: definition.title,
    description: definition.description,
    author: 'BitVault',
    branding: { icon: definition.icon, color: 'blue' },
    inputs: mapValues(definition.inputs, manifestInput),
    outputs: mapValues(definition.outputs, (description) => ({ description })),
    runs: { using: 'node24', main },
  };
  return notice + stringify(manifest, { lineWidth: 0 });
}

function manifestInput({ description, presence, default: value }: InputSpec<unknown>) {
  return { description, required: presence === 'required', ...(value === undefined ? {} : { default: value }) };
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
