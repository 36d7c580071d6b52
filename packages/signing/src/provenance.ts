import { provenancePredicateType, type Attestation } from './statement.ts';
import type { WorkflowClaims } from './workflow-token.ts';

/** What went into a build besides the source commit. */
export interface Material {
  /** Such as `pkg:docker/alpine@3.22` or `oci://registry.example/base`. */
  readonly uri: string;
  /** Algorithm → hexadecimal digest. */
  readonly digest: Readonly<Record<string, string>>;
  /** Such as `platform`, of an image that is for one. */
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ProvenanceFacts {
  readonly claims: WorkflowClaims;
  /** GITHUB_SERVER_URL, without a slash at the end. */
  readonly server: string;
  readonly materials?: readonly Material[];
}

export const buildType = 'https://actions.github.io/buildtypes/workflow/v1';

/** SLSA v1 provenance of a GitHub Actions run, in the form of GitHub’s own build type. */
export function provenance({ claims, server, materials = [] }: ProvenanceFacts): Attestation {
  const repository = `${server}/${claims.repository}`;
  const workflow = workflowOf(claims);
  return {
    predicateType: provenancePredicateType,
    predicate: {
      buildDefinition: {
        buildType,
        externalParameters: { workflow: { ref: workflow.ref, repository, path: workflow.path } },
        internalParameters: {
          github: {
            event_name: claims.event_name,
            repository_id: claims.repository_id,
            repository_owner_id: claims.repository_owner_id,
            runner_environment: claims.runner_environment,
          },
        },
        resolvedDependencies: [
          { uri: `git+${repository}@${claims.ref}`, digest: { gitCommit: claims.sha } },
          ...materials,
        ],
      },
      runDetails: {
        builder: { id: `${server}/${claims.job_workflow_ref}` },
        metadata: { invocationId: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}` },
      },
    },
  };
}

/** Splits `owner/repo/.github/workflows/release.yml@refs/heads/main`, the workflow that the run started with. */
export function workflowOf(claims: Pick<WorkflowClaims, 'repository' | 'workflow_ref'>): {
  readonly path: string;
  readonly ref: string;
} {
  const at = claims.workflow_ref.indexOf('@');
  const file = claims.workflow_ref.slice(0, at);
  const prefix = `${claims.repository}/`;
  return {
    path: file.startsWith(prefix) ? file.slice(prefix.length) : file,
    ref: claims.workflow_ref.slice(at + 1),
  };
}
