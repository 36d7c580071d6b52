import type { Environment, Policy } from '@bitvault/promotion';
import type { Application } from '../../repository/application.ts';
import { policyPath } from '../../repository/policy-file.ts';
import type { Repository } from '../../repository/repository.ts';
import { mappingAt, textAt } from '../../yaml/fields.ts';
import type { FieldPath, Location } from '../../yaml/location.ts';
import type { Rule } from '../rule.ts';
import { applicationsOf, readersIn } from './digest-readers.ts';
import {
  catalogue,
  notificationSettings,
  subscriptionsOf,
  templatesToGitHub,
  type NotificationSettings,
} from './notification-settings.ts';

interface Asked {
  readonly policy: Policy;
  /** The environment that waits. */
  readonly environment: Environment;
  /** The status that it waits for. */
  readonly context: string;
  readonly at: Location;
  /** Of the name after `argocd/`; none where there is no such Application. */
  readonly application: Application | undefined;
}

const inPolicy = (repository: Repository, path: FieldPath): Location =>
  repository.yaml.get(policyPath)?.documents[0]?.at(path) ?? { file: policyPath, line: 1, column: 1 };

/** Each status that an environment waits for, of those that Argo CD's Applications post. */
function* askedOf(repository: Repository): Generator<Asked> {
  if (repository.policy.kind !== 'policy' || repository.applications.length === 0) return;
  const { policy } = repository.policy;
  const byName = new Map(repository.applications.map((application) => [application.name, application]));
  for (const environment of policy.environments) {
    for (const [index, context] of environment.healthy.entries()) {
      if (!context.startsWith('argocd/')) continue;
      const at = inPolicy(repository, ['environments', environment.name, 'healthy', index]);
      const application = byName.get(context.slice('argocd/'.length));
      yield { policy, environment, context, at, application };
    }
  }
}

export const healthOfNoApplication: Rule = {
  id: 'health-of-no-application',
  severity: 'error',
  title: 'The policy waits for the health of an Application that there is not',
  why: 'Nobody ever posts that status. The environment never gets a new version, and its pull request only says that it waits.',
  fix: 'Write the name of the Application behind `argocd/`, as the repository has it.',
  *check(repository) {
    if (!readersIn(repository).complete) return;
    const settings = notificationSettings(repository);
    const posted = new Set(
      settings === undefined
        ? []
        : repository.applications.flatMap((each) => labelsOf(settings, each, repository) ?? []),
    );
    for (const { environment, context, at, application } of askedOf(repository)) {
      if (application !== undefined || posted.has(context)) continue;
      yield { at, message: `${environment.name} waits for ${context}, and there is no such Application` };
    }
  },
};

/** The names of the statuses that are posted for an Application; undefined where they cannot be known. */
function labelsOf(
  settings: NotificationSettings,
  application: Application,
  { projects }: Repository,
): readonly string[] | undefined {
  const labels = templatesToGitHub(settings, application, projects).flatMap(([, { value }]) => {
    const status = mappingAt(value, ['github', 'status']);
    const label = textAt(status, ['label']);
    return label === undefined ? [] : [label.replaceAll(/\{\{-?\s*\.app\.metadata\.name\s*-?\}\}/g, application.name)];
  });
  const unknown = labels.some((label) => label.includes('{{')) || usesCatalogue(settings, application);
  return unknown || !settings.complete ? undefined : labels;
}

const usesCatalogue = ({ triggers }: NotificationSettings, { resource }: Application): boolean =>
  subscriptionsOf(resource).some(({ trigger }) => catalogue.triggers.has(trigger) && !triggers.has(trigger));

