import { unreviewedTrustIn } from '../../repository/unreviewed-trust.ts';
import type { Rule } from '../rule.ts';

export const unreviewedTrust: Rule = {
  id: 'unreviewed-trust',
  severity: 'error',
  title: 'What is trusted comes from where nobody reviews it',
  why: "Variables and secrets are changed without a commit, and whoever starts a run types its inputs. From there, another base image is built upon and signed as yours, the job's identity goes to a stranger's certificate authority, or a foreign root makes every signature good. An action cannot see where the value of an input comes from.",
  fix: 'Write it into the workflow, or into a file that it names: base images by digest, the signing configuration and trusted root as files below `.github`. What promotion.yaml says under `trust` needs no input at all.',
  *check({ workflows }) {
    for (const workflow of workflows)
      for (const { path, says } of unreviewedTrustIn(workflow))
        yield { at: workflow.document.at(path, 'key'), message: says };
  },
};
