import { holdsAt, textFile, type TreeFile } from '@bitvault/promotion';
import type { Tree } from '../../repository/tree.ts';
import type { Rule } from '../rule.ts';

export const holdBroken: Rule = {
  id: 'hold-broken',
  severity: 'error',
  title: 'Something below holds/ is no hold as rollback writes it',
  why: 'Nobody can be sure what it holds, so every action refuses whatever it may be about: one service, a whole environment, or all of them.',
  fix: 'Run rollback with `command: resume` for what lies at holds/<environment>/<service>.yaml; delete or move what lies elsewhere. A README.md or .gitkeep may lie beside the folders of the environments.',
  *check({ tree, policy }) {
    if (policy.kind !== 'policy') return;
    for (const { path, position, detail } of holdsAt({ holds: holdFiles(tree) }, policy.policy).broken) {
      const { line, column } = position ?? { line: 1, column: 1 };
      yield { at: { file: fileAt(tree, path), line, column }, message: `${path} ${detail}` };
    }
  },
};

/** What Git has below `holds/`, as the actions read it: what is nested deeper is told by its folder. */
function holdFiles(tree: Tree): ReadonlyMap<string, TreeFile> {
  const found = new Map<string, TreeFile>();
  for (const path of [...tree.links, ...tree.files].toSorted()) {
    const [holds, folder, name, ...deeper] = path.split('/');
    if (holds !== 'holds') continue;
    const parts = [holds, folder, name].filter((part) => part !== undefined);
    const link = parts.map((_, index) => parts.slice(0, index + 1).join('/')).find((part) => tree.links.has(part));
    if (link !== undefined) found.set(link, textFile('', '120000'));
    else if (deeper.length > 0) found.set(parts.join('/'), { text: null, mode: '040000', oid: null });
    else found.set(path, path === holds ? { text: null, mode: '100644', oid: null } : textFile(tree.text(path)));
  }
  return found;
}

/** Findings stand in files: of a folder, in the first one that it has. */
const fileAt = (tree: Tree, path: string): string =>
  tree.files.has(path) ? path : ([...tree.files].toSorted().find((file) => file.startsWith(`${path}/`)) ?? path);
