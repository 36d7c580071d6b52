import { nearestKey } from '@bitvault/promotion';
import crdFields from '../../crds/crd-fields.json' with { type: 'json' };
import type { CrdFields } from '../../crds/crd-fields.ts';
import { unknownFields, type UnknownField } from '../../crds/unknown-fields.ts';
import type { Resource } from '../../repository/resource.ts';
import type { FieldPath, TextEdit } from '../../yaml/location.ts';
import { fieldAt, isMapping } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { deployed } from './deployed.ts';
import { fieldName } from './field-name.ts';

export const unknownField: Rule = {
  id: 'unknown-field',
  severity: 'error',
  title: 'A field that the resource does not have',
  why: 'The API server drops a field that it does not know, and a sync that brings one succeeds. What was meant does not happen: values files beside `path`, for instance, are not read, and the chart is rendered with its defaults. Argo CD keeps finding a difference, and applies the resource again and again.',
  fix: 'Put the field where it belongs, spelt as the definition of the resource has it. Settings of Helm stand under `helm` of their source, and a path in `valueFiles` is relative to `path`.',
  argo: {
    does: 'The sync drops the field and succeeds, and the Application stays OutOfSync and is healed again and again.',
    test: 'test/peers/cluster/application-claims.test.ts: an unknown field is dropped, and the Application is applied again and again',
  },
  *check(repository) {
    for (const resource of repository.resources) yield* findings(resource);
    for (const manifest of deployed(repository))
      for (const finding of findings(manifest)) yield { ...finding, application: manifest.application.name };
  },
};

function* findings(resource: Resource) {
  for (const unknown of unknownFields(resource.value, crdFields as unknown as CrdFields)) {
    const { path, name, known, place } = unknown;
    const near = place === undefined ? nearestKey(name, known) : undefined;
    const edit = near === undefined ? undefined : respelling(resource, unknown, near);
    yield {
      at: resource.at(path, 'key'),
      message: `${resource.title} has no field ${fieldName(path)}${hint(path, place, near)}`,
      ...(edit !== undefined && { edit }),
    };
  }
}

function hint(path: FieldPath, place: FieldPath | undefined, near: string | undefined): string {
  if (near !== undefined) return `; did you mean ${near}?`;
  if (place === undefined) return '';
  const parent = path.slice(0, -1);
  const isBelow = parent.every((key, index) => place[index] === key) && place.length > parent.length;
  return `: it belongs under ${isBelow ? fieldName(place.slice(parent.length)) : fieldName(place)}`;
}

/** Only of capitals: any other slip might be meant for something else. */
function respelling(resource: Resource, { path, name }: UnknownField, near: string): TextEdit | undefined {
  const beside = fieldAt(resource.value, path.slice(0, -1));
  if (near.toLowerCase() !== name.toLowerCase() || (isMapping(beside) && near in beside)) return undefined;
  return resource.origin.renaming(path, near);
}
