import type { Service } from '@bitvault/promotion';
import type { Repository } from '../../repository/repository.ts';
import type { Resource } from '../../repository/resource.ts';
import { isMapping, textAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { clusterImagePolicies, kyvernoPolicies, type AdmissionPolicy, type Identity } from './admission-policies.ts';
import { deployed } from './deployed.ts';
import { placed } from './environment-namespaces.ts';

/** What Kyverno judges by, and what policy-controller does: a cluster has one of them, so each has to do alone. */
const allPolicies = (repository: Repository): readonly (readonly AdmissionPolicy[])[] => [
  kyvernoPolicies(repository),
  clusterImagePolicies(repository),
];

function servicesOf({ policy }: Repository): readonly (readonly [name: string, service: Service])[] {
  return policy.kind === 'policy' ? [...policy.policy.services] : [];
}

export const admissionMissesImage: Rule = {
  id: 'admission-misses-image',
  severity: 'error',
  title: 'Admission policies are for some services and not for others',
  why: 'A service that was added to promotion.yaml alone is built, promoted and synced, and then none of its pods get in: the policies take the images that they name, and no others.',
  fix: 'Name the image of every service of promotion.yaml in the policy, or drop those that are not promoted any more from promotion.yaml.',
  *check(repository) {
    const services = servicesOf(repository);
    for (const policies of allPolicies(repository)) {
      const missed = services.filter(([, { image }]) => !policies.some((policy) => policy.takes(image)));
      const about = policies.find((policy) => services.some(([, { image }]) => policy.takes(image)));
      if (about === undefined) continue;
      const [first] = about.images.filter(({ text }) => services.some(([, { image }]) => text.includes(image)));
      for (const [name, { image }] of missed)
        yield {
          at: about.resource.at(first?.at ?? []),
          message: `${about.resource.title} takes images of promotion.yaml, but not ${image} of ${name}`,
        };
    }
  },
};

export const admissionOtherSigner: Rule = {
  id: 'admission-other-signer',
  severity: 'error',
  title: 'An admission policy takes another signer than promotion does',
  why: 'Promotion takes what the workflow in promotion.yaml signed. Where the cluster asks for another one, nothing that was promoted gets in.',
  fix: 'Make the identity of the policy the workflow of promotion.yaml: `https://github.com/SOURCE/WORKFLOW@REF`.',
  *check(repository) {
    for (const { resource, identities, takes } of allPolicies(repository).flat()) {
      const [first] = identities;
      if (first === undefined) continue;
      for (const [name, service] of servicesOf(repository)) {
        if (!takes(service.image) || identities.some((identity) => isSigner(identity, service))) continue;
        yield {
          at: resource.at([...first.at, 'subject']),
          message: `${resource.title} does not take what ${signerOf(service)} signs, which promotion.yaml names for ${name}`,
        };
      }
    }
  },
};

/** The end of the subject of its certificates; before it stands the server. */
const signerOf = ({ source, workflow, ref, signer }: Service): string => signer ?? `${source}/${workflow}@${ref}`;

/** Without a whole subject, whether it is the signer depends on what patterns make of the server. */
const isSigner = ({ subject }: Identity, service: Service): boolean =>
  subject === undefined || subject.replace(/^https:\/\/[^/]+\//, '') === signerOf(service);

export const admissionMissesNamespace: Rule = {
  id: 'admission-misses-namespace',
  severity: 'error',
  title: 'Admission policies guard some environments and not others',
  why: 'In the namespace of an environment that was added since, the cluster takes any image from anywhere, signed or not, and nothing says so.',
  fix: 'Name the namespace in the `namespaceSelector` of Kyverno\'s policy, or give it the label `policy.sigstore.dev/include: "true"` for policy-controller\'s.',
  *check(repository) {
    yield* unnamed(repository);
    yield* unlabelled(repository);
  },
};

/** Namespaces that no policy of Kyverno's names. */
function* unnamed(repository: Repository): ReturnType<Rule['check']> {
  const named = kyvernoPolicies(repository).map(({ resource }) => ({ resource, names: namespacesOf(resource) }));
  const known = new Set(named.flatMap(({ names }) => names));
  const environments = namespacesByEnvironment(repository);
  const about = named.find(({ names }) => names.some((name) => environments.has(name)));
  if (about === undefined) return;
  for (const [namespace, environment] of environments) {
    if (known.has(namespace)) continue;
    yield {
      at: about.resource.at(selector),
      message: `${about.resource.title} is not for the namespace ${namespace}, where ${environment} is deployed`,
    };
  }
}

const selector = ['spec', 'matchConstraints', 'namespaceSelector'];
const nameLabel = 'kubernetes.io/metadata.name';

function namespacesOf(resource: Resource): readonly string[] {
  const single = resource.text(...selector, 'matchLabels', nameLabel);
  const several = resource.list(...selector, 'matchExpressions').flatMap((expression) => {
    const isIn = textAt(expression, ['key']) === nameLabel && textAt(expression, ['operator']) === 'In';
    const values = isIn && isMapping(expression) ? expression['values'] : [];
    return Array.isArray(values) ? values.map(String) : [];
  });
  return [...(single === undefined ? [] : [single]), ...several];
}

/** Namespaces without the label, where those of other environments have it. */
function* unlabelled(repository: Repository): ReturnType<Rule['check']> {
  if (clusterImagePolicies(repository).length === 0) return;
  const environments = namespacesByEnvironment(repository);
  const namespaces = [...deployed(repository)].filter(
    (manifest) => manifest.is('', 'Namespace') && environments.has(manifest.name),
  );
  if (!namespaces.some(isIncluded)) return;
  for (const namespace of namespaces) {
    if (isIncluded(namespace)) continue;
    const environment = environments.get(namespace.name) ?? '';
    yield {
      at: namespace.at(['metadata', 'labels']),
      message: `${namespace.title} of ${environment} has not the label ${includeLabel}: "true", as others have: policy-controller looks at nothing there`,
      application: namespace.application.name,
    };
  }
}

const includeLabel = 'policy.sigstore.dev/include';
const isIncluded = ({ labels }: Resource): boolean => labels[includeLabel] === 'true';

const namespacesByEnvironment = (repository: Repository): ReadonlyMap<string, string> =>
  new Map(
    placed(repository)
      .filter(({ application }) => application.namespace !== '')
      .map(({ environment, application }) => [application.namespace, environment] as const),
  );
