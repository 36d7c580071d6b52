import { posix } from 'node:path';
import type { Application, ApplicationSource, ValueFile } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { mappingAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { readersIn } from './digest-readers.ts';

export const valuesFileUnread: Rule = {
  id: 'values-file-unread',
  severity: 'warning',
  title: 'No Application reads a values file',
  why: 'It looks as if it configured something. Whoever changes it waits for an effect that never comes, often because an Application names another file.',
  fix: 'Name it in `helm.valueFiles` of the Application that it is meant for, or delete it.',
  *check(repository) {
    const readers = readersIn(repository);
    if (!readers.complete || repository.applications.length === 0) return;
    const charts = chartsUsed(repository);
    const scripts = repository.workflows
      .flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps.map(({ run }) => run)))
      .join('\n');
    for (const file of repository.yaml.keys()) {
      if (!isValuesFile(file) || readers.anyOf(file)) continue;
      if (!mayBeRead(repository, file, charts) || scripts.includes(posix.basename(file))) continue;
      yield { at: { file, line: 1, column: 1 }, message: `no Application reads ${file}` };
    }
  },
};

/** `values.yaml`, `values-prod.yaml`, `prod.values.yaml`. */
const isValuesFile = (file: string): boolean => /(?:^|[/._-])values(?:[._-][^/]*)?\.ya?ml$/.test(file);

const chartsUsed = ({ applications }: Repository): ReadonlySet<string> =>
  new Set(
    applications.flatMap(({ sources }) =>
      sources.flatMap(({ own, tool, directory }) => (own && tool === 'helm' ? [directory] : [])),
    ),
  );

/** Whether an Application could be expected to read it: not the defaults of a chart, and nothing of one that is not deployed. */
function mayBeRead({ tree }: Repository, file: string, charts: ReadonlySet<string>): boolean {
  const folder = posix.dirname(file);
  for (let at = folder; ; at = posix.dirname(at)) {
    const directory = at === '.' ? '' : at;
    if (tree.files.has(posix.join(directory, 'Chart.yaml'))) {
      // Below a chart are its parts, and the values that its tests are run with.
      return at === folder && charts.has(directory) && !/^values\.ya?ml$/.test(posix.basename(file));
    }
    if (at === '.') return true;
  }
}

interface Named {
  readonly application: Application;
  readonly source: ApplicationSource;
  readonly file: ValueFile;
}

function* namedIn({ applications }: Repository): Generator<Named> {
  for (const application of applications)
    for (const source of application.sources) for (const file of source.valueFiles) yield { application, source, file };
}

const passesOverMissing = ({ value }: ApplicationSource): boolean =>
  mappingAt(value, ['helm'])?.['ignoreMissingValueFiles'] === true;

export const valuesFileNowhere: Rule = {
  id: 'values-file-nowhere',
  severity: 'warning',
  title: 'A values file that is passed over if it is missing is nowhere',
  why: 'With `ignoreMissingValueFiles`, a misspelt path is no error: the chart is rendered with its defaults, and nothing says so.',
  fix: 'Correct the path, which is relative to `path` of the source, or drop the entry.',
  argo: {
    does: 'Argo CD renders the chart without the file and reports the Application as Synced.',
    test: 'test/peers/cluster/argocd-claims.test.ts: a missing values file is passed over without a word',
  },
  *check(repository) {
    // What a set names once for many is missing only where none of them has it.
    const there = new Set<string>();
    const missing = new Map<string, Named>();
    for (const named of namedIn(repository)) {
      const { application, source, file } = named;
      if (file.place !== 'here' || !passesOverMissing(source) || /[*?[{$]/.test(file.file ?? '')) continue;
      const set = application.from?.set.name;
      const key = JSON.stringify(set === undefined ? [null, application.name, file.path] : [set, file.path]);
      if (file.exists) there.add(key);
      else if (!missing.has(key)) missing.set(key, named);
    }
    for (const [key, { application, file }] of missing) {
      if (there.has(key)) continue;
      const message = `there is no ${file.file ?? file.written}, where ${file.written} leads`;
      yield { at: application.resource.at(file.path), message, application: application.name };
    }
  },
};

export const valuesFileOutside: Rule = {
  id: 'values-file-outside',
  severity: 'error',
  title: 'The path of a values file leads out of the repository',
  why: 'Argo CD refuses to read it, also where missing files are passed over, and the Application shows a comparison error.',
  fix: 'Write a path that stays in the repository; it is relative to `path` of the source.',
  *check(repository) {
    for (const { application, source, file } of namedIn(repository)) {
      // Without that setting, rendering fails here as well, and that is reported.
      if (file.place !== 'outside' || !passesOverMissing(source)) continue;
      const message = `${file.written} leads out of the repository`;
      yield { at: application.resource.at(file.path), message, application: application.name };
    }
  },
};

export const valuesFileRepeated: Rule = {
  id: 'values-file-repeated',
  severity: 'warning',
  title: 'An Application names a values file twice',
  why: 'Later files override earlier ones. Named again at the end, a file takes back what those between changed.',
  fix: 'Keep the one that is meant to override the others.',
  *check(repository) {
    for (const application of repository.applications) {
      for (const { valueFiles } of application.sources) {
        const seen = new Set<string>();
        for (const { file, written, path } of valueFiles) {
          if (file !== null && seen.has(file))
            yield {
              at: application.resource.at(path),
              message: `${written} is named before already`,
              application: application.name,
            };
          if (file !== null) seen.add(file);
        }
      }
    }
  },
};
