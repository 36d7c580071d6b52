import * as v from 'valibot';
import { parseDigestFile, parseDigestPath } from './digest-path.ts';
import { parseDuration } from './duration.ts';
import { parseCron, parseTimezone } from './freeze.ts';
import { acceptedString, parsedString } from './parsed-string.ts';
import { trustSchema } from './policy-trust.ts';
import {
  parseEnvironmentName,
  parseImageName,
  parseRepositoryName,
  parseServiceName,
  parseSignerWorkflow,
} from './names.ts';

/** Every message of these schemas completes "must be …". */
function matching(pattern: RegExp, expected: string, description: string) {
  return v.pipe(v.string(expected), v.regex(pattern, expected), v.description(description));
}

const login = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?\[bot\]$/;
const loginExpected = 'the login of a GitHub App, such as bitvault-promoter[bot]';
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} ]{0,253}[\p{L}\p{M}\p{N}\p{P}\p{S}])?$/u;
const printableExpected = 'at most 255 printable characters on one line';

const mapping = 'a mapping';

const idExpected = 'the number that GitHub gave it';

/** As GitHub's API gives it: names can be taken by others, numbers cannot. */
const githubId = (description: string) =>
  v.optional(
    v.pipe(
      v.number(idExpected),
      v.safeInteger(idExpected),
      v.minValue(1, idExpected),
      v.description(description),
      v.transform(String),
    ),
  );

