/** Options with their values, as they stand before a subcommand. */
const options = String.raw`(?:\s+-[\w-]+(?:[= ](?:"[^"]*"|'[^']*'|[^\s"'-]\S*))?)*`;

const command = (program: string, subcommands: string): RegExp =>
  new RegExp(String.raw`\b${program}["']?${options}\s+(?:${subcommands})(?![\w-])`);

/** What asks nothing of a cluster; anything else that `kubectl` is given does, whatever a variable stands for. */
const local = String.raw`(?:kustomize|version|completion|help|plugin|options|argo\s+rollouts\s+lint|-h|--help|--version)(?![\w-])`;

const credentials: readonly RegExp[] = [
  command('aws', String.raw`eks${options}\s+update-kubeconfig`),
  command('gcloud', String.raw`(?:alpha\s+|beta\s+)?container\s+clusters\s+get-credentials`),
  command('az', String.raw`aks\s+get-credentials`),
  command('oc', 'login'),
];

const commands: readonly (readonly [RegExp, string])[] = [
  [command('helm', 'rollback|upgrade|install|uninstall|delete'), 'runs `helm` against a cluster'],
  [command('helmfile', 'apply|sync|destroy|delete'), 'runs `helmfile` against a cluster'],
  [new RegExp(String.raw`\bkubectl["']?\s+(?![>&|;)<]|${local})\S`), 'runs `kubectl`'],
  [command('oc', 'apply|create|delete|patch|replace|rollout|scale|set'), 'runs `oc`'],
  [
    command('argocd', String.raw`app\s+(?:sync|rollback|set|delete|patch|create)`),
    'changes an Application with `argocd`',
  ],
];

/** Programs that name others without running them. */
const naming =
  /^(?:echo|printf|mv|cp|rm|ls|ln|chmod|chown|curl|wget|install|which|type|tar|test|git|grep|egrep|rg|sed|awk|apt|apt-get|apk|yum|dnf|brew|snap|asdf|mise|arkade)\b/;

/** Words that stand before the program of a command. */
const leading = /^(?:(?:if|elif|then|else|do|while|until|sudo|!|\{|\()\s+|[(\s"'])+/;

/** `kubectl create` of what its arguments say writes a manifest; of a file, it asks the cluster what is in there. */
const isWriting = (fragment: string): boolean =>
  /\bkubectl\s+create\s.*--dry-run[= ]client\b/.test(fragment) && !/\s(?:-f|--filename)\b/.test(fragment);

/** What a script does to a cluster, each kind once. */
export function clusterCommandsIn(script: string): readonly string[] {
  const fragments = fragmentsOf(script);
  const found = [...commands, ...credentials.map((each) => [each, 'takes credentials of a cluster'] as const)]
    .filter(([pattern]) => fragments.some((fragment) => pattern.test(fragment) && !isWriting(fragment)))
    .map(([, does]) => does);
  const kubeconfig = linesOf(script).some((line) => /\bKUBECONFIG\b/.test(line));
  return [...new Set(kubeconfig ? [...found, 'uses a kubeconfig'] : found)];
}

export const takesCredentials = (script: string): boolean =>
  fragmentsOf(script).some((fragment) => credentials.some((pattern) => pattern.test(fragment)));

/** Whether a script makes a cluster of its own, which ends with the job. */
export const makesCluster = (script: string): boolean =>
  fragmentsOf(script).some((fragment) =>
    /\b(?:kind\s+create\s+cluster|k3d\s+cluster\s+create|minikube\s+start)\b/.test(fragment),
  );

/** The commands of a script, those in substitutions too. */
function fragmentsOf(script: string): readonly string[] {
  return linesOf(script)
    .flatMap((line) =>
      line
        .replaceAll(/\$\{\{.*?\}\}/g, 'x')
        .replaceAll(/\b(?:echo|printf)\s+(?:-\w+\s+)*(?:"[^"$`\\]*(?:(?:\\.|\$(?!\())[^"$`\\]*)*"|'[^']*')/g, '')
        .split(/&&|\|\|?|;|\$\(|<\(|(?<!\\)`/),
    )
    .map((fragment) => fragment.trim().replace(leading, ''))
    .filter((fragment) => !naming.test(fragment));
}

/** Lines as the shell joins them, without comments, and without texts that are only written down. */
function linesOf(script: string): readonly string[] {
  const lines: string[] = [];
  let until: string | undefined;
  for (const line of script.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    if (until !== undefined) {
      if (line.trim() === until) until = undefined;
      continue;
    }
    const code = line.replace(/(?:^|\s)#.*$/, '');
    const opening = /\b(?:cat|tee)\b[^|$`]*<<-?\s*["']?(\w+)["']?[^|]*$/.exec(code);
    if (opening !== null && !code.slice(0, opening.index).includes('$(')) until = opening[1];
    lines.push(code);
  }
  return lines;
}
