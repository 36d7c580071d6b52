/** A command that a step printed: `::name key=value::data`, or the old `##[name key=value]data`. */
export interface LineCommand {
  /** In lower case, as the runner compares names without case. */
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

const commandNames = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
] as const;

export type CommandName = (typeof commandNames)[number];

export const isCommandName = (name: string): name is CommandName => (commandNames as readonly string[]).includes(name);

/**
 * Reads a line as the runner does (actions/runner, `ActionCommand`): the new form only at the start of the line, after
 * white space; the old form anywhere in it. `accepts` says which names are commands now.
 */
export function parseLineCommand(line: string, accepts: (name: string) => boolean): LineCommand | undefined {
  return parseNewForm(line, accepts) ?? parseOldForm(line, accepts);
}

function parseNewForm(line: string, accepts: (name: string) => boolean): LineCommand | undefined {
  const text = line.trimStart();
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const head = splitHead(text.slice(2, end));
  if (!accepts(head.name)) return undefined;
  return {
    name: head.name,
    properties: properties(head.rest.trim().split(','), unescapeProperty),
    data: unescapeData(text.slice(end + 2)),
  };
}

function parseOldForm(line: string, accepts: (name: string) => boolean): LineCommand | undefined {
  const start = line.indexOf('##[');
  if (start < 0) return undefined;
  const end = line.indexOf(']', start);
  if (end < 0) return undefined;
  const head = splitHead(line.slice(start + 3, end));
  if (!accepts(head.name)) return undefined;
  return {
    name: head.name,
    properties: properties(head.rest.split(';'), unescapeOld),
    data: unescapeOld(line.slice(end + 1)),
  };
}

function splitHead(head: string): { readonly name: string; readonly rest: string } {
  const space = head.indexOf(' ');
  return space < 0
    ? { name: head.toLowerCase(), rest: '' }
    : { name: head.slice(0, space).toLowerCase(), rest: head.slice(space + 1) };
}

function properties(texts: readonly string[], unescape: (value: string) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals > 0 && equals < text.length - 1) {
      found.set(text.slice(0, equals).toLowerCase(), unescape(text.slice(equals + 1)));
    }
  }
  return found;
}

// The percent sign comes last in each: what it uncovers is not unescaped again.
const unescapeData = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

const unescapeProperty = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

const unescapeOld = (text: string) =>
  text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%25', '%');
