const base = 'https://github.com/bitvault/actions/blob/v1/docs/lint';

export const projectAddress = 'https://github.com/bitvault/actions';

/** The page that lists the rules, and describes suppressions and settings. */
export const rulesPage = `${base}/README.md`;

/** The page of a rule. */
export const rulePage = (id: string): string => `${base}/${id}.md`;
