import { testRule } from '../rule-test.ts';
import { imageOfNoService, movingTagBesideDigest } from './images.ts';
import { digestOf, environmentApplication, environments, podYaml } from './sample-policy.ts';

const a = digestOf('a');
const pod = (image: string) => environments({ 'k8s/dev/x.yaml': podYaml(image) });

testRule(movingTagBesideDigest, {
  fails: {
    latest: {
      files: pod(`ghcr.io/acme/api:latest@${a}`),
      at: ['k8s/dev/x.yaml:8'],
      says: /tag latest/,
      fixed: { 'k8s/dev/x.yaml': podYaml(`ghcr.io/acme/api@${a}`) },
    },
  },
  passes: {
    'a version': pod(`ghcr.io/acme/api:1.2@${a}`),
    'no tag': pod(`registry.example:5000/main@${a}`),
    'a tag alone': pod('ghcr.io/acme/api:latest'),
  },
});

testRule(imageOfNoService, {
  fails: {
    'an image beside those of the services': {
      files: pod(`ghcr.io/acme/proxy:1@${a}`),
      at: ['k8s/dev/x.yaml:8'],
      says: /ghcr\.io\/acme\/proxy/,
    },
  },
  passes: {
    'images of services': pod(`ghcr.io/acme/api@${a}`),
    'images of others': pod(`ghcr.io/other/proxy@${a}`),
    'what is deployed for no environment': environments({
      'apps/tools.yaml': environmentApplication('tools', [], { folder: 'k8s/tools' }),
      'k8s/tools/x.yaml': podYaml(`ghcr.io/acme/tool@${a}`),
    }),
  },
});
