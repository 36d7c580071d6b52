import { startLab, type EnvironmentOptions, type Lab } from '@bitvault/lab';
import { images, type Images } from './images.ts';
import { layoutFiles, type Layout } from './layout.ts';
import { createPeople, robot, type People } from './people.ts';
import { Site } from './site.ts';
import { wiretap, type Wiretap } from './wiretap.ts';

/** How the environment `production` is guarded. */
export const guarded: EnvironmentOptions = {
  branchPolicy: ['main'],
  reviewers: ['carol'],
  preventSelfReview: true,
  canAdminsBypass: false,
};

export interface Rig extends AsyncDisposable {
  readonly lab: Lab;
  readonly people: People;
  readonly images: Images;
  readonly wiretap: Wiretap;
  /** A GitOps repository of its own for one test. Everything else is shared, so that it costs little. */
  createSite(layout: Layout, moreOfServices?: string): Promise<Site>;
  /** Where `api` is to go from its first version to its second, in dev. */
  siteBeforeDev(): Promise<Site>;
  /** The same in prod, once staging runs the second version. */
  siteBeforeProd(): Promise<Site>;
}

/**
 * A lab with the suite's Apps and its people. GitHub's own protection of `main` asks for one approval and nothing else, so
 * that whatever is refused was refused by the actions.
 */
export async function startRig(): Promise<Rig> {
  let waiting = Promise.withResolvers<number>();
  const lab = await startLab({
    registry: { auth: { ...robot, bearer: true } },
    onRunnerEvent: (report) => {
      if (report.kind === 'job-waiting') waiting.resolve(report.run.id);
    },
  });
  const nextWaitingRun = () => {
    waiting = Promise.withResolvers();
    return waiting.promise;
  };
  const people = createPeople(lab);
  const made = await images(lab, robot);
  const tap = wiretap(lab);
  let sites = 0;
  const createSite = async (layout: Layout, moreOfServices?: string) => {
    sites += 1;
    const repository = await createRepository(lab, `gitops-${sites}`, layout, moreOfServices);
    return new Site({ lab, people, repository, nextWaitingRun });
  };
  const old = async () => ({ api: await made.signed('api', 1), web: await made.signed('web', 1) });
  const next = async () => ({ api: await made.signed('api', 2), web: await made.signed('web', 1) });
  return {
    lab,
    people,
    images: made,
    wiretap: tap,
    createSite,
    siteBeforeDev: async () => createSite({ dev: await old(), staging: await old(), prod: await old() }),
    siteBeforeProd: async () => createSite({ dev: await next(), staging: await next(), prod: await old() }),
    [Symbol.asyncDispose]: () => lab.close(),
  };
}

async function createRepository(lab: Lab, name: string, layout: Layout, moreOfServices?: string): Promise<string> {
  const { github } = lab;
  const { fullName } = await github.createRepository({
    owner: 'bitvault',
    name,
    authorLogin: 'alice',
    files: layoutFiles(layout, lab, moreOfServices),
  });
  for (const login of ['carol', 'mallory']) github.setCollaborator(fullName, login, 'write');
  github.setEnvironment(fullName, 'production', guarded);
  github.protect(fullName, 'main', { requiredApprovals: 1 });
  return fullName;
}