export const healthNotPosted: Rule = {
  id: 'health-not-posted',
  severity: 'error',
  title: 'The policy waits for a status that its Application does not post',
  why: 'Argo CD posts a status only for an Application that subscribes to a trigger which sends one to GitHub. Without, the environment never gets a new version.',
  fix: 'Annotate the Application with `notifications.argoproj.io/subscribe.TRIGGER.github: ""`, with a trigger whose template has a `github.status` of that name.',
  *check(repository) {
    const settings = notificationSettings(repository);
    if (settings === undefined) return;
    for (const { environment, context, at, application } of askedOf(repository)) {
      if (application === undefined) continue;
      const labels = labelsOf(settings, application, repository);
      if (labels === undefined || labels.includes(context)) continue;
      const instead = labels.length === 0 ? 'no status' : `only ${[...new Set(labels)].join(', ')}`;
      const message = `${environment.name} waits for ${context}, and Application ${application.name} posts ${instead}`;
      yield { at, message };
    }
  },
};

export const healthUnsubscribed: Rule = {
  id: 'health-unsubscribed',
  severity: 'warning',
  title: 'Nothing in the repository has the status posted that the policy waits for',
  why: 'The settings of argocd-notifications are elsewhere, and the Application subscribes to nothing that goes to GitHub. Unless those settings subscribe every Application, nobody ever posts that status, and the environment never gets a new version.',
  fix: 'Annotate the Application with `notifications.argoproj.io/subscribe.TRIGGER.github: ""`, and keep `argocd-notifications-cm` in the repository, so that its triggers and templates can be checked too. Where every Application is subscribed elsewhere, suppress this with that as the reason.',
  *check(repository) {
    if (notificationSettings(repository) !== undefined) return;
    const projects = new Map(repository.projects.map((project) => [project.name, project]));
    for (const { environment, context, at, application } of askedOf(repository)) {
      if (application === undefined) continue;
      const project = projects.get(application.project);
      const all = [application.resource, ...(project === undefined ? [] : [project])].flatMap(subscriptionsOf);
      // Without the settings, only a service of that name is known to be GitHub.
      if (all.some(({ service }) => /github/i.test(service))) continue;
      const message = `${environment.name} waits for ${context}, and nothing here has it posted: Application ${application.name} subscribes to nothing that goes to GitHub`;
      yield { at, message };
    }
  },
};

export const healthOfWrongEnvironment: Rule = {
  id: 'health-of-wrong-environment',
  severity: 'error',
  title: 'An environment waits for the health of another one than it follows',
  why: 'What is promoted is what the environment before it proved. The health of any other says nothing about that digest: it lets a broken version through, or holds a good one back.',
  fix: 'List Applications of the environment that `from` names.',
  *check(repository) {
    for (const { policy, environment, context, at, application } of askedOf(repository)) {
      if (application === undefined || environment.from === 'build') continue;
      const owners = policy.environments
        .map(({ name }) => name)
        .filter((name) => applicationsOf(repository, policy, name).has(application));
      if (owners.length === 0 || owners.includes(environment.from)) continue;
      const message = `${environment.name} follows ${environment.from}, and waits for ${context}, which is of ${owners.join(', ')}`;
      yield { at, message };
    }
  },
};

export const healthIncomplete: Rule = {
  id: 'health-incomplete',
  severity: 'warning',
  title: 'An environment does not wait for all Applications of the one before it',
  why: 'A service whose Application is not listed may be broken there and is promoted all the same.',
  fix: 'List every Application of the environment before it under `healthy`.',
  *check(repository) {
    if (repository.policy.kind !== 'policy') return;
    const { policy } = repository.policy;
    for (const environment of policy.environments) {
      const { name, from, healthy } = environment;
      if (from === 'build' || healthy.length === 0) continue;
      const all = [...applicationsOf(repository, policy, from)];
      const isListed = (application: Application): boolean => healthy.includes(`argocd/${application.name}`);
      const covered = new Set(all.filter(isListed).flatMap(identities));
      if (covered.size === 0) continue;
      // An Application of the same objects stands instead of another, and not beside it.
      const missing = all.filter((each) => !isListed(each) && identities(each).some((object) => !covered.has(object)));
      if (missing.length === 0) continue;
      const names = missing.map((each) => each.name).join(', ');
      const at = inPolicy(repository, ['environments', name, 'healthy']);
      yield { at, message: `${name} does not wait for ${names}, which ${from} deploys as well` };
    }
  },
};

const identities = ({ manifests }: Application): readonly string[] => manifests.map(({ identity }) => identity);
