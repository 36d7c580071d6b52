import type { Answer, PartRequest } from '@bitvault/lab';
import { elsewhere, type Row } from './row.ts';
import { addRule, atDev, atProd, bump } from './setting.ts';

/** Answers of GitHub with another Date, from now until the attack is over. */
const dated = (date: string | null) =>
  atDev({
    after({ rig, site }) {
      const stop = rig.lab.github.tamper((_: PartRequest, answer: Answer) => ({
        ...answer,
        headers: { ...answer.headers, date: date ?? '' },
      }));
      site.afterwards(stop);
    },
  });

export const clock: readonly Row[] = [
  {
    does: 'lets the runner’s clock say that a freeze is over',
    stoppedBy: 'The time is GitHub’s, as its answers give it; the runner’s clock decides nothing.',
    codes: ['FROZEN'],
    shown: atProd({
      async before({ rig, site }) {
        rig.lab.clock.advance(24 * 3_600_000);
        const now = rig.lab.clock.now();
        const cron = `${now.getUTCMinutes()} ${now.getUTCHours()} ${now.getUTCDate()} ${now.getUTCMonth() + 1} *`;
        await addRule(site, 'prod', `freeze: [{cron: "${cron}", duration: 1h, timezone: UTC, reason: audit}]`);
      },
    }),
  },
  {
    does: 'leaves GitHub’s time out of its answers',
    stoppedBy: 'An answer without a time is no answer.',
    codes: ['GITHUB_ANSWER_INVALID'],
    shown: dated(null),
  },
  {
    does: 'dates GitHub’s answers with nonsense',
    stoppedBy: 'An answer without a time is no answer.',
    codes: ['GITHUB_ANSWER_INVALID'],
    shown: dated('yesterday'),
  },
  {
    does: 'dates a commit before the approval that was given ahead of it',
    stoppedBy: 'A date that somebody chose is in a commit that GitHub did not sign.',
    codes: ['COMMIT_UNVERIFIED', 'REVIEWS_MISSING'],
    shown: atProd({
      async after({ rig, site, next }, pull) {
        rig.lab.clock.advance(60_000);
        const token = site.token('bitvault-promoter');
        const signed = await site.commit(await bump(site, 'prod', next), pull.head, 'bitvault-promoter');
        const { tree, author } = (await site.ask(token, 'GET', `git/commits/${signed}`)) as {
          readonly tree: { readonly sha: string };
          readonly author: { readonly name: string; readonly email: string };
        };
        const person = { name: author.name, email: author.email, date: '2020-01-01T00:00:00Z' };
        const commit = {
          message: 'Promote api',
          tree: tree.sha,
          parents: [pull.head],
          author: person,
          committer: person,
        };
        await site.ask(
          token,
          'PATCH',
          `git/refs/heads/${pull.branch}`,
          (await site.ask(token, 'POST', 'git/commits', commit)) as object,
        );
      },
    }),
  },
  {
    does: 'lets a certificate be used after it has expired',
    stoppedBy: 'Every proven time must lie inside the certificate’s.',
    codes: ['CERTIFICATE_EXPIRED'],
    shown: elsewhere('signing/matrix/material-defects.ts', 'expired certificate'),
  },
  {
    does: 'timestamps a signature after its certificate’s time',
    stoppedBy: 'Every proven time must lie inside the certificate’s.',
    codes: [],
    shown: elsewhere('signing/matrix/material-defects.ts', 'timestamp after the certificate’s time'),
  },
];
