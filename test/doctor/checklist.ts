/** One box of a README's list of what is to be set up. */
export interface Box {
  /** The heading, or the bold words, that it stands below. */
  readonly below: string;
  readonly text: string;
}

/** The boxes below "To set up once" of a README, in their order. */
export function boxesOf(readme: string): readonly Box[] {
  const [, list = ''] = readme.split('## To set up once\n');
  let below = '';
  const boxes: Box[] = [];
  for (const line of list.split('\n')) {
    const bold = /^\*\*(?<words>[^*]+)\*\*/.exec(line)?.groups?.['words'];
    const text = /^- \[ \] (?<text>.+)$/.exec(line)?.groups?.['text'];
    if (bold !== undefined) below = bold;
    if (text !== undefined) boxes.push({ below, text });
  }
  return boxes;
}

/** `*Contents* and *Pull requests* read and write, *Commit statuses* read` as an App's permissions. */
export function permissionsIn(text: string): Readonly<Record<string, 'read' | 'write'>> {
  const granted: Record<string, 'read' | 'write'> = {};
  const group = /(?<names>(?:\*[\w ]+\*(?:, | and )?)+) (?<level>read and write|read)/g;
  for (const { groups } of text.matchAll(group))
    for (const [, name = ''] of (groups?.['names'] ?? '').matchAll(/\*([\w ]+)\*/g))
      granted[spellings[name] ?? name.toLowerCase().replaceAll(' ', '_')] =
        groups?.['level'] === 'read' ? 'read' : 'write';
  return granted;
}

/** Where the API calls a permission otherwise than the page does. */
const spellings: Readonly<Record<string, string>> = { 'Commit statuses': 'statuses' };

/** The words in backticks behind `secret` or `secrets`. */
export const secretsIn = (text: string): readonly string[] => {
  const [, list = ''] = /\bsecrets? ((?:`[A-Z_]+`(?:, | and )?)+)/.exec(text) ?? [];
  return [...list.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name);
};
