import type { ApplicationSource } from '../../repository/application.ts';
import { textAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { environmentApplications } from './environments.ts';

export const sourceBesideSources: Rule = {
  id: 'source-beside-sources',
  severity: 'error',
  title: 'An Application has `source` and `sources`',
  why: 'Where there are `sources`, Argo CD passes over `source` without a word.',
  fix: 'Move it into `sources`, or remove it.',
  argo: {
    does: 'What only `source` would bring is not deployed.',
    test: 'test/peers/cluster/application-claims.test.ts: a source beside sources counts for nothing',
  },
  *check({ applications }) {
    for (const { resource, name } of applications) {
      if (resource.list('spec', 'sources').length === 0 || resource.mapping('spec', 'source') === undefined) continue;
      yield {
        at: resource.at(['spec', 'source'], 'key'),
        message: `Application ${name} has sources, so that its source does not count`,
        application: name,
      };
    }
  },
};

/** A version may be written as a number. */
function revisionOf({ value }: ApplicationSource): string {
  const revision = value['targetRevision'];
  return typeof revision === 'string' || typeof revision === 'number' ? String(revision) : '';
}

const followsHead = (source: ApplicationSource): boolean => ['', 'HEAD'].includes(revisionOf(source));

export const environmentsOnBranches: Rule = {
  id: 'environments-on-branches',
  severity: 'error',
  title: 'Environments of one policy follow different revisions',
  why: 'Promotion writes all digests to one branch, that of promotion.yaml, and proves an environment by commits of that branch. An Application that follows another branch, a tag or a commit never sees them.',
  fix: 'Give the Applications of all environments the branch that promotion works on as `targetRevision`. Environments differ by folders.',
  *check(repository) {
    const all = environmentApplications(repository).filter(({ source }) => source.own && !followsHead(source));
    const tally = new Map<string, number>();
    for (const { source } of all) tally.set(revisionOf(source), (tally.get(revisionOf(source)) ?? 0) + 1);
    const [usual] = [...tally].toSorted(([, left], [, right]) => right - left);
    if (usual === undefined) return;
    for (const { application, environment, source } of all) {
      if (revisionOf(source) === usual[0]) continue;
      yield {
        at: application.resource.at([...source.at, 'targetRevision']),
        message: `Application ${application.name} deploys ${environment.name} from ${revisionOf(source)}, and others from ${usual[0]}`,
        application: application.name,
      };
    }
  },
};

export const revisionHead: Rule = {
  id: 'revision-head',
  severity: 'warning',
  title: 'An environment of the policy follows HEAD',
  why: '`HEAD`, which also holds where no `targetRevision` is written, is whatever branch is the default one at the time. Whoever changes that in the settings of the repository changes what is deployed, without a commit or a review.',
  fix: 'Name the branch, such as `main`.',
  *check(repository) {
    for (const { application, environment, source } of environmentApplications(repository)) {
      if (!source.own || !followsHead(source)) continue;
      yield {
        at: application.resource.at([...source.at, 'targetRevision']),
        message: `Application ${application.name} deploys ${environment.name} from HEAD of the repository`,
        application: application.name,
      };
    }
  },
};

export const foreignRevisionFloats: Rule = {
  id: 'foreign-revision-floats',
  severity: 'warning',
  title: 'A source from elsewhere is not pinned',
  why: 'A branch, HEAD or a range of versions of somebody else’s repository or chart deploys whatever is pushed there, at the time it is pushed, without a commit here: no review sees it, and no revert takes it back.',
  fix: 'Pin it: an exact version of a chart, a tag or a commit of a repository. An update is then a pull request.',
  *check({ applications, own }) {
    // Where it is not known which address is this repository's, nothing is known to be from elsewhere.
    if (own.size === 0) return;
    for (const application of applications) {
      for (const source of application.sources) {
        const floating = floats(source);
        if (source.own || floating === undefined || application.from?.preview === true) continue;
        yield {
          at: application.resource.at([...source.at, 'targetRevision']),
          message: `Application ${application.name} takes ${floating} of ${textAt(source.value, ['chart']) ?? source.repoURL}`,
          application: application.name,
        };
      }
    }
  },
};

const branches = new Set(['main', 'master', 'develop', 'trunk']);

/** What the revision of a source is, where that moves; undefined where it may well be a tag or a commit. */
function floats(source: ApplicationSource): string | undefined {
  const revision = revisionOf(source);
  if (source.value['chart'] !== undefined) {
    if (revision === '') return 'the newest version';
    return /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.test(revision) || !/^[v\d*^~<>=]/.test(revision)
      ? undefined
      : `whatever version ${revision} allows`;
  }
  if (followsHead(source)) return 'HEAD';
  if (/[*^~<>]/.test(revision)) return `whatever tag ${revision} allows`;
  return branches.has(revision) ? `the branch ${revision}` : undefined;
}
