import { isMapping, listAt, textAt } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';
import { podSpecPath } from './pods.ts';
import type { Resource } from './resource.ts';

/** An object of the pod's namespace without which it does not start. */
export interface PodNeed {
  readonly kind: 'ServiceAccount' | 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly name: string;
  /** Where it is named, from the root of the resource. */
  readonly path: FieldPath;
}

/** What the pods of the resource need; what they can do without (`optional`) is left out. */
export function podNeeds(resource: Resource): readonly PodNeed[] {
  const spec = podSpecPath(resource);
  if (spec === undefined) return [];
  const needs: PodNeed[] = [];
  const need = (kind: PodNeed['kind'], path: FieldPath): void => {
    const name = textAt(resource.value, path);
    if (name === undefined || name === '') return;
    if (resource.field(...path.slice(0, -1), 'optional') === true) return;
    needs.push({ kind, name, path });
  };
  need('ServiceAccount', [...spec, 'serviceAccountName']);
  for (const index of resource.list(...spec, 'volumes').keys()) {
    const volume = [...spec, 'volumes', index];
    need('Secret', [...volume, 'secret', 'secretName']);
    need('ConfigMap', [...volume, 'configMap', 'name']);
    need('PersistentVolumeClaim', [...volume, 'persistentVolumeClaim', 'claimName']);
    for (const source of resource.list(...volume, 'projected', 'sources').keys()) {
      need('Secret', [...volume, 'projected', 'sources', source, 'secret', 'name']);
      need('ConfigMap', [...volume, 'projected', 'sources', source, 'configMap', 'name']);
    }
  }
  for (const container of containerPaths(resource, spec)) {
    for (const index of resource.list(...container, 'envFrom').keys()) {
      need('Secret', [...container, 'envFrom', index, 'secretRef', 'name']);
      need('ConfigMap', [...container, 'envFrom', index, 'configMapRef', 'name']);
    }
    for (const index of resource.list(...container, 'env').keys()) {
      need('Secret', [...container, 'env', index, 'valueFrom', 'secretKeyRef', 'name']);
      need('ConfigMap', [...container, 'env', index, 'valueFrom', 'configMapKeyRef', 'name']);
    }
  }
  return needs;
}

const containerPaths = (resource: Resource, spec: FieldPath): readonly FieldPath[] =>
  ['initContainers', 'containers'].flatMap((list) =>
    listAt(resource.value, [...spec, list]).flatMap((container, index) =>
      isMapping(container) ? [[...spec, list, index]] : [],
    ),
  );

/** The Secret that an operator makes of the resource, as far as its name is known. */
export function secretMadeBy(resource: Resource): string | undefined {
  switch (`${resource.group}/${resource.kind}`) {
    case 'external-secrets.io/ExternalSecret': {
      const policy = resource.text('spec', 'target', 'creationPolicy');
      if (policy === 'Merge' || policy === 'None') return undefined;
      return resource.text('spec', 'target', 'name') ?? resource.name;
    }
    case 'bitnami.com/SealedSecret':
      return resource.text('spec', 'template', 'metadata', 'name') ?? resource.name;
    case 'cert-manager.io/Certificate':
      return resource.text('spec', 'secretName');
    default:
      return undefined;
  }
}
