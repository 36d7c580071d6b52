import type { Rule } from '../rule.ts';
import { deployed } from './deployed.ts';

const pinned = /@sha256:[a-f0-9]{64}$/;

export const imageNotPinned: Rule = {
  id: 'image-not-pinned',
  severity: 'error',
  title: 'An image is not pinned by its digest',
  why: 'A tag can be moved. What runs is then not what was built, tested and signed, a rollback brings back something else, and admission policies that ask for signatures have to resolve the tag first.',
  fix: 'Write `repository@sha256:…`, or render it from a values file that promotion writes. Init containers and hooks count as well. A preview may name the tag of its commit.',
  *check(repository) {
    for (const manifest of deployed(repository)) {
      if (manifest.application.from?.preview === true) continue;
      for (const { name, image, path } of manifest.containers) {
        if (image === '' || pinned.test(image)) continue;
        yield {
          at: manifest.at([...path, 'image']),
          message: `${manifest.title}: container ${name} runs ${image}, which is not pinned by a digest`,
          application: manifest.application.name,
        };
      }
    }
  },
};
