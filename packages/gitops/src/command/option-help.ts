/** What help and documentation say of one option. */
export interface OptionHelp {
  /** As it is written: `--layout LAYOUT`. */
  readonly form: string;
  readonly says: string;
  /** What is taken where it is not given; absent where there is nothing, or where it must be given. */
  readonly standard?: string;
}

export interface OptionGroup {
  readonly title: string;
  readonly options: readonly OptionHelp[];
}

const indent = 28;
const width = 120;

/** The options as a terminal shows them. */
export function optionLines(options: readonly OptionHelp[]): string {
  return options
    .map(({ form, says, standard }) => {
      const [first = '', ...others] = wrapped(standard === undefined ? says : `${says} (${standard})`);
      const head = `  ${form}`;
      const begun = head.length + 2 > indent ? `${head}\n${' '.repeat(indent)}${first}` : head.padEnd(indent) + first;
      return [begun, ...others.map((line) => ' '.repeat(indent) + line)].join('\n').trimEnd();
    })
    .join('\n');
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width - indent) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
