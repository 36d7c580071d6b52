import { digestFile, type Environment, type Policy } from '@bitvault/promotion';
import type { Application, ApplicationSource } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';

/** An Application that deploys an environment of the policy, by the source that reads its digests. */
export interface EnvironmentApplication {
  readonly application: Application;
  readonly environment: Environment;
  readonly source: ApplicationSource;
}

/** The Applications that read a file in which promotion writes digests. */
export function environmentApplications({ applications, policy }: Repository): readonly EnvironmentApplication[] {
  if (policy.kind !== 'policy') return [];
  const files = digestFiles(policy.policy);
  return applications.flatMap((application) =>
    application.sources.flatMap((source) => {
      const environments = new Set(filesOf(source, files).map((file) => files.get(file)));
      return [...environments].flatMap((environment) =>
        environment === undefined ? [] : [{ application, environment, source }],
      );
    }),
  );
}

function digestFiles(policy: Policy): ReadonlyMap<string, Environment> {
  return new Map(
    policy.environments.flatMap((environment) =>
      [...policy.services.keys()].map(
        (service) => [digestFile(policy, environment.name, service), environment] as const,
      ),
    ),
  );
}

function filesOf(source: ApplicationSource, files: ReadonlyMap<string, Environment>): readonly string[] {
  const values = source.valueFiles.flatMap(({ file }) => (file !== null && files.has(file) ? [file] : []));
  if (values.length > 0 || !source.own || source.directory === '' || source.tool === 'helm') return values;
  return [...files.keys()].filter((file) => file.startsWith(`${source.directory}/`));
}
