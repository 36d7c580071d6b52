import type { Actor } from './identity/identity.ts';
import type { EventName, GitHubEvent } from './workflow-host.ts';

/** Hands events to whoever runs workflows, after the change that they tell of. */
export class EventBus {
  readonly #listeners = new Set<(event: GitHubEvent) => void>();

  subscribe(listener: (event: GitHubEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Whether it is worth making up what `emit` takes. */
  wants(by: Actor | null, name: EventName): boolean {
    return this.#listeners.size > 0 && (by?.kind !== 'job' || dispatches.includes(name));
  }

  /** What a job's own GITHUB_TOKEN does starts no workflows, dispatches excepted. */
  emit(event: GitHubEvent, by: Actor | null): void {
    if (!this.wants(by, event.name)) return;
    for (const listener of this.#listeners) listener(event);
  }
}

const dispatches: readonly EventName[] = ['workflow_dispatch', 'repository_dispatch'];
