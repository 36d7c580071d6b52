import { isMapping } from '../yaml/fields.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';

/** With which options Argo CD builds a kustomization, of those that change what comes out. */
export interface KustomizeOptions {
  /** Whether `helmCharts` are rendered. */
  readonly inflatesCharts: boolean;
  /** Whether files beside the folder of a kustomization may be read. */
  readonly readsOutside: boolean;
}

/**
 * As the repository says: `kustomize.buildOptions` in argocd-cm or in values of Argo CD's chart, `kustomizeBuildOptions`
 * of its operator. Where it says nothing, the settings are elsewhere, and charts are taken to be rendered: that it cannot
 * be is more than one may say. Options for one version of Kustomize (`kustomize.buildOptions.v…`) are left out.
 */
export function kustomizeOptionsIn(files: Iterable<YamlFile>): KustomizeOptions {
  const found = [...files]
    .filter(({ text }) => /ustomize\.?[bB]uildOptions\b/.test(text))
    .flatMap(({ documents }) => documents.flatMap(({ value }) => [...optionsIn(value)]));
  return {
    inflatesCharts: found.length === 0 || found.some((text) => /(?:^|\s)--enable-helm(?:$|\s|=true)/.test(text)),
    readsOutside: found.some((text) => /--load-restrictor[= ]LoadRestrictionsNone\b/.test(text)),
  };
}

function* optionsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* optionsIn(item);
  if (!isMapping(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if ((key === 'kustomize.buildOptions' || key === 'kustomizeBuildOptions') && typeof item === 'string') yield item;
    else yield* optionsIn(item);
  }
}
