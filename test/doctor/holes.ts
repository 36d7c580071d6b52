import { branchHoles } from './branch-holes.ts';
import { environmentHoles } from './environment-holes.ts';
import { fileHoles } from './file-holes.ts';
import type { Hole } from './hole.ts';
import { settingHoles } from './setting-holes.ts';

export const holes: readonly Hole[] = [...environmentHoles, ...branchHoles, ...settingHoles, ...fileHoles];
