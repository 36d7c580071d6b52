import type { Checked } from '@bitvault/gitops';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Folder, told } from './folder.ts';
import { filesOf, mistaken } from './published.ts';
import { appOfApps } from './repositories/app-of-apps.ts';
import { kustomize } from './repositories/kustomize.ts';
import { monolith } from './repositories/monolith.ts';
import { multiCluster } from './repositories/multi-cluster.ts';
import { perService } from './repositories/per-service.ts';

const placed = ({ reports }: Checked): readonly string[] =>
  reports.map(({ at, rule }) => `${at.file}:${at.line} ${rule.id}`);

for (const published of [monolith, perService, kustomize, multiCluster, appOfApps]) {
  describe(`a repository of the layout ${published.layout}`, () => {
    test('is silent where nothing is wrong, and not because nothing was seen', async () => {
      using folder = new Folder(filesOf(published));
      const checked = await folder.lint();
      assert.deepEqual(told(checked), []);
      assert.deepEqual(checked.suppressed, []);
      const { applications } = checked.repository;
      assert.ok(applications.length >= published.applications, `${applications.length} Applications`);
      const manifests = applications.reduce((sum, application) => sum + application.manifests.length, 0);
      assert.ok(manifests >= published.manifests, `${manifests} manifests`);
    });

    test('tells each mistake at its line, and nothing else', async () => {
      const files = filesOf(published);
      using folder = new Folder(files);
      for (const mistake of published.mistakes) {
        folder.write({ [mistake.file]: mistaken(files, mistake) });
        assert.deepEqual(placed(await folder.lint()), mistake.found, mistake.title);
        folder.write({ [mistake.file]: files[mistake.file] ?? '' });
      }
    });
  });
}
