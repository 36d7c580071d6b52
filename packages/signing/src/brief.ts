const longest = 300;
const most = 5;

/** A text that others chose, cut to what a message bears. */
export const brief = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** As `brief`, of several, of which some may have to do. */
export const briefList = (texts: readonly string[]): string =>
  [...texts.slice(0, most).map(brief), ...(texts.length > most ? [`${texts.length - most} more`] : [])].join(', ');
