/** What may stand before the program of a command, on its line: `!`, other programs that run it, variables. */
const wrapper = String.raw`(?:then|do|else|if|while|until|sudo|exec|time|timeout|xargs|env|nohup)(?:\s+-\S+|\s+\d\S*){0,6}\s`;
const before = String.raw`(?:^|[;&|(]|(?<!\\)\x60|\b${wrapper})\s*(?:!\s+)?(?:[A-Za-z_]\w*=\S*\s+)*(?:[^\s;&|()]*/)?`;
const flags = String.raw`(?:\s+-[\w-]+(?:[= ](?!-)\S+)?)*?`;

/** Finds a program with one of its subcommands where a shell would run it; the rest of the command is in the group. */
const command = (program: string, subcommands: string): RegExp =>
  new RegExp(String.raw`${before}${program}${flags}\s+(?:${subcommands})(?![\w-])([^;&|\n]*)`, 'gm');

/** Subcommands that ask nothing of a cluster. */
const local = String.raw`(?:kustomize|version|completion|help|plugin|options|config|argo\s+rollouts\s+lint)(?![\w-])`;

const commands: readonly (readonly [RegExp, string])[] = [
  [command('helm', 'rollback|upgrade|install|uninstall|delete'), 'runs `helm` against a cluster'],
  [command('helmfile', 'apply|sync|destroy|delete'), 'runs `helmfile` against a cluster'],
  [command('kubectl', String.raw`(?!${local})[a-z][a-z-]+`), 'runs `kubectl`'],
  [command('oc', 'apply|create|delete|patch|replace|rollout|scale|set|login'), 'runs `oc`'],
  [
    command('argocd', String.raw`app\s+(?:sync|rollback|set|delete|patch|create)`),
    'changes an Application with `argocd`',
  ],
  [command('aws', String.raw`eks\s+update-kubeconfig`), 'takes credentials of a cluster'],
  [command('gcloud', String.raw`container\s+clusters\s+get-credentials`), 'takes credentials of a cluster'],
  [command('az', String.raw`aks\s+get-credentials`), 'takes credentials of a cluster'],
];

/** What a script does to a cluster, each kind once. */
export function clusterCommandsIn(script: string): readonly string[] {
  const code = codeOf(script);
  const found = commands
    .filter(([pattern]) => [...code.matchAll(pattern)].some(([, rest = '']) => !/--dry-run[= ]client\b/.test(rest)))
    .map(([, does]) => does);
  return [...found, ...(/\bKUBECONFIG\b/.test(code) ? ['uses a kubeconfig'] : [])];
}

/** Whether a script makes a cluster of its own, which ends with the job. */
export const makesCluster = (script: string): boolean =>
  [
    command('kind', String.raw`create\s+cluster`),
    command('k3d', String.raw`cluster\s+create`),
    command('minikube', 'start'),
  ].some((pattern) => pattern.test(codeOf(script)));

/** The script without its comments, and without the texts that it writes into files. */
function codeOf(script: string): string {
  return script
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(/^\s*#.*$/gm, '')
    .replaceAll(/^.*\b(?:cat|tee)\b.*<<-?\s*(['"]?)(\w+)\1.*\n(?:.*\n)*?\s*\2[ \t]*$/gm, '');
}
