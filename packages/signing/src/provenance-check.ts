import * as v from 'valibot';
import { brief } from './brief.ts';
import type { CertificateIdentity } from './certificate-identity.ts';
import { buildType, type Material } from './provenance.ts';
import { SigningError } from './signing-error.ts';

const texts = v.record(v.string(), v.string());

const provenanceSchema = v.object({
  buildDefinition: v.object({
    buildType: v.string(),
    externalParameters: v.object({
      workflow: v.object({ ref: v.string(), repository: v.string(), path: v.string() }),
    }),
    internalParameters: v.object({
      github: v.object({
        event_name: v.string(),
        repository_id: v.string(),
        repository_owner_id: v.string(),
        runner_environment: v.optional(v.string()),
      }),
    }),
    resolvedDependencies: v.pipe(
      v.array(
        v.object({
          uri: v.optional(v.string()),
          digest: v.optional(texts),
          annotations: v.optional(v.record(v.string(), v.unknown())),
        }),
      ),
      v.minLength(1),
    ),
  }),
  runDetails: v.object({
    builder: v.object({ id: v.string() }),
    metadata: v.object({ invocationId: v.string() }),
  }),
});

/**
 * Checks that provenance tells what its certificate proves, field by field.
 * @returns the builder's id
 * @throws SigningError PROVENANCE_INVALID, PROVENANCE_DISAGREES
 */
export function checkProvenance(predicate: unknown, identity: CertificateIdentity): string {
  const parsed = v.safeParse(provenanceSchema, predicate);
  if (!parsed.success) throw malformed(v.getDotPath(parsed.issues[0]) ?? 'the predicate');
  const { buildDefinition, runDetails } = parsed.output;
  const { workflow } = buildDefinition.externalParameters;
  const { github } = buildDefinition.internalParameters;
  const [source] = buildDefinition.resolvedDependencies;
  const stories: readonly (readonly [field: string, told: string | undefined, proven: string | undefined])[] = [
    ['buildType', buildDefinition.buildType, buildType],
    ['externalParameters.workflow', `${workflow.repository}/${workflow.path}@${workflow.ref}`, identity.workflowUri],
    ['externalParameters.workflow.repository', workflow.repository, identity.sourceUri],
    ['internalParameters.github.event_name', github.event_name, identity.trigger],
    ['internalParameters.github.repository_id', github.repository_id, identity.repositoryId],
    ['internalParameters.github.repository_owner_id', github.repository_owner_id, identity.ownerId],
    [
      'internalParameters.github.runner_environment',
      github.runner_environment ?? identity.runnerEnvironment,
      identity.runnerEnvironment,
    ],
    ['resolvedDependencies[0].uri', source?.uri, `git+${identity.sourceUri}@${identity.ref}`],
    ['resolvedDependencies[0].digest.gitCommit', source?.digest?.['gitCommit'], identity.commit],
    ['runDetails.builder.id', runDetails.builder.id, identity.buildSignerUri],
    ['runDetails.metadata.invocationId', runDetails.metadata.invocationId, identity.runUrl],
  ];
  const lies = stories.filter(([, told, proven]) => told !== proven);
  if (lies.length > 0) throw disagreement(lies);
  return runDetails.builder.id;
}

/** What provenance that was checked lists, with the source commit first; what has no name or no digest is left out. */
export const dependenciesOf = (predicate: unknown): readonly Material[] =>
  v
    .parse(provenanceSchema, predicate)
    .buildDefinition.resolvedDependencies.flatMap(({ uri, digest, annotations }) =>
      uri === undefined || digest === undefined
        ? []
        : [{ uri, digest, ...(v.is(texts, annotations) && { annotations }) }],
    );

const malformed = (where: string): SigningError =>
  new SigningError(
    'PROVENANCE_INVALID',
    `the provenance is not SLSA v1 of a GitHub workflow: ${where} is absent or of another type`,
    'Build the image again with build-sign-push, or attest it with actions/attest',
  );

function disagreement(
  lies: readonly (readonly [field: string, told: string | undefined, proven: string | undefined])[],
): SigningError {
  const list = lies.map(
    ([field, told, proven]) => `${field}: expected ${brief(proven ?? 'none')}, found ${brief(told ?? 'none')}`,
  );
  return new SigningError(
    'PROVENANCE_DISAGREES',
    `the provenance disagrees with its certificate (${list.join('; ')})`,
    'Build the image again; if it stays, find out what writes this provenance',
  );
}
