import type { Answers } from './answers.ts';
import { helmSources } from './helm-sources.ts';
import { kustomizeSources } from './kustomize-sources.ts';
import { serviceSet, sharedSources, type Also, type Source } from './sources.ts';
import { fill, type Templates } from './templates.ts';
import { viewOf, type View } from './view.ts';

/** The files of a GitOps repository by their paths, in the order of paths. */
export function repositoryFiles(answers: Answers, templates: Templates): ReadonlyMap<string, string> {
  const view = viewOf(answers);
  const readme: Source = {
    path: 'README.md',
    template: 'README.md',
    also: { settings: settingsText(answers, templates) },
  };
  const rendered = view.kustomize ? kustomizeSources(view) : helmSources(view);
  const all = [readme, ...sharedSources(view), ...rendered].toSorted((left, right) =>
    left.path < right.path ? -1 : 1,
  );
  return new Map(all.map(({ path, template, also }) => [path, filled(templates, template, { ...view, ...also })]));
}

/** The ApplicationSet that a repository of one Application each environment could have in their place. */
export const alternativeSet = (answers: Answers, templates: Templates): string =>
  filled(templates, serviceSet, viewOf(answers));

/** What is to be set up outside of the repository, as Markdown; its README ends with the same. */
export const settingsText = (answers: Answers, templates: Templates): string =>
  filled(templates, 'settings.md', viewOf(answers));

function filled(templates: Templates, template: string, view: View & Also): string {
  return fill(templateOf(templates, template), { ...view, included: (name: string) => templateOf(templates, name) });
}

function templateOf(templates: Templates, name: string): string {
  const text = templates[name];
  if (text === undefined) throw new RangeError(`no template is called ${name}`);
  return text;
}
