const base = 'https://github.com/bitvault/actions/blob/v1/docs/lint';

export const projectAddress = 'https://github.com/bitvault/actions';

/** The page of a rule. */
export const rulePage = (id: string): string => `${base}/${id}.md`;
