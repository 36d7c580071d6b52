import { parseDocument } from 'yaml';
import type { Application } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Resource } from '../../repository/resource.ts';
import { isMapping, listAt, textAt, type Mapping } from '../../yaml/fields.ts';
import type { FieldPath } from '../../yaml/location.ts';

export interface Condition {
  readonly when: string;
  readonly oncePer: string;
  readonly send: readonly string[];
}

interface Entry<T> {
  readonly value: T;
  /** From the root of the ConfigMap. */
  readonly path: FieldPath;
}

export interface Subscription {
  /** Empty for the default triggers of the service. */
  readonly trigger: string;
  readonly service: string;
  readonly path: FieldPath;
}

/** The ConfigMap `argocd-notifications-cm`. */
export interface NotificationSettings {
  readonly resource: Resource;
  readonly triggers: ReadonlyMap<string, Entry<readonly Condition[]>>;
  readonly templates: ReadonlyMap<string, Entry<Mapping>>;
  readonly services: ReadonlyMap<string, Entry<Mapping>>;
  readonly defaultTriggers: ReadonlySet<string>;
  /** What is subscribed to for every Application. */
  readonly subscriptions: readonly Subscription[];
  /** Whether every part of it could be read. */
  readonly complete: boolean;
}

/** Undefined where the repository has none, or more than one. */
export function notificationSettings({ resources }: Repository): NotificationSettings | undefined {
  const found = resources.filter(({ kind, name }) => kind === 'ConfigMap' && name === 'argocd-notifications-cm');
  const [resource] = found;
  return resource === undefined || found.length > 1 ? undefined : settingsOf(resource);
}

function settingsOf(resource: Resource): NotificationSettings {
  let complete = true;
  const triggers = new Map<string, Entry<readonly Condition[]>>();
  const templates = new Map<string, Entry<Mapping>>();
  const services = new Map<string, Entry<Mapping>>();
  const defaultTriggers = new Set<string>();
  const subscriptions: Subscription[] = [];
  for (const [key, text] of Object.entries(resource.mapping('data') ?? {})) {
    const path = ['data', key];
    const value = plainValue(String(text));
    if (value === undefined) complete = false;
    const [kind = '', ...rest] = key.split('.');
    const name = rest.join('.');
    if (kind === 'trigger' && Array.isArray(value)) triggers.set(name, { value: value.flatMap(conditionOf), path });
    else if (kind === 'template' && isMapping(value)) templates.set(name, { value, path });
    else if (kind === 'service' && isMapping(value)) services.set(name, { value, path });
    else if (key.startsWith('defaultTriggers') && Array.isArray(value))
      value.map(String).forEach((each) => defaultTriggers.add(each));
    else if (key === 'subscriptions' && Array.isArray(value))
      subscriptions.push(...value.flatMap((entry) => globalSubscriptions(entry, path)));
  }
  return { resource, triggers, templates, services, defaultTriggers, subscriptions, complete };
}

/** Undefined where the text is not YAML. */
function plainValue(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 100 }) as unknown);
}

const conditionOf = (condition: unknown): readonly Condition[] =>
  isMapping(condition)
    ? [
        {
          when: textAt(condition, ['when']) ?? '',
          oncePer: textAt(condition, ['oncePer']) ?? '',
          send: listAt(condition, ['send']).map(String),
        },
      ]
    : [];

function globalSubscriptions(entry: unknown, path: FieldPath): readonly Subscription[] {
  const triggers = listAt(entry, ['triggers']).map(String);
  const recipients = listAt(entry, ['recipients']).map((recipient) => String(recipient).split(':')[0] ?? '');
  return recipients.flatMap((service) =>
    (triggers.length === 0 ? [''] : triggers).map((trigger) => ({ trigger, service, path })),
  );
}

const prefix = 'notifications.argoproj.io/';

/** What the annotations of an Application or a project subscribe to. */
export function subscriptionsOf(resource: Resource): readonly Subscription[] {
  return Object.entries(resource.annotations).flatMap(([key, text]): readonly Subscription[] => {
    const path = ['metadata', 'annotations', key];
    if (key.startsWith(`${prefix}subscribe.`)) {
      const [first = '', second] = key.slice(prefix.length + 'subscribe.'.length).split('.');
      return [second === undefined ? { trigger: '', service: first, path } : { trigger: first, service: second, path }];
    }
    if (!key.startsWith(`${prefix}subscriptions`)) return [];
    const list = plainValue(text);
    return (Array.isArray(list) ? list : []).flatMap((entry) => {
      const services = listAt(entry, ['destinations']).map((destination) => textAt(destination, ['service']) ?? '');
      const triggers = listAt(entry, ['trigger']).map(String);
      return services.flatMap((service) =>
        (triggers.length === 0 ? [''] : triggers).map((trigger) => ({ trigger, service, path })),
      );
    });
  });
}

/** What Argo CD's own catalogue brings, which an installation may have beside what is in the repository. */
export const catalogue = {
  triggers: new Set([
    'on-created',
    'on-deleted',
    'on-deployed',
    'on-health-degraded',
    'on-sync-failed',
    'on-sync-running',
    'on-sync-status-unknown',
    'on-sync-succeeded',
  ]),
  templates: new Set([
    'app-created',
    'app-deleted',
    'app-deployed',
    'app-health-degraded',
    'app-sync-failed',
    'app-sync-running',
    'app-sync-status-unknown',
    'app-sync-succeeded',
  ]),
} as const;

/** The templates that are sent to GitHub for an Application, by its own subscriptions, its project's and everybody's. */
export function templatesToGitHub(
  settings: NotificationSettings,
  application: Application,
  projects: readonly Resource[],
): readonly (readonly [name: string, template: Entry<Mapping>])[] {
  const project = projects.find(({ name }) => name === application.project);
  const all = [
    ...subscriptionsOf(application.resource),
    ...(project === undefined ? [] : subscriptionsOf(project)),
    ...settings.subscriptions,
  ].filter(({ service }) => isGitHub(settings, service));
  const names = all.flatMap(({ trigger }) => (trigger === '' ? [...settings.defaultTriggers] : [trigger]));
  const sent = names.flatMap((name) => settings.triggers.get(name)?.value.flatMap(({ send }) => send) ?? []);
  return [...new Set(sent)].flatMap((name) => {
    const template = settings.templates.get(name);
    return template === undefined ? [] : [[name, template] as const];
  });
}

/** `service.github`, or `service.github.NAME`, which is subscribed to by NAME. */
const isGitHub = ({ services }: NotificationSettings, service: string): boolean =>
  service === 'github' || services.has(`github.${service}`);
