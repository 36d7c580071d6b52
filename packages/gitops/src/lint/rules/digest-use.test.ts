import { testRule } from '../rule-test.ts';
import { digestFileUnread, digestNotEditable, digestNotRendered, serviceImageDiffers } from './digest-use.ts';
import { digestOf, environmentApplication, environments, podYaml, valuesYaml } from './sample-policy.ts';

const [a, b] = [digestOf('a'), digestOf('b')];

testRule(digestNotEditable, {
  fails: {
    'a tag': {
      files: environments({ 'envs/dev.yaml': valuesYaml('v1.2.3') }),
      at: ['envs/dev.yaml:3'],
      says: /digest of api in dev/,
    },
    'a digest that is cut off': {
      files: environments({ 'envs/dev.yaml': valuesYaml('sha256:abc') }),
      at: ['envs/dev.yaml:3'],
    },
    'an alias': {
      files: environments({ 'envs/dev.yaml': valuesYaml(`&digest ${a}`, '*digest') }),
      at: ['envs/dev.yaml:3', 'envs/dev.yaml:6'],
    },
  },
  passes: {
    'a digest, and none': environments({
      'envs/dev.yaml': valuesYaml(a),
      'envs/staging.yaml': valuesYaml(`'${b}'`, 'null'),
    }),
    'a key that is not there': environments({ 'envs/dev.yaml': 'services: {}' }),
    'no policy': { 'envs/dev.yaml': valuesYaml('v1') },
  },
});

testRule(digestFileUnread, {
  fails: {
    'an environment without an Application': {
      files: environments({
        'apps/staging.yaml': environmentApplication('staging', ['envs/dev.yaml'], { folder: 'k8s/staging' }),
      }),
      at: ['envs/staging.yaml:1'],
      says: /promotion to staging changes nothing/,
    },
  },
  passes: {
    'a file for each': environments(),
    'a pattern': environments({
      'apps/staging.yaml': environmentApplication('staging', ['envs/*.yaml'], { folder: 'k8s/staging' }),
    }),
    'a folder that is deployed whole': environments({
      'apps/staging.yaml': environmentApplication('staging', [], { folder: 'envs' }),
    }),
    'a set that cannot be expanded': environments({
      'apps/staging.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec: {generators: [{clusters: {}}], template: {}}',
    }),
    'a variable that only Argo CD knows': environments({
      'apps/staging.yaml': environmentApplication('staging', ['envs/$ARGOCD_APP_NAME.yaml'], { folder: 'k8s/staging' }),
    }),
    'a repository without Applications': {
      'promotion.yaml': environments()['promotion.yaml'] ?? '',
      'envs/dev.yaml': valuesYaml(),
    },
  },
});

testRule(digestNotRendered, {
  fails: {
    'a digest that no manifest has': {
      files: environments({
        'envs/dev.yaml': valuesYaml(a, b),
        'k8s/dev/x.yaml': podYaml(`ghcr.io/acme/api@${a}`),
      }),
      at: ['envs/dev.yaml:6'],
      says: /digest of web in dev is in no manifest of dev/,
    },
  },
  passes: {
    'digests in manifests': environments({
      'envs/dev.yaml': valuesYaml(a),
      'k8s/dev/x.yaml': podYaml(`ghcr.io/acme/api@${a}`),
    }),
    'no digest yet': environments(),
    'a service that is switched off': environments({
      'envs/dev.yaml': valuesYaml(a).replace('replicas: 1', 'enabled: false'),
    }),
    'a chart from elsewhere': environments({
      'envs/dev.yaml': valuesYaml(a),
      'apps/dev.yaml': (environments()['apps/dev.yaml'] ?? '').replace(
        '"sources":[',
        '"sources":[{"repoURL":"https://charts.example","chart":"lib"},',
      ),
    }),
  },
});

const other = valuesYaml(a).replace('repository: ghcr.io/acme/api', 'repository: ghcr.io/acme/old');

testRule(serviceImageDiffers, {
  fails: {
    'the image in the values': {
      files: environments({ 'envs/dev.yaml': other }),
      at: ['envs/dev.yaml:3'],
      says: /api in dev goes with ghcr\.io\/acme\/old, but promotion\.yaml has ghcr\.io\/acme\/api/,
    },
    'the image in the manifests': {
      files: environments({
        'envs/dev.yaml': valuesYaml(a).replace('repository: ghcr.io/acme/api, ', ''),
        'k8s/dev/x.yaml': podYaml(`ghcr.io/acme/old:1@${a}`),
      }),
      at: ['k8s/dev/x.yaml:8'],
    },
  },
  passes: {
    'the same, in another case': environments({
      'envs/dev.yaml': valuesYaml(a).replace('ghcr.io/acme/api', 'ghcr.io/Acme/api'),
    }),
    'a registry of its own': environments({
      'envs/dev.yaml': valuesYaml(a).replace('repository: ghcr.io/acme/api', 'registry: ghcr.io, repository: acme/api'),
    }),
    'a name that the chart completes': environments({
      'envs/dev.yaml': valuesYaml(a).replace('repository: ghcr.io/acme/api', 'repository: acme/api'),
      'k8s/dev/x.yaml': podYaml(`ghcr.io/acme/api@${a}`),
    }),
    'another digest': environments({
      'envs/dev.yaml': valuesYaml(),
      'k8s/dev/x.yaml': podYaml(`ghcr.io/acme/old@${b}`),
    }),
  },
});
