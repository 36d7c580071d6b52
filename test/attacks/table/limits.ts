import { elsewhere, type Elsewhere } from './row.ts';

/** Where the defence ends. */
export interface Limit {
  readonly claim: string;
  /** What to do about it, or why nothing can be done here. */
  readonly therefore: string;
  /** That it is so; `assumed` where it is what all else rests on. */
  readonly shown: Elsewhere | 'assumed';
}

const limitsTest = (title: string) => elsewhere('attacks/limits.test.ts', title);

export const limits: readonly Limit[] = [
  {
    claim:
      'What the application’s workflow signs at its default branch is proposed and merged into dev with nobody asked: whoever can push there can release to dev.',
    therefore: 'Protect it; the policy names the ref.',
    shown: elsewhere('attacks/legitimate.test.ts', 'the actions themselves open the pull requests that are merged'),
  },
  {
    claim: 'Whoever may move the ref of a shared workflow decides what all its callers release.',
    therefore: 'Call it by a commit, and name that in the policy.',
    shown: elsewhere('actions/called-workflow.test.ts', 'is verified by its name and that of the caller'),
  },
  {
    claim: 'Administrators of the GitOps repository can change its rules.',
    therefore:
      'Have few of them. The policy itself is changed by commits, which rulesets can ask a review for: give `promotion.yaml` and `.github/` owners; `doctor` finds rulesets that are gone.',
    shown: limitsTest('an administrator, whom the rulesets keep off as well, takes them away and merges by hand'),
  },
  {
    claim: 'GitHub is trusted for identities, signatures on commits, reviews, environment approvals and the clock.',
    therefore: 'Nothing here can tell a GitHub that lies about these from one that does not.',
    shown: 'assumed',
  },
  {
    claim:
      'Sigstore is trusted for who signed: the public good instance and GitHub’s own, or those that the policy names, or, with a root of your own, only that one.',
    therefore: 'Choose the root in a reviewed file.',
    shown: 'assumed',
  },
  {
    claim:
      'Without a log, nobody can watch: private repositories are signed by GitHub’s own Sigstore, which publishes nothing.',
    therefore:
      'A certificate that the public instance issued to the wrong party stands in public logs for its owner to find; whether to rather publish the names is the repository’s choice (`sigstore: public-good`).',
    shown: elsewhere('actions/private-sigstore.test.ts', 'signs; its own root verifies it'),
  },
  {
    claim:
      'What a workflow passes to a build is trusted: base image, caches, build arguments, the certificate of a registry’s authority. No action can see that it came from a variable.',
    therefore:
      '[`unreviewed-trust`](lint/unreviewed-trust.md) finds it in the file. Whoever may set variables can also choose among the signing configurations that are committed below `.github`.',
    shown: 'assumed',
  },
  {
    claim: 'Whatever builds is trusted with what comes out.',
    therefore: 'A BuildKit daemon that others may use too builds for you what they let it ([builders](builders.md)).',
    shown: 'assumed',
  },
  {
    claim:
      'The rulesets of the GitOps repository are part of the defence: these actions cannot see or replace them, and people on a bypass list can merge by hand.',
    therefore: '[The example’s checklist](../examples/gitops/README.md) says what each stops.',
    shown: limitsTest('without the rulesets, people merge a reviewed pull request of prod by hand'),
  },
  {
    claim:
      'A commit of the bot’s that was forged by a squash and *follows* the head of its pull request looks like the bot’s own.',
    therefore: 'The ruleset on the bot’s branches keeps it off, and nothing else does.',
    shown: elsewhere('attacks/rulesets.test.ts', 'nobody but the promoter makes or moves its branches'),
  },
  {
    claim:
      'The stolen key of the promoter App can open pull requests, and have dev take any digest that was ever signed.',
    therefore: 'Keep it in an environment; under the rulesets it merges nothing.',
    shown: limitsTest('the promoter’s key takes dev to a digest that was signed long ago'),
  },
  {
    claim: 'The stolen key of the merger App can merge whatever the reviews let it merge.',
    therefore: 'Keep it in environments, and give it no bypass of reviews beyond what dev needs.',
    shown: limitsTest('the merger’s key merges by hand what people have approved'),
  },
  {
    claim:
      'The stolen key of the Argo Rollouts App can push branches that decide nothing, and have rollbacks proposed; dev, which merges by itself, goes back and is held until someone resumes it.',
    therefore: 'Keep it in the cluster’s secrets, and look at holds.',
    shown: elsewhere('loop/aborted-rollouts.test.ts', 'the App that dispatches can neither merge, nor propose'),
  },
  {
    claim: 'Whoever may write to the cluster starts what they like there, past Git.',
    therefore:
      'The [admission policies](gitops-repository.md#what-it-writes-and-why), where one is installed, let in only images of the policy’s services, by digest, with signature and provenance. They know nothing of promotion: what was released, but not promoted, gets in until Argo CD puts it back.',
    shown: elsewhere('peers/admission/kyverno.test.ts', 'judges pods: of a Deployment with another image none come'),
  },
  {
    claim: 'Whoever can open pull requests or delete branches can delay a promotion, but not cause one.',
    therefore: 'What they close or delete is proposed again.',
    shown: limitsTest('who closes a pull request and deletes its branch delays it: it is proposed again'),
  },
];
