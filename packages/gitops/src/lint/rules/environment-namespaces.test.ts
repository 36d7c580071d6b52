import { testRule } from '../rule-test.ts';
import { environmentsShareNamespace, resourceInOtherEnvironment } from './environment-namespaces.ts';
import { environmentApplication, environments, podYaml } from './sample-policy.ts';

testRule(environmentsShareNamespace, {
  fails: {
    'one namespace for two': {
      files: environments({
        'apps/staging.yaml': environmentApplication('staging', ['envs/staging.yaml'], {
          folder: 'k8s/staging',
          namespace: 'dev',
        }),
      }),
      at: ['apps/staging.yaml:1'],
      says: /staging of staging deploys to dev, as dev of dev does/,
    },
  },
  passes: {
    'one for each': environments(),
    'two clusters': environments({
      'apps/staging.yaml': environmentApplication('staging', ['envs/staging.yaml'], {
        folder: 'k8s/staging',
        namespace: 'dev',
      }).replace('kubernetes.default.svc', 'staging.example'),
    }),
    'two Applications of one environment': environments({
      'apps/more.yaml': environmentApplication('more', ['envs/dev.yaml'], { folder: 'k8s/staging', namespace: 'dev' }),
    }),
  },
});

testRule(resourceInOtherEnvironment, {
  fails: {
    'a namespace that is written in': {
      files: environments({ 'k8s/dev/x.yaml': podYaml('a', '  namespace: staging\n') }),
      at: ['k8s/dev/x.yaml:5'],
      says: /Pod api of dev is deployed to staging, which is of staging/,
    },
  },
  passes: {
    'its own': environments({ 'k8s/dev/x.yaml': podYaml('a', '  namespace: dev\n') }),
    none: environments({ 'k8s/dev/x.yaml': podYaml('a') }),
    'one of no environment': environments({ 'k8s/dev/x.yaml': podYaml('a', '  namespace: monitoring\n') }),
  },
});
