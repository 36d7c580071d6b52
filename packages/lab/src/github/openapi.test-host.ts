import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { isRecord, type Json } from './rest/body-reader.ts';

const require = createRequire(import.meta.url);
const file = path.join(path.dirname(require.resolve('@octokit/openapi')), 'generated', 'api.github.com.json');

/** GitHub's OpenAPI description of its REST API and webhooks, as something that answers can be held to. */
export class OpenApiDescription {
  readonly #document: Json;
  readonly #ajv = new Ajv({ strict: false, logger: false, allErrors: true, validateSchema: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    this.#document = asJsonSchema(JSON.parse(readFileSync(file, 'utf8'))) as Json;
    addFormats(this.#ajv);
    // Bots' addresses, such as `1+app[bot]@users.noreply.github.com`, are none by RFC 5322.
    this.#ajv.addFormat('email', /@/);
    this.#ajv.addSchema(this.#document, 'github');
  }

  describes(method: string, template: string): boolean {
    return this.#operation(method, template) !== undefined;
  }

  /** What is wrong with an answer, or an empty list. Statuses ≥ 400 that are not described must be basic errors. */
  complaints(method: string, template: string, status: number, body: unknown): readonly string[] {
    const operation = `/paths/${escape(template)}/${method.toLowerCase()}`;
    const described = `${operation}/responses/${status}`;
    const response = this.#at(described);
    if (response === undefined)
      return status < 400 ? [`status ${status} is not described`] : this.#check(errorSchema(body), body);
    const place = isRecord(response) && typeof response['$ref'] === 'string' ? response['$ref'].slice(1) : described;
    const schema = `${place}/content/application~1json/schema`;
    if (this.#at(schema) !== undefined) return this.#check(schema, body);
    if (status >= 400) return this.#check(errorSchema(body), body);
    return body === undefined ? [] : ['a body is not described'];
  }

  /** What is wrong with the body of a request, or an empty list. */
  requestComplaints(method: string, template: string, body: unknown): readonly string[] {
    const schema = `/paths/${escape(template)}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
    return this.#at(schema) === undefined ? ['a body is not described'] : this.#check(schema, body);
  }

  /** What is wrong with an event's payload; `name` such as `pull-request-opened`. */
  payloadComplaints(name: string, payload: unknown): readonly string[] {
    const body = `/x-webhooks/${name}/post/requestBody/content/application~1json/schema`;
    return this.#at(body) === undefined ? [`there is no webhook ${name}`] : this.#check(body, payload);
  }

  #operation(method: string, template: string): unknown {
    return this.#at(`/paths/${escape(template)}/${method.toLowerCase()}`);
  }

  #at(pointer: string): unknown {
    return pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((value, part) => (isRecord(value) ? value[part] : undefined), this.#document);
  }

  #check(pointer: string, value: unknown): readonly string[] {
    const validate = this.#compiled.get(pointer) ?? this.#ajv.compile({ $ref: `github#${encodeURI(pointer)}` });
    this.#compiled.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .slice(0, 12)
      .map((error) => `${error.instancePath} ${error.message ?? ''} (${error.schemaPath})`);
  }
}

// The package's CommonJS types hide that its default import is the function.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;

const escape = (template: string): string => template.replaceAll('~', '~0').replaceAll('/', '~1');

/** Errors with `errors` of texts and errors with `errors` of objects are described apart. */
function errorSchema(body: unknown): string {
  const errors = isRecord(body) ? body['errors'] : undefined;
  if (!Array.isArray(errors)) return '/components/schemas/basic-error';
  return `/components/schemas/${typeof errors[0] === 'string' ? 'validation-error-simple' : 'validation-error'}`;
}

/**
 * OpenAPI 3.0 into JSON Schema: `nullable` becomes a type of its own, also where there is no `type` beside it, and `oneOf`
 * becomes `anyOf`, because GitHub's alternatives overlap.
 */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (!isRecord(value)) return value;
  const { nullable, oneOf, discriminator: _, ...rest } = value;
  const entries = Object.entries(rest).map(([key, inner]) => [key, asJsonSchema(inner)] as const);
  const schema: Record<string, unknown> = Object.fromEntries(entries);
  if (Array.isArray(oneOf)) schema['anyOf'] = asJsonSchema(oneOf);
  else if (oneOf !== undefined) schema['oneOf'] = asJsonSchema(oneOf);
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}
