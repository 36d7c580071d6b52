import { isForJobs, rightKey, rightsText, rightText, type RightSets } from './rights.ts';

/** Where a token is from. */
export interface Credential {
  /** Name of the action's input that holds it. */
  readonly input: string;
  /** Name of the input that was left out, in whose place it serves. */
  readonly insteadOf?: string;
}

/** Whose token it is. */
export interface Holder extends Credential {
  /** `acme-promoter[bot]`; null where GitHub does not say. */
  readonly login: string | null;
  /** `owner/name` of what it is used on. */
  readonly repository: string;
}

const ofJob = 'github-actions[bot]';

/** The subject of a sentence: `acme-promoter[bot], whose token is the input "token",` */
export function holderText({ login, input, insteadOf }: Holder): string {
  const serves = insteadOf === undefined ? '' : ` which serves because "${insteadOf}" is not set,`;
  return login === null
    ? `the holder of the input "${input}"${serves && `,${serves}`}`
    : `${login}, whose token is the input "${input}",${serves}`;
}

export const lackText = (sets: RightSets): string =>
  sets.length === 0 ? 'may not do this' : `lacks the permission ${rightsText(sets)}`;

/** Where who lacks these rights gets them. */
export function rightsRemedy(holder: Holder, sets: RightSets): string {
  const { insteadOf } = holder;
  const grant = grantOf(holder, sets);
  return insteadOf === undefined
    ? grant
    : `Set \`${insteadOf}\` to the token of the GitHub App that may do this. Or: ${grant}`;
}

function grantOf({ login, input, repository }: Holder, sets: RightSets): string {
  const rights = sets[0] ?? [];
  const [owner = ''] = repository.split('/');
  if (login === ofJob) {
    if (rights.length > 0 && rights.every(isForJobs))
      return `Give the job \`permissions: {${rights.map(rightKey).join(', ')}}\`.`;
    return `Pass the token of a GitHub App that has this permission as \`${input}\`: a job's own token cannot have it.`;
  }
  const what = rights.length === 0 ? 'the permission that this request needs' : rights.map(rightText).join(' and ');
  const asked = rights.map((right) => `\`permission-${rightKey(right)}\``).join(', ');
  const app = `under Permissions & events, set ${what}; let an owner of ${owner} accept that for the installation${asked === '' ? '' : `; and where actions/create-github-app-token makes the token with chosen permissions, add ${asked}`}.`;
  if (login === null) return `In the settings of the GitHub App whose token \`${input}\` is, ${app}`;
  if (login.endsWith('[bot]')) return `In the settings of the GitHub App ${login.replace('[bot]', '')}, ${app}`;
  return `Give the personal access token of ${login} the permission ${what}, or pass that of a GitHub App as \`${input}\`.`;
}

/** What to do where something is not there, or hidden from who asks. */
export function sightRemedy({ login, input, repository }: Holder, sets: RightSets): string {
  const also = sets.length === 0 ? '' : ` and has ${rightsText(sets)}`;
  if (login === ofJob)
    return `Check the name. If it is right: a job's own token sees the repository of its workflow only, so pass that of a GitHub App which is installed on ${repository}${also} as \`${input}\`.`;
  if (login !== null && !login.endsWith('[bot]'))
    return `Check the name, and that ${login} and the token in \`${input}\` may read it.`;
  const app =
    login === null ? `the GitHub App whose token \`${input}\` is` : `the GitHub App ${login.replace('[bot]', '')}`;
  return `Check the name, and that ${app} is installed on ${repository}${also}: GitHub hides what a token may not see.`;
}
