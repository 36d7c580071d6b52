import { nearestKey } from '@bitvault/promotion';
import type { Resource } from '../../repository/resource.ts';
import { namesIn } from '../../repository/sync.ts';
import type { FieldPath } from '../../yaml/location.ts';
import type { Finding, Rule } from '../rule.ts';
import { deployed } from './deployed.ts';

const optionsKey = 'argocd.argoproj.io/sync-options';
const optionsPath = ['spec', 'syncPolicy', 'syncOptions'];

const yesOrNo = ['true', 'false'];
const yesNoOrConfirm = [...yesOrNo, 'confirm'];

/** What Argo CD reads, with the values that mean something to it. */
const ofBoth: Readonly<Record<string, readonly string[]>> = {
  Validate: yesOrNo,
  SkipDryRunOnMissingResource: yesOrNo,
  Prune: yesNoOrConfirm,
  PruneLast: yesOrNo,
  Delete: yesNoOrConfirm,
  Replace: yesOrNo,
  ServerSideApply: yesOrNo,
};

const ofApplications: typeof ofBoth = {
  ...ofBoth,
  CreateNamespace: yesOrNo,
  PrunePropagationPolicy: ['foreground', 'background', 'orphan'],
  ApplyOutOfSyncOnly: yesOrNo,
  RespectIgnoreDifferences: yesOrNo,
  FailOnSharedResource: yesOrNo,
  ClientSideApplyMigration: yesOrNo,
};

const ofResources: typeof ofBoth = { ...ofBoth, Force: yesOrNo };

export const syncOptionUnknown: Rule = {
  id: 'sync-option-unknown',
  severity: 'error',
  title: 'A sync option that Argo CD does not read',
  why: 'Argo CD compares sync options letter by letter and passes over all others without a word: `createNamespace=true` or `CreateNamespace = true` create nothing. Some count only for an Application, or only in the annotation of a resource.',
  fix: 'Write name, equals sign and value exactly as the documentation of Argo CD has them.',
  argo: {
    does: 'An Application with `createNamespace=true` fails to sync, since its namespace is not there.',
    test: 'test/peers/cluster/application-claims.test.ts: a sync option in other letters counts for nothing',
  },
  *check(repository) {
    for (const { resource, name } of repository.applications) {
      for (const [index, written] of resource.list(...optionsPath).entries()) {
        yield* judged(resource, [...optionsPath, index], String(written), {
          known: ofApplications,
          elsewhere: ofResources,
          where: 'in the annotation of a resource',
          alone: true,
          application: name,
        });
      }
    }
    for (const manifest of deployed(repository)) {
      const options = namesIn(manifest.annotations[optionsKey]);
      for (const written of options) {
        yield* judged(manifest, ['metadata', 'annotations', optionsKey], written, {
          known: ofResources,
          elsewhere: ofApplications,
          where: 'for a whole Application',
          alone: options.length === 1,
          application: manifest.application.name,
        });
      }
    }
  },
};

interface Setting {
  readonly known: typeof ofBoth;
  readonly elsewhere: typeof ofBoth;
  readonly where: string;
  /** Whether nothing else is written in the same scalar. */
  readonly alone: boolean;
  readonly application: string;
}

function* judged(resource: Resource, path: FieldPath, written: string, setting: Setting): Generator<Finding> {
  const { known, elsewhere, where, alone, application } = setting;
  const [, name = written, value = ''] = /^([^=]*)=(.*)$/s.exec(written) ?? [];
  if (known[name]?.includes(value) === true) return;
  const says = (rest: string): string => `${resource.title} has the sync option ${JSON.stringify(written)}, ${rest}`;
  const finding = { at: resource.at(path), application };
  if (elsewhere[name]?.includes(value) === true) {
    yield { ...finding, message: says(`which counts only ${where}`) };
    return;
  }
  const meant = spelling(name.trim(), value.trim(), known);
  const isSame = meant?.toLowerCase() === written.replaceAll(/\s/g, '').toLowerCase();
  const edit = meant !== undefined && isSame && alone ? resource.origin.replacement(path, meant) : undefined;
  yield {
    ...finding,
    message: says(`which Argo CD does not read${meant === undefined ? '' : `; did you mean ${meant}?`}`),
    ...(edit !== undefined && { edit }),
  };
}

function spelling(name: string, value: string, known: typeof ofBoth): string | undefined {
  const near = nearestKey(name, Object.keys(known));
  const values = near === undefined ? [] : (known[near] ?? []);
  const meant = values.find((each) => each === value.toLowerCase());
  return meant === undefined ? undefined : `${near}=${meant}`;
}

export const replacesEverything: Rule = {
  id: 'replaces-everything',
  severity: 'warning',
  title: 'An Application replaces all its resources instead of changing them',
  why: '`Replace=true` for a whole Application makes every sync write over whatever others have set: replicas of an autoscaler, ports and addresses that the cluster has given, fields of other controllers. Resources that cannot be replaced so fail.',
  fix: 'Annotate the few resources that need it with `argocd.argoproj.io/sync-options: Replace=true`, or use ServerSideApply.',
  *check({ applications }) {
    for (const { resource, name } of applications)
      yield* option(resource, name, 'Replace=true', 'replaces all that it deploys');
  },
};

export const pruningDisabled: Rule = {
  id: 'pruning-disabled',
  severity: 'warning',
  title: 'An Application keeps what is no longer in Git',
  why: 'With `Prune=false` for a whole Application, what is removed from Git stays in the cluster, and the Application stays OutOfSync.',
  fix: 'Annotate the few resources that must outlive a mistake with `argocd.argoproj.io/sync-options: Prune=false`.',
  *check({ applications }) {
    for (const { resource, name } of applications)
      yield* option(resource, name, 'Prune=false', 'keeps all that is removed from Git');
  },
};

function* option(resource: Resource, application: string, wanted: string, does: string): Generator<Finding> {
  for (const [index, written] of resource.list(...optionsPath).entries()) {
    if (written !== wanted) continue;
    yield {
      at: resource.at([...optionsPath, index]),
      message: `Application ${application} ${does} (${wanted})`,
      application,
    };
  }
}

export const namespaceMetadataUnused: Rule = {
  id: 'namespace-metadata-unused',
  severity: 'error',
  title: 'Labels for a namespace that nobody sets',
  why: 'Argo CD sets `managedNamespaceMetadata` only on a namespace that it creates itself, by `CreateNamespace=true`. Without that, labels such as those of pod security or of an admission policy are missing, and nothing says so.',
  fix: 'Add `CreateNamespace=true`, or put the Namespace with its labels among the manifests and leave the field out.',
  argo: {
    does: 'The labels are not on the namespace after a sync that succeeded.',
    test: 'test/peers/cluster/application-claims.test.ts: labels for a namespace that Argo CD does not create are not set',
  },
  *check({ applications }) {
    for (const { resource, name, syncOptions } of applications) {
      const path = ['spec', 'syncPolicy', 'managedNamespaceMetadata'];
      if (resource.mapping(...path) === undefined || syncOptions.get('CreateNamespace') === 'true') continue;
      yield {
        at: resource.at(path, 'key'),
        message: `Application ${name} has managedNamespaceMetadata without CreateNamespace=true, so that it does not count`,
        application: name,
      };
    }
  },
};
