import type { ActionDefinition, InputSpec } from '@bitvault/action-kit';
import type { OptionGroup, OptionHelp } from '@bitvault/gitops';

/** A Markdown table; what the cells hold cannot break out of them. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('');
}

const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |\n`;

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

/** The tables of inputs and outputs in an action's README. */
export function inputsAndOutputs(definition: ActionDefinition): string {
  const inputs = Object.entries(definition.inputs).map(([name, spec]) => [
    `\`${name}\``,
    standing(spec),
    spec.description,
  ]);
  const outputs = Object.entries(definition.outputs).map(([name, description]) => [`\`${name}\``, description]);
  return [
    markdownTable(['input', 'default', 'description'], inputs),
    markdownTable(['output', 'description'], outputs),
  ].join('\n');
}

/** The table of actions in the README at the root. */
export function actionsTable(definitions: readonly ActionDefinition[]): string {
  const rows = definitions.map(({ name, description }) => [`[\`${name}\`](${name}/README.md)`, description]);
  return markdownTable(['action', 'what it does'], rows);
}

/** The table of a command's options. */
export function optionsTable(options: readonly OptionHelp[]): string {
  const rows = options.map(({ form, says, standard = '' }) => [`\`${form}\``, says, standard]);
  return markdownTable(['option', 'what it says', 'if not given'], rows);
}

/** The same with a line of its own for each group. */
export function groupedOptionsTables(groups: readonly OptionGroup[]): string {
  return groups.map(({ title, options }) => `${title}:\n\n${optionsTable(options)}`).join('\n');
}

function standing(spec: InputSpec<unknown>): string {
  if (spec.presence === 'required') return '**required**';
  return spec.default === undefined || spec.default === '' ? '' : `\`${spec.default}\``;
}
