import { Person, startLab, type Lab } from '@bitvault/lab';
import { signedImages, type SignedImages } from './images.ts';
import { layoutFiles, type Layout } from './layout.ts';
import { Site } from './site.ts';

export interface People {
  /** Administers everything, starts the workflows, reviews pull requests. */
  readonly alice: Person;
  /** May approve the environment `production`. */
  readonly carol: Person;
}

export interface Organisation extends AsyncDisposable {
  readonly lab: Lab;
  readonly people: People;
  readonly image: SignedImages;
  /** A GitOps repository of its own. Sites share everything else, so that one costs little. */
  createSite(name: string, layout: Layout): Promise<Site>;
}

/** A lab with the suite's Apps, its people, and an application whose images are signed when first asked for. */
export async function startOrganisation(): Promise<Organisation> {
  let waiting = Promise.withResolvers<number>();
  const lab = await startLab({
    onRunnerEvent: (report) => {
      if (report.kind === 'job-waiting') waiting.resolve(report.run.id);
    },
  });
  const nextWaitingRun = () => {
    waiting = Promise.withResolvers();
    return waiting.promise;
  };
  const people = createPeople(lab);
  return {
    lab,
    people,
    image: await signedImages(lab),
    createSite: async (name, layout) => {
      const repository = await createRepository(lab, name, layout);
      return new Site({ lab, people, repository, layout, nextWaitingRun });
    },
    [Symbol.asyncDispose]: () => lab.close(),
  };
}

function createPeople(lab: Lab): People {
  const { github } = lab;
  const [alice, carol] = [github.createUser('alice'), github.createUser('carol')];
  github.createOrganization('bitvault', ['alice']);
  const write = { contents: 'write', pull_requests: 'write', statuses: 'read' } as const;
  github.createApp({ slug: 'bitvault-promoter', permissions: write });
  github.createApp({ slug: 'bitvault-merger', permissions: { ...write, actions: 'write', checks: 'write' } });
  github.createApp({ slug: 'bitvault-argocd', permissions: { contents: 'read', statuses: 'write' } });
  // What the workflow board asks of its GITHUB_TOKEN.
  const seen = { contents: 'read', pull_requests: 'read', statuses: 'read' } as const;
  github.createApp({ slug: 'bitvault-board', permissions: { ...seen, issues: 'write' } });
  return { alice: new Person(lab, alice), carol: new Person(lab, carol) };
}

async function createRepository(lab: Lab, name: string, layout: Layout): Promise<string> {
  const { github } = lab;
  const { fullName } = await github.createRepository({
    owner: 'bitvault',
    name,
    authorLogin: 'alice',
    files: layoutFiles(layout, lab),
  });
  github.setCollaborator(fullName, 'carol', 'write');
  github.setEnvironment(fullName, 'production', {
    branchPolicy: ['main'],
    reviewers: ['carol'],
    preventSelfReview: true,
    canAdminsBypass: false,
  });
  github.protect(fullName, 'main', { requiredApprovals: 1, dismissStaleReviews: true, requireLastPushApproval: true });
  return fullName;
}
