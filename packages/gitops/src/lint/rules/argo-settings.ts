import type { Repository } from '../../repository/repository.ts';

/** Argo CD's own settings of how resources are compared and judged, as far as the repository has them. */
export const argoSettings = ({ resources }: Repository): readonly string[] =>
  resources
    .filter(({ kind, name }) => kind === 'ConfigMap' && name === 'argocd-cm')
    .flatMap((settings) =>
      Object.entries(settings.mapping('data') ?? {}).flatMap(([key, value]) =>
        key.startsWith('resource.customizations') ? [String(value)] : [],
      ),
    );
