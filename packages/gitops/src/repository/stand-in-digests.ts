import { digestFile, digestPath } from '@bitvault/promotion';
import { fieldAt } from '../yaml/fields.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';
import type { PolicyFile } from './policy-file.ts';

/** No image has it. */
export const standInDigest = `sha256:${'0'.repeat(64)}`;

/**
 * Values to put over the files in which promotion writes digests, where these are still empty: a service that was never
 * promoted is often not rendered at all, and what its first promotion will deploy could not be looked at. By file.
 */
export function standInDigests(reading: PolicyFile, yaml: ReadonlyMap<string, YamlFile>): ReadonlyMap<string, string> {
  if (reading.kind !== 'policy') return new Map();
  const { policy } = reading;
  const overlays = new Map<string, Record<string, unknown>>();
  for (const { name: environment } of policy.environments) {
    for (const service of policy.services.keys()) {
      const file = digestFile(policy, environment, service);
      const path = digestPath(policy, environment, service);
      const digests = (yaml.get(file)?.documents ?? []).map(({ value }) => fieldAt(value, path));
      if (!digests.some((digest) => digest === null || digest === '')) continue;
      const overlay = overlays.get(file) ?? {};
      setAt(overlay, path, standInDigest);
      overlays.set(file, overlay);
    }
  }
  return new Map([...overlays].map(([file, overlay]) => [file, JSON.stringify(overlay)]));
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: string): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) target[key] = value;
  else {
    const under = { ...(target[key] as Record<string, unknown> | undefined) };
    target[key] = under;
    setAt(under, rest, value);
  }
}
