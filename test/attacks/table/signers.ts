import { releaseClaims } from '@bitvault/lab';
import { application, releaseWorkflow } from '../images.ts';
import type { Rig } from '../rig.ts';

/** What differs from a push to main that the release workflow answers. */
interface Signer {
  readonly repository?: string;
  readonly workflow?: string;
  readonly ref?: string;
  readonly event?: string;
  /** The workflow that signs, where another one is called for it: `owner/repo/path@ref`. */
  readonly called?: string;
  readonly runner?: string;
}

/** An image of `api` that a job of such a workflow has pushed and signed. */
export function signedBy(rig: Rig, label: string, signer: Signer): Promise<string> {
  const { repository = application, workflow = releaseWorkflow, ref = 'refs/heads/main' } = signer;
  const own = `${repository}/${workflow}@${ref}`;
  const claims = {
    ...releaseClaims(repository, workflow),
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sub: `repo:${repository}:ref:${ref}`,
    workflow_ref: own,
    job_workflow_ref: signer.called ?? own,
    event_name: signer.event ?? 'push',
    runner_environment: signer.runner ?? 'github-hosted',
  };
  return rig.images.signedOtherwise('api', label, { claims });
}
