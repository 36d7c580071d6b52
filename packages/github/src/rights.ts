/** A permission as GitHub's API spells it, such as `pull_requests`, with the level of it that is needed. */
export interface Right {
  readonly permission: string;
  readonly level: string;
}

/** Sets of rights, any of which suffices; none where GitHub does not say. */
export type RightSets = readonly (readonly Right[])[];

/** `X-Accepted-GitHub-Permissions`: sets with semicolons between them, whose members have commas between them. */
export function acceptedRights(header: unknown): RightSets {
  if (typeof header !== 'string') return [];
  return header
    .split(';')
    .map((set) =>
      [...set.matchAll(/([a-z_]+)=([a-z]+)/g)].map(([, permission = '', level = '']) => ({ permission, level })),
    )
    .filter((set) => set.length > 0);
}

/** What the settings of a GitHub App call it, where that is not the API's name with spaces. */
const titles: Readonly<Record<string, string>> = {
  statuses: 'Commit statuses',
  members: 'Members (of the organization)',
  security_events: 'Code scanning alerts',
};

/** As the settings of a GitHub App have it: `Pull requests: write`. */
export function rightText({ permission, level }: Right): string {
  const words = permission.replaceAll('_', ' ');
  return `${titles[permission] ?? words.charAt(0).toUpperCase() + words.slice(1)}: ${level}`;
}

/** `Contents: write and Pull requests: write, or Issues: write` */
export const rightsText = (sets: RightSets): string =>
  sets.map((set) => set.map(rightText).join(' and ')).join(', or ');

/** As `permissions:` of a job and, with `permission-` before it, actions/create-github-app-token have it. */
export const rightKey = ({ permission, level }: Right): string => `${permission.replaceAll('_', '-')}: ${level}`;

/** What `permissions:` of a job can give to its token (docs.github.com, "Workflow syntax"). */
const ofJobs: ReadonlySet<string> = new Set([
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'issues',
  'packages',
  'pull_requests',
  'security_events',
  'statuses',
]);

export const isForJobs = ({ permission }: Right): boolean => ofJobs.has(permission);
