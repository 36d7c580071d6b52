/** What a GitOps repository is to use on this machine. */
export interface LocalAddresses {
  readonly github: string;
  readonly prometheus: string;
  /** In place of `https://slack.com/api/`. */
  readonly slackApi: string;
}

/**
 * A GitOps repository for a cluster on this machine: its addresses, and seconds where they have minutes, so that nobody has to
 * wait for a canary of half an hour. Nothing else is changed.
 */
export const quickened =
  (addresses: LocalAddresses) =>
  (text: string, path: string): string => {
    if (path.startsWith('argocd/')) return local(text, addresses);
    if (path === 'promotion.yaml')
      return text.replace(/soak: \S+/, 'soak: 1s').replace(/ {4}freeze:\n(?: {6}.*\n?)+/, '');
    if (path.startsWith('charts/') || path.startsWith('services/'))
      return inSeconds(text.replaceAll('http://prometheus.monitoring.svc:9090', addresses.prometheus));
    return text;
  };

const local = (text: string, { github, slackApi }: LocalAddresses): string =>
  text
    .replaceAll('https://github.com/', `${github}/`)
    .replaceAll(/^( *)appID: .*$/gm, `$&\n$1enterpriseBaseURL: ${github}/api/v3`)
    .replaceAll(/^( *)appSecretName: .*$/gm, `$&\n$1api: ${github}/api/v3`)
    .replaceAll(/^( *)token: \$slack-token$/gm, `$&\n$1apiURL: ${slackApi}`)
    .replaceAll(/requeueAfterSeconds: \d+/g, 'requeueAfterSeconds: 2')
    .replaceAll(/duration: 10s/g, 'duration: 1s');

const inSeconds = (text: string): string =>
  text
    .replaceAll(/duration: \d+m/g, 'duration: 12s')
    .replaceAll(/interval: 1m/g, 'interval: 2s')
    .replaceAll(/initialDelay: 1m/g, 'initialDelay: 8s')
    .replaceAll(/\[[25]m\]/g, '[20s]');

/** The rules with seconds in place of minutes, for how long something must be so before it is told. */
export const quickenedAlerts = (text: string): string =>
  text.replaceAll(/for: (\d+)m/g, 'for: 2s').replaceAll(/\[\d+m\]/g, '[10s]');

/** The routes to the receivers on this machine, without the pauses in which alerts are gathered. */
export const quickenedRoutes = (
  text: string,
  { secrets, pagerDutyUrl }: { readonly secrets: string; readonly pagerDutyUrl: string },
): string =>
  text
    .replaceAll('/etc/alertmanager/secrets', secrets)
    .replace(/group_wait: \S+/g, 'group_wait: 1s')
    .replace(/group_interval: \S+/g, 'group_interval: 2s')
    .replace(/^( *)pagerduty_url: .*$/m, `$1pagerduty_url: ${pagerDutyUrl}`);
