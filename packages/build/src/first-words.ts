/**
 * The beginning of what a program said, cut between words: of a token that was cut, nobody could tell any more that what
 * is left of it must not be shown.
 */
export const firstWords = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(0, limit).replace(/\S+$/, '');
