import { testRule, type Files } from '../rule-test.ts';
import { admissionMissesImage, admissionMissesNamespace, admissionOtherSigner } from './admission.ts';
import { environments } from './sample-policy.ts';

const signer = (service: string): string =>
  `https://github.com/acme/${service}/.github/workflows/release.yml@refs/heads/main`;

interface PolicyParts {
  readonly images?: readonly string[];
  readonly subjects?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly expression?: string;
}

const both = ['ghcr.io/acme/api', 'ghcr.io/acme/web'];

/** The images on line 10, the subject of the first identity on line 8, the namespaces on line 5. */
const kyverno = ({
  images = both,
  subjects = ['api', 'web'].map(signer),
  namespaces = ['dev', 'staging'],
  expression = `[${images.map((image) => `"${image}@"`).join()}].exists(ours, images.containers[0].startsWith(ours))`,
}: PolicyParts = {}): Files => ({
  'policies/kyverno.yaml': `apiVersion: policies.kyverno.io/v1
kind: ImageValidatingPolicy
metadata: {name: releases}
spec:
  matchConstraints: {namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [${namespaces.join()}]}]}}
  attestors:
    - cosign: {keyless: {identities: [
        ${subjects.map((subject) => `{issuer: a, ${subject.startsWith('^') ? 'subjectRegExp' : 'subject'}: "${subject}"}`).join()}]}}
  validations:
    - expression: ${JSON.stringify(expression)}
`,
});

/** The images from line 5 on, the subject of the first identity behind them. */
const controller = ({
  images = both.map((image) => `${image}@*`),
  subjects = ['api', 'web'].map(signer),
}: PolicyParts = {}): Files => ({
  'policies/controller.yaml': `apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: {name: releases}
spec:
  images: [${images.map((glob) => `{glob: "${glob}"}`).join()}]
  authorities:
    - keyless: {identities: [${subjects.map((subject) => `{issuer: a, subject: "${subject}"}`).join()}]}
`,
});

const withPolicies = (...policies: readonly Files[]): Files => environments(Object.assign({}, ...policies) as Files);

testRule(admissionMissesImage, {
  fails: {
    "an image that Kyverno's does not name": {
      files: withPolicies(kyverno({ images: ['ghcr.io/acme/api'] })),
      at: ['policies/kyverno.yaml:10'],
      says: /ImageValidatingPolicy releases takes images of promotion.yaml, but not ghcr.io\/acme\/web of web/,
    },
    'one that begins like the image': {
      files: withPolicies(kyverno({ images: ['ghcr.io/acme/api', 'ghcr.io/acme/web-old'] })),
      at: ['policies/kyverno.yaml:10'],
    },
    "an image that no glob of policy-controller's is for": {
      files: withPolicies(controller({ images: ['ghcr.io/acme/web@*'] })),
      at: ['policies/controller.yaml:5'],
      says: /ClusterImagePolicy releases .* not ghcr.io\/acme\/api of api/,
    },
    'a star that does not go past a slash': {
      files: withPolicies(controller({ images: ['ghcr.io/acme/api@*', 'ghcr.io/*'] })),
      at: ['policies/controller.yaml:5'],
    },
    'one of the two controllers': {
      files: withPolicies(kyverno(), controller({ images: ['ghcr.io/acme/api@*'] })),
      at: ['policies/controller.yaml:5'],
    },
  },
  passes: {
    'all of them': withPolicies(kyverno(), controller()),
    'a glob for all': withPolicies(controller({ images: ['ghcr.io/acme/**'] })),
    'stars without end': withPolicies(controller({ images: [`ghcr.io/**${'a**0**'.repeat(200)}`, '**'] })),
    'a policy for each': withPolicies(controller({ images: ['ghcr.io/acme/api@*'] }), {
      'policies/web.yaml': controller({ images: ['ghcr.io/acme/web@*'] })['policies/controller.yaml'] ?? '',
    }),
    'a policy about other images': withPolicies(
      kyverno({ images: ['quay.io/other/tool'] }),
      controller({ images: ['quay.io/other/**'] }),
    ),
    'a policy about no image by name': withPolicies(kyverno({ expression: 'true' })),
  },
});

testRule(admissionOtherSigner, {
  fails: {
    'another workflow, by Kyverno': {
      files: withPolicies(kyverno({ subjects: [signer('api'), signer('web').replace('release', 'build')] })),
      at: ['policies/kyverno.yaml:8'],
      says: /does not take what acme\/web\/.github\/workflows\/release.yml@refs\/heads\/main signs, which promotion.yaml names for web/,
    },
    'another branch, by policy-controller': {
      files: withPolicies(
        controller({ subjects: ['api', 'web'].map((name) => signer(name).replace('main', 'trunk')) }),
      ),
      at: ['policies/controller.yaml:7', 'policies/controller.yaml:7'],
    },
  },
  passes: {
    'the same': withPolicies(kyverno(), controller()),
    'on another server': withPolicies(
      controller({ subjects: ['api', 'web'].map((name) => signer(name).replace('github.com', 'ghe.acme.test')) }),
    ),
    'by a pattern': withPolicies(kyverno({ subjects: ['^https://github.com/acme/.+'] })),
    'by no certificate': withPolicies(kyverno({ subjects: [] })),
    'of images that are not promoted': withPolicies(
      controller({ images: ['quay.io/other/**'], subjects: [signer('other')] }),
    ),
  },
});

const namespace = (name: string, label: string | null = 'true'): Files => ({
  [`k8s/${name}/x.yaml`]: `apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels: {${label === null ? 'team: a' : `policy.sigstore.dev/include: "${label}"`}}
`,
});

testRule(admissionMissesNamespace, {
  fails: {
    "a namespace that Kyverno's does not name": {
      files: withPolicies(kyverno({ namespaces: ['staging'] })),
      at: ['policies/kyverno.yaml:5'],
      says: /ImageValidatingPolicy releases is not for the namespace dev, where dev is deployed/,
    },
    'a namespace without the label': {
      files: withPolicies(controller(), namespace('dev', null), namespace('staging')),
      at: ['k8s/dev/x.yaml:5'],
      says: /Namespace dev of dev has not the label/,
    },
    'a label that says no': {
      files: withPolicies(controller(), namespace('dev'), namespace('staging', 'false')),
      at: ['k8s/staging/x.yaml:5'],
    },
  },
  passes: {
    'all of them': withPolicies(kyverno(), controller(), namespace('dev'), namespace('staging')),
    'a policy for each': withPolicies(kyverno({ namespaces: ['dev'] }), {
      'policies/other.yaml': kyverno({ namespaces: ['staging'] })['policies/kyverno.yaml'] ?? '',
    }),
    'a policy for other namespaces': withPolicies(kyverno({ namespaces: ['monitoring'] })),
    'labels that nobody has': withPolicies(controller(), namespace('dev', null), namespace('staging', null)),
    'labels without a policy': withPolicies(namespace('dev', null), namespace('staging')),
  },
});
