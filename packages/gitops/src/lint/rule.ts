import type { Repository } from '../repository/repository.ts';
import type { Location, TextEdit } from '../yaml/location.ts';

export type Severity = 'error' | 'warning';

/** What Argo CD or Argo Rollouts does where a rule is not kept. */
export interface ControllerBehaviour {
  /** One sentence. */
  readonly does: string;
  /** The test on the real controllers that shows it: path from the root of the project, and name of the test. */
  readonly test: string;
}

/** One check of a GitOps repository. */
export interface Rule {
  /** Kebab-case, stable: suppressions, settings and docs go by it. */
  readonly id: string;
  readonly severity: Severity;
  /** What the rule forbids or asks for, in a few words. */
  readonly title: string;
  /** What goes wrong otherwise; whole sentences. */
  readonly why: string;
  /** How to fix it; whole sentences. */
  readonly fix: string;
  readonly argo?: ControllerBehaviour;
  /** Pure, and without regard to suppressions: the engine sees to them. */
  check(repository: Repository): Iterable<Finding>;
}

export interface Finding {
  readonly at: Location;
  /** One sentence without a full stop: what is wrong here, with names and values as written. */
  readonly message: string;
  /** Name of the Application that it was found in. The same finding of several is reported once, with all their names. */
  readonly application?: string;
  /** Given only where there is one way to fix it, which changes nothing else. */
  readonly edit?: TextEdit;
}
