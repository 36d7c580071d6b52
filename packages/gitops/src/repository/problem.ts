import type { Location } from '../yaml/location.ts';

/** What keeps a part of the repository from being looked at. */
export const lintErrorCodes = {
  YAML_UNREADABLE: 'A YAML file cannot be read.',
  TOOL_MISSING: 'A program that renders manifests is not on the PATH.',
  SOURCE_PATH_MISSING: 'The path of an Application is not in the repository.',
  SOURCE_INVALID: 'The source of an Application says things that do not go together, or leads out of the repository.',
  RENDER_FAILED: 'Helm or Kustomize could not render an Application; Argo CD could not either.',
  RENDER_OUTSIDE: 'Rendering wants something that is not in the repository, such as a chart from elsewhere.',
  SET_NOT_EXPANDED: 'The Applications of an ApplicationSet cannot be known from the repository.',
} as const;

export type ProblemCode = keyof typeof lintErrorCodes;

export interface Problem {
  readonly code: ProblemCode;
  readonly at: Location;
  readonly message: string;
  readonly next: string;
  /** The Application that cannot be looked at for it. */
  readonly application?: string;
}
