import { optionLines } from '../command/option-help.ts';
import { optionGroups } from './option-help.ts';

export const help = `Usage: bitvault-gitops init [PATH] [OPTION …]

Writes a GitOps repository, which Argo CD follows and the actions of this suite promote images through, to PATH (the
current folder, if not said).
On a terminal, what is not given is asked for. Existing files are never overwritten.

${optionGroups.map(({ title, options }) => `${title}\n${optionLines(options)}\n`).join('\n')}`;
