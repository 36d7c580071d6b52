import { hookKey, hookNames, namesIn, helmHookKey } from '../../repository/sync.ts';
import type { Rule } from '../rule.ts';
import { deployed } from './deployed.ts';

export const hookSpelling: Rule = {
  id: 'hook-spelling',
  severity: 'error',
  title: 'A hook has a name that Argo CD does not know',
  why: 'A resource whose hook annotation names no hook that Argo CD knows is taken for a hook of no phase: it is never applied, and nothing says so.',
  fix: `Write one of ${hookNames.join(', ')}, exactly so. Of Helm's hooks, those of install, upgrade and delete are known; tests and rollbacks are not.`,
  *check(repository) {
    for (const manifest of deployed(repository)) {
      for (const name of manifest.sync.unknownHooks) {
        const key = manifest.annotations[hookKey] === undefined ? helmHookKey : hookKey;
        // Tests of a release are meant for `helm test` alone.
        if (key === helmHookKey && (name === 'test' || name === 'test-success')) continue;
        const path = ['metadata', 'annotations', key];
        const meant = hookNames.find((known) => known.toLowerCase() === name.toLowerCase());
        const alone = namesIn(manifest.annotations[key]).length === 1;
        const edit = meant !== undefined && alone ? manifest.origin.replacement(path, meant) : undefined;
        yield {
          at: manifest.at(path),
          message: `${manifest.title} is a hook ${JSON.stringify(name)}, which Argo CD does not know${meant === undefined ? '' : `; it is spelt ${meant}`}`,
          application: manifest.application.name,
          ...(edit !== undefined && { edit }),
        };
      }
    }
  },
};
