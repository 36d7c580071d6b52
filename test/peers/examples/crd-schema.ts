import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parseAllDocuments } from 'yaml';
import { at, isFields, type Fields, type Manifest } from '../../examples/example-files.ts';
import { runProgram } from './program.ts';

/** Where the projects keep the definitions that are installed into clusters. */
const definitions = [
  ['github.com/argoproj/argo-cd/v3@v3.6.1', 'manifests/crds/*-crd.yaml'],
  ['github.com/argoproj/argo-rollouts@v1.10.2', 'manifests/crds/*-crd.yaml'],
  ['sigs.k8s.io/gateway-api@v1.4.0', 'config/crd/standard/*httproutes.yaml'],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    'example/prometheus-operator-crd/*{prometheusrules,servicemonitors}.yaml',
  ],
  [
    'github.com/kyverno/kyverno@v1.19.1',
    'config/crds/policies.kyverno.io/policies.kyverno.io_imagevalidatingpolicies.yaml',
  ],
  ['github.com/sigstore/policy-controller@v0.15.1', 'config/300-*.yaml'],
  ['github.com/external-secrets/external-secrets@v1.3.2', 'config/crds/bases/external-secrets.io_externalsecrets.yaml'],
  ['github.com/kedacore/keda/v2@v2.21.0', 'config/crd/bases/keda.sh_scaledobjects.yaml'],
] as const;

/** Validators of custom resources by `apiVersion/kind`, made from the projects' own CRDs; unknown fields are errors. */
export function crdValidators(): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const validators = new Map<string, ValidateFunction>();
  for (const crd of definitions.flatMap(([module, files]) => crdsOf(module, files))) {
    for (const version of [at(crd, 'spec', 'versions')].flat()) {
      const key = `${text(crd, 'spec', 'group')}/${text(version, 'name')}/${text(crd, 'spec', 'names', 'kind')}`;
      validators.set(key, ajv.compile(ofObject(closed(at(version, 'schema', 'openAPIV3Schema')))));
    }
  }
  return validators;
}

/** What is wrong with a custom resource by its definition; throws where there is none of its kind. */
export function crdProblems(validators: ReadonlyMap<string, ValidateFunction>, manifest: Manifest): readonly string[] {
  const validate = validators.get(`${manifest.apiVersion}/${manifest.kind}`);
  if (validate === undefined) throw new RangeError(`no CRD for ${manifest.apiVersion} ${manifest.kind}`);
  if (validate({ ...manifest, metadata: {} })) return [];
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

function crdsOf(module: string, files: string): readonly unknown[] {
  return globSync(join(moduleFolder(module), files)).flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as unknown),
  );
}

/** Where Go keeps a module of the given `path@version`, which it brings first where it is not there. */
export function moduleFolder(module: string): string {
  const environment = { GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'go1.27.0' };
  const { Dir } = JSON.parse(runProgram('go', ['mod', 'download', '-json', module], environment)) as {
    readonly Dir: string;
  };
  return Dir;
}

/** An API server knows these fields of every object, whether or not a definition names them. */
function ofObject(schema: unknown): Fields {
  const named = at(schema, 'properties') as Fields;
  return { ...(schema as Fields), properties: { apiVersion: {}, kind: {}, metadata: {}, ...named } };
}

/** A structural schema as JSON Schema, with what an API server drops (unknown fields) made an error. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isFields(schema)) return schema;
  if (schema['x-kubernetes-int-or-string'] === true) return { type: ['integer', 'string'] };
  const { properties, pattern, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'properties' ? closedEach(value) : closed(value)]),
  );
  // Go switches to ignoring case from here on; JavaScript wants to be told until where.
  if (typeof pattern === 'string') return { ...rest, pattern: pattern.replace(/\(\?i\)(.*)$/, '(?i:$1)') };
  if (properties === undefined) return rest;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  return { ...rest, properties, ...(open ? {} : { additionalProperties: false }) };
}

const closedEach = (properties: unknown): unknown =>
  isFields(properties)
    ? Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, closed(property)]))
    : properties;

const text = (value: unknown, ...path: readonly string[]): string => String(at(value, ...path));
