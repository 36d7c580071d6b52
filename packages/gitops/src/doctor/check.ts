/** `error` defeats a gate, or leaves open whether one is defeated; `warning` weakens one; `note` is worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** What a finding is about; reports are in this order. */
export const topics = {
  plan: 'The plan',
  environments: 'Environments',
  keys: 'Keys',
  'base-branch': 'The base branch',
  'bot-branches': "The promoter's branches",
  actions: 'Settings of Actions',
  apps: 'Apps',
  owners: 'Code owners',
  workflows: 'Workflows',
  sources: 'Where images come from',
} as const;

export type Topic = keyof typeof topics;

/** One thing that is looked for. */
export interface Check {
  readonly topic: Topic;
  readonly severity: Severity;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What somebody can do where it is so; whole sentences. */
  readonly attack: string;
  /** What closes it; whole sentences. */
  readonly remedy: string;
}
