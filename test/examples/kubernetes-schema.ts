import { AppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import { Application } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import { ApplicationSet } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSet';
import { AnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate';
import { Rollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout';
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { LimitRange } from 'kubernetes-models/v1/LimitRange';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { ResourceQuota } from 'kubernetes-models/v1/ResourceQuota';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { isFields } from './example-files.ts';

/** A model's validator is compiled from the types of the API itself; it throws on what it does not accept in `this`. */
interface Model {
  readonly apiVersion: string;
  readonly kind: string;
  readonly prototype: { validate(): void };
}

const models: readonly Model[] = [
  AnalysisTemplate,
  AppProject,
  Application,
  ApplicationSet,
  ConfigMap,
  Deployment,
  HTTPRoute,
  HorizontalPodAutoscaler,
  Job,
  LimitRange,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  PrometheusRule,
  ResourceQuota,
  Rollout,
  Service,
  ServiceAccount,
];

/** What is wrong with a manifest, judged by its API's schema; nothing if it is valid and has no unknown field. */
export function schemaProblems(manifest: unknown): readonly string[] {
  const model = models.find(
    (candidate) =>
      isFields(manifest) && candidate.apiVersion === manifest['apiVersion'] && candidate.kind === manifest['kind'],
  );
  if (model === undefined) return ['no schema is known for this kind'];
  const seen: Reading[] = [];
  try {
    model.prototype.validate.call(watched(manifest, '', seen));
  } catch (error) {
    return [String(error)];
  }
  return seen.filter((reading) => !isFreeForm(reading)).flatMap(unknownFields);
}

/** The places of a manifest into which its schema does not look, such as the values that are handed on to Helm. */
export function freeFormPlaces(manifest: unknown): readonly string[] {
  const model = models.find((candidate) => isFields(manifest) && candidate.kind === manifest['kind']);
  const seen: Reading[] = [];
  model?.prototype.validate.call(watched(manifest, '', seen));
  const open = seen.filter(isFreeForm).map(({ place }) => place);
  return open.filter((place) => !open.some((outer) => place.startsWith(`${outer}/`)));
}

interface Reading {
  readonly place: string;
  readonly fields: readonly string[];
  readonly asked: Set<string>;
}

/**
 * These validators ignore fields that they do not know, where an API server drops or refuses them. But they ask an
 * object for each field that they do know, so what nobody asked for is unknown.
 */
function watched(value: unknown, place: string, seen: Reading[]): unknown {
  if (Array.isArray(value)) return value.map((element: unknown, index) => watched(element, `${place}/${index}`, seen));
  if (!isFields(value)) return value;
  const asked = new Set<string>();
  seen.push({ place, fields: Object.keys(value), asked });
  const fields = Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, watched(field, `${place}/${key}`, seen)]),
  );
  return new Proxy(fields, {
    get(target, key, receiver) {
      if (typeof key === 'string') asked.add(key);
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

/** Of a free-form object a validator asks nothing at all. */
const isFreeForm = ({ fields, asked }: Reading): boolean => fields.length > 0 && asked.size === 0;

const unknownFields = ({ place, fields, asked }: Reading): readonly string[] =>
  fields.filter((field) => !asked.has(field)).map((field) => `${place}/${field} is not a field of this kind`);
