import { applicationYaml, testRule } from '../rule-test.ts';
import { imageNotPinned } from './image-not-pinned.ts';
import { yamlUnreadable } from './looked-at.ts';
import { suppressionInvalid, suppressionUnused } from './suppressions.ts';

const files = (text: string) => ({ 'app.yaml': applicationYaml('api', 'k8s'), 'k8s/pod.yaml': text });
const pod = ({ top = '', above = '# …', behind = '' }): string => `${top}
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
    - name: a
      ${above}
      image: nginx:1 ${behind}
`;
const disable = '# lint-gitops: disable=image-not-pinned';

testRule(suppressionInvalid, {
  besides: [imageNotPinned],
  fails: {
    'a missing reason': { files: files(pod({ behind: disable })), at: ['k8s/pod.yaml:9'], says: /reason/ },
    'an empty reason': { files: files(pod({ behind: `${disable} -- ` })), at: ['k8s/pod.yaml:9'], says: /reason/ },
    'an unknown rule': {
      files: files(pod({ above: '# lint-gitops: disable=no-such-rule -- because' })),
      at: ['k8s/pod.yaml:8'],
      says: /no-such-rule/,
    },
    'another word': { files: files(pod({ above: '# lint-gitops: ignore all' })), at: ['k8s/pod.yaml:8'] },
  },
  passes: { 'one with a reason': files(pod({ behind: `${disable} -- for a day` })) },
});

const unread = 'a: 1\n# lint-gitops: disable=yaml-unreadable -- a template of another tool\nb: }\n';

testRule(suppressionUnused, {
  besides: [imageNotPinned, yamlUnreadable],
  fails: {
    'one on another line': { files: files(`${pod({})}${disable} -- too late\n`), at: ['k8s/pod.yaml:10'] },
    'one beside a file that is deliberately no YAML': {
      files: { ...files(`${pod({})}${disable} -- too late\n`), 'k8s/more.yaml': unread },
      at: ['k8s/pod.yaml:10'],
    },
    'one beside a path that is not there': {
      files: {
        ...files(`${pod({})}${disable} -- too late\n`),
        'other.yaml': applicationYaml('other', 'nowhere'),
      },
      at: ['k8s/pod.yaml:10'],
    },
    'one in another document': {
      files: files(`${pod({ top: `${disable} -- here` })}---\n${disable} -- there\na: 1\n`),
      at: ['k8s/pod.yaml:11'],
    },
  },
  passes: {
    'one on the line': files(pod({ behind: `${disable} -- for a day` })),
    'one on the line above': files(pod({ above: `${disable} -- for a day` })),
    'one before the document': files(pod({ top: `${disable} -- for a day` })),
    'one of a rule that could not see all for a file that is not YAML': {
      ...files(`${pod({})}${disable} -- too late\n`),
      'k8s/more.yaml': 'a: [b',
    },
    'one of a rule that could not see all for an invalid policy': {
      ...files(`${pod({})}${disable} -- too late\n`),
      'promotion.yaml': 'a: b\n',
    },
  },
});