const serviceSchema = v.strictObject(
  {
    image: v.pipe(
      acceptedString(parseImageName, 'an image name'),
      v.description('Image with its registry, without tag or digest: ghcr.io/owner/name.'),
    ),
    source: v.pipe(
      acceptedString(parseRepositoryName, 'a repository'),
      v.description('Repository that the image is built from: owner/name.'),
    ),
    workflow: matching(
      /^\.github\/workflows\/(?!\.)[A-Za-z0-9._-]{1,200}\.ya?ml$/,
      'a workflow file, such as .github/workflows/release.yml',
      'Workflow of the source repository that builds and signs the image.',
    ),
    ref: v.optional(
      matching(
        /^refs\/(?:heads|tags)\/(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[A-Za-z0-9._/@+#-]{1,200}(?<![./])$/,
        'a full ref, such as refs/heads/main',
        'Ref of the source repository that the image must be built at.',
      ),
      'refs/heads/main',
    ),
    'signer-workflow': v.optional(
      v.pipe(
        acceptedString(parseSignerWorkflow, 'a workflow'),
        v.description(
          'Reusable workflow that must have signed, where `workflow` calls one for it: owner/name/.github/workflows/file.yml@ref, with the ref as it is called, such as refs/tags/v2 for @v2.',
        ),
      ),
    ),
    'source-id': githubId('Number of the source repository: one created again under its name is refused.'),
    'owner-id': githubId('Number of its owner: an account created again under the name is refused.'),
    trust: v.optional(
      v.pipe(trustSchema, v.description('What differs for this service from the `trust` of all, key by key.')),
    ),
  },
  mapping,
);

const freezeSchema = v.strictObject(
  {
    cron: parsedString(
      parseCron,
      'five cron fields, in quotes',
      'When the freeze begins: five cron fields, in `timezone`.',
    ),
    duration: parsedString(
      parseDuration,
      'a duration, such as 64h',
      'How long it lasts, in elapsed time: 90s, 30m, 64h, 2d.',
    ),
    timezone: parsedString(parseTimezone, 'the name of a time zone', 'IANA time zone, such as Europe/Berlin.'),
    reason: matching(printable, printableExpected, 'Why, in the words that a blocked promotion shows.'),
  },
  mapping,
);

export const roles = ['requester', 'reviewer', 'approver', 'author'] as const;
const roleExpected = `one of ${roles.join(', ')}`;

const separateSchema = v.optional(
  v.pipe(
    v.array(v.picklist(roles, roleExpected), `a list of roles, each ${roleExpected}`),
    v.description(
      'Roles that one person may not have at once: requester (of a rollback), reviewer, approver (of the gate), author (of the source commit). Default: reviewer and approver with merge: gate; with `gate: {dispatch: TEAM}` the author of what is promoted is not the approver either; else none.',
    ),
  ),
);

const rollbackSchema = v.optional(
  v.pipe(
    v.strictObject({ separate: separateSchema }, mapping),
    v.description('Rules of rollbacks, where they differ from those of promotions.'),
  ),
);

const approvalsExpected = 'a whole number from 0 to 6';

const environmentSchema = v.strictObject(
  {
    from: v.pipe(
      acceptedString(parseEnvironmentName, 'build, or the name of an environment'),
      v.description('What this environment follows: `build`, or the environment before it.'),
    ),
    merge: v.pipe(
      v.picklist(['auto', 'review', 'gate'], 'one of auto, review, gate'),
      v.description(
        'auto: merged when it verifies. review: after review too. gate: after the manual approval of a GitHub environment too.',
      ),
    ),
    approvals: v.optional(
      v.pipe(
        v.number(approvalsExpected),
        v.integer(approvalsExpected),
        v.minValue(0, approvalsExpected),
        v.maxValue(6, approvalsExpected),
        v.description(
          'Approving reviews that a pull request needs. With merge: auto, 1 makes the merging App approve. Default: 0 for auto, else 1.',
        ),
      ),
    ),
    environment: v.optional(
      matching(printable, printableExpected, 'GitHub environment whose approval `merge: gate` needs.'),
    ),
    gate: v.optional(
      v.pipe(
        v.strictObject(
          {
            dispatch: matching(
              /^[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9_])?$/,
              'the slug of a team',
              'Slug of the team whose members start the run of the gate by hand, instead of approving an environment.',
            ),
          },
          mapping,
        ),
        v.description('What stands for the approval of a GitHub environment where the plan has no required reviewers.'),
      ),
    ),
    separate: separateSchema,
    rollback: rollbackSchema,
    healthy: v.optional(
      v.pipe(
        v.array(matching(printable, printableExpected, 'Context of a commit status.'), 'a list of status contexts'),
        v.maxLength(20, 'a list of at most 20 status contexts'),
        v.description('Commit statuses by which the environment before this one must be healthy.'),
      ),
      [],
    ),
    soak: v.optional(
      parsedString(
        parseDuration,
        'a duration, such as 30m',
        'How long a digest must have been healthy in the environment before, without any other report in between: 90s, 30m, 2h, 1d.',
      ),
    ),
    freeze: v.optional(
      v.pipe(
        v.array(freezeSchema, 'a list of freezes'),
        v.maxLength(50, 'a list of at most 50 freezes'),
        v.description('Times in which nothing is promoted here.'),
      ),
      [],
    ),
  },
  mapping,
);

const digestsSchema = v.strictObject(
  {
    file: parsedString(
      (raw) => ({ template: raw, forSlot: parseDigestFile(raw) }),
      'a file name with {env}',
      'File of the digests, with {env} and perhaps {service}: envs/{env}/values.{env}.yaml.',
    ),
    path: parsedString(
      (raw) => ({ template: raw, forSlot: parseDigestPath(raw) }),
      'keys separated by dots',
      'Keys that lead to a digest in that file: services.{service}.image.digest.',
    ),
  },
  mapping,
);

/** `promotion.yaml` as it is written; what its parts must be to each other is in `policy-rules.ts`. */
export const policyFileSchema = v.strictObject(
  {
    version: v.pipe(v.literal(1, '1'), v.description('Version of this format.')),
    bot: matching(login, loginExpected, 'Login of the GitHub App that opens promotion pull requests.'),
    argocd: v.optional(
      matching(login, loginExpected, 'Login of the GitHub App that reports the health of environments.'),
    ),
    separate: separateSchema,
    rollback: rollbackSchema,
    services: v.pipe(
      v.record(acceptedString(parseServiceName, 'a service name'), serviceSchema, 'a mapping of services'),
      v.minEntries(1, 'a mapping of at least one service'),
      v.maxEntries(500, 'a mapping of at most 500 services'),
      v.description('Services by name; each has one image.'),
    ),
    trust: v.optional(
      v.pipe(
        trustSchema,
        v.description('Whose signatures count, and what they have to prove. Each key has a default.'),
      ),
    ),
    digests: v.pipe(digestsSchema, v.description('Where digests stand in this repository.')),
    environments: v.pipe(
      v.record(
        acceptedString(parseEnvironmentName, 'an environment name'),
        environmentSchema,
        'a mapping of environments',
      ),
      v.minEntries(1, 'a mapping of at least one environment'),
      v.maxEntries(20, 'a mapping of at most 20 environments'),
      v.description('Environments by name; `from` chains them.'),
    ),
  },
  mapping,
);

export type Role = (typeof roles)[number];
export type ServiceEntry = v.InferOutput<typeof serviceSchema>;
export type EnvironmentEntry = v.InferOutput<typeof environmentSchema>;
export type DigestsEntry = v.InferOutput<typeof digestsSchema>;
export type PolicyFile = v.InferOutput<typeof policyFileSchema>;
/** The schemas of the parts that rules can be checked on although another part is wrong. */
export const partSchemas = {
  service: serviceSchema,
  environment: environmentSchema,
  digests: digestsSchema,
  separation: v.object({ separate: separateSchema, rollback: rollbackSchema }),
  trust: trustSchema,
} as const;
