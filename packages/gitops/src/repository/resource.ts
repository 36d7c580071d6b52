import { fieldAt, listAt, mappingAt, textAt, textsAt, type Mapping } from '../yaml/fields.ts';
import type { FieldPath, Location, TextEdit } from '../yaml/location.ts';
import type { Part, YamlDocument } from '../yaml/yaml-file.ts';

/** Where the fields of a resource are written. */
export interface Origin {
  /** Path from the root of the repository; told without looking for a line in it. */
  readonly file: string;
  at(path: FieldPath, part: Part): Location;
  /** As in YamlDocument; undefined for what a template made. */
  replacement(path: FieldPath, text: string): TextEdit | undefined;
  renaming(path: FieldPath, name: string): TextEdit | undefined;
}

/** A resource that is written out in `document`, whole or below `prefix`. */
export function writtenOrigin(document: YamlDocument, prefix: FieldPath = []): Origin {
  return {
    file: document.file,
    at: (path, part) => document.at([...prefix, ...path], part),
    replacement: (path, text) => document.replacement([...prefix, ...path], text),
    renaming: (path, name) => document.renaming([...prefix, ...path], name),
  };
}

/** A Kubernetes resource, whether it is written in the repository or rendered from it. */
export class Resource {
  readonly value: Mapping;
  readonly apiVersion: string;
  /** The API group; empty for the core one. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** As written; empty where it is not. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly origin: Origin;

  constructor(value: Mapping, origin: Origin) {
    this.value = value;
    this.origin = origin;
    this.apiVersion = textAt(value, ['apiVersion']) ?? '';
    this.group = this.apiVersion.includes('/') ? (this.apiVersion.split('/')[0] ?? '') : '';
    this.kind = textAt(value, ['kind']) ?? '';
    this.name = textAt(value, ['metadata', 'name']) ?? textAt(value, ['metadata', 'generateName']) ?? '';
    this.namespace = textAt(value, ['metadata', 'namespace']) ?? '';
    this.labels = textsAt(value, ['metadata', 'labels']);
    this.annotations = textsAt(value, ['metadata', 'annotations']);
  }

  /** `Deployment api`, as messages name it. */
  get title(): string {
    return `${this.kind} ${this.name}`;
  }

  is(group: string, kind: string): boolean {
    return this.group === group && this.kind === kind;
  }

  /** Where the field is written; of what is absent, the nearest thing above. Default: the whole resource. */
  at(path: FieldPath = [], part: Part = 'value'): Location {
    return this.origin.at(path, part);
  }

  field(...path: FieldPath): unknown {
    return fieldAt(this.value, path);
  }

  text(...path: FieldPath): string | undefined {
    return textAt(this.value, path);
  }

  list(...path: FieldPath): readonly unknown[] {
    return listAt(this.value, path);
  }

  mapping(...path: FieldPath): Mapping | undefined {
    return mappingAt(this.value, path);
  }
}

/** The resources of a document: itself, the items of a `List`, or none where it is something else. */
export function resourcesOf(document: YamlDocument): readonly Resource[] {
  const { value } = document;
  const kind = textAt(value, ['kind']);
  const whole = mappingAt(value, []);
  if (whole === undefined || kind === undefined || textAt(value, ['apiVersion']) === undefined) return [];
  const items = fieldAt(value, ['items']);
  if (!kind.endsWith('List') || !Array.isArray(items)) return [new Resource(whole, writtenOrigin(document))];
  return items.flatMap((_, index) => {
    const item = mappingAt(value, ['items', index]);
    return item === undefined ? [] : [new Resource(item, writtenOrigin(document, ['items', index]))];
  });
}
