import type { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';

/** Everything that any Application deploys. */
export function* deployed({ applications }: Repository): Generator<Manifest> {
  for (const { manifests } of applications) yield* manifests;
}
