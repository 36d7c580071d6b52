import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  ApiException,
  KubeConfig,
  KubernetesObjectApi,
  loadAllYaml,
  PatchStrategy,
  type KubernetesObject,
} from '@kubernetes/client-node';

export interface Reference {
  /** `apps/v1`, `v1` */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** A resource with whatever fields its kind has. */
export interface Manifest extends KubernetesObject {
  readonly [field: string]: unknown;
}

/** A field of any resource: what is not there is undefined, however deep. */
export function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}

/** The API server, for an administrator. */
export class Kubernetes {
  readonly #client: KubernetesObjectApi;

  constructor(kubeconfig: string) {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    this.#client = KubernetesObjectApi.makeApiClient(config);
  }

  /** Creates or changes resources by server-side apply, in their order. Custom kinds may be defined just before. */
  async apply(...resources: readonly Manifest[]): Promise<void> {
    for (const resource of resources) {
      let refusal: unknown;
      const patch = async () => {
        try {
          return await this.#client.patch(resource, undefined, undefined, 'lab', true, PatchStrategy.ServerSideApply);
        } catch (error) {
          // A kind that was defined a moment ago is served a moment later.
          if (!isStatus(error, 404) && !isUnknownKind(error)) throw error;
          refusal = error;
          return undefined;
        }
      };
      const otherwise = () => Promise.resolve(String(refusal));
      await eventually(`the API server takes ${nameOf(resource)}`, patch, { patience: 20_000, otherwise });
    }
  }

  /** All documents of a YAML file. */
  async applyFile(path: string): Promise<void> {
    await this.applyText(readFileSync(path, 'utf8'));
  }

  async applyText(yaml: string): Promise<void> {
    await this.apply(...(loadAllYaml(yaml) as (Manifest | null)[]).filter((resource) => resource !== null));
  }

  async read(reference: Reference): Promise<KubernetesObject | undefined> {
    const { apiVersion, kind, name, namespace } = reference;
    try {
      return await this.#client.read({ apiVersion, kind, metadata: { name, namespace: namespace ?? 'default' } });
    } catch (error) {
      if (isStatus(error, 404) || isUnknownKind(error)) return undefined;
      throw error;
    }
  }

  /** All of a kind in a namespace, or everywhere. */
  async list(
    apiVersion: string,
    kind: string,
    namespace?: string,
    labelSelector?: string,
  ): Promise<KubernetesObject[]> {
    const { items } = await this.#client.list(
      apiVersion,
      kind,
      namespace,
      undefined,
      undefined,
      undefined,
      undefined,
      labelSelector,
    );
    return items;
  }

  /** A merge patch: what is null is removed. */
  async patch(reference: Reference, change: Readonly<Record<string, unknown>>): Promise<void> {
    const { apiVersion, kind, name, namespace } = reference;
    const patch = {
      ...change,
      apiVersion,
      kind,
      metadata: { ...metadataOf(change), name, ...(namespace && { namespace }) },
    };
    await this.#client.patch(patch, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
  }

  /** Deletes what is there; what is not is fine. */
  async delete(reference: Reference): Promise<void> {
    const { apiVersion, kind, name, namespace } = reference;
    try {
      await this.#client.delete({ apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } });
    } catch (error) {
      if (!isStatus(error, 404)) throw error;
    }
  }
}

const metadataOf = (change: Readonly<Record<string, unknown>>): object => {
  const { metadata } = change;
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
};

const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind} ${metadata?.name}`;

const isStatus = (error: unknown, code: number): boolean => error instanceof ApiException && error.code === code;

const isUnknownKind = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Unrecognized API version and kind');

/**
 * Asks again and again until there is an answer other than undefined or false.
 *
 * @param what what is waited for, for the message
 * @throws Error when it takes longer than `patience` milliseconds; with what `otherwise` tells
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  { patience = 60_000, otherwise }: { readonly patience?: number; readonly otherwise?: () => Promise<string> } = {},
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) {
      const more = otherwise === undefined ? '' : `\n${await otherwise()}`;
      throw new Error(`after ${patience / 1000} s it is not so that ${what}${more}`);
    }
    await wait(200);
  }
}
