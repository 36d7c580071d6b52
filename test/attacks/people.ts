import { Person, type Lab } from '@bitvault/lab';

/** In the registry, with rights to push; anybody may pull. */
export const robot = { username: 'robot', password: 'the-pa55word-of-the-robot' };

export interface People {
  /** Owns the organisation; reviews pull requests and starts workflows. */
  readonly alice: Person;
  /** May approve the environment `production`. */
  readonly carol: Person;
  /** Has write access, and means harm. */
  readonly mallory: Person;
}

/** The organisation, its people and its Apps. */
export function createPeople(lab: Lab): People {
  const { github } = lab;
  const [alice, carol, mallory] = [
    github.createUser('alice'),
    github.createUser('carol'),
    github.createUser('mallory'),
  ].map((user) => new Person(lab, user));
  if (alice === undefined || carol === undefined || mallory === undefined) throw new Error('three people were made');
  github.createOrganization('bitvault', ['alice']);
  const write = { contents: 'write', pull_requests: 'write', statuses: 'read' } as const;
  github.createApp({ slug: 'bitvault-promoter', permissions: write });
  github.createApp({
    slug: 'bitvault-merger',
    permissions: { ...write, actions: 'write', checks: 'write', members: 'read' },
  });
  github.createApp({ slug: 'bitvault-argocd', permissions: { contents: 'read', statuses: 'write' } });
  // Another App of the organisation, whose token an attacker has.
  github.createApp({ slug: 'renovate', permissions: { ...write, statuses: 'write' } });
  return { alice, carol, mallory };
}
