import type { Person } from '../git/objects.ts';
import { noreplyEmail, webFlowEmail, type Account } from '../model/accounts.ts';

/** The committer of what GitHub commits for others. */
export const webFlow = (date: Date): Person => ({ name: 'GitHub', email: webFlowEmail, date });

export const personOf = (account: Account, date: Date): Person => ({
  name: account.login,
  email: noreplyEmail(account),
  date,
});
