import type { CreatedUser } from './github/github-lab.ts';
import type { Lab } from './lab.ts';

/** Someone who uses GitHub through its API, with a token of their own. */
export class Person {
  readonly login: string;
  readonly token: string;
  readonly #lab: Lab;

  constructor(lab: Lab, { login, token }: CreatedUser) {
    this.login = login;
    this.token = token;
    this.#lab = lab;
  }

  /** The JSON that GitHub answers; throws for any status that is no success. */
  async request(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#lab.github.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, accept: 'application/vnd.github+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${this.login}: ${method} ${path} → ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async commit(
    repository: string,
    message: string,
    files: Parameters<Lab['github']['push']>[1]['files'],
    branch?: string,
  ): Promise<string> {
    return this.#lab.github.push(repository, {
      login: this.login,
      message,
      files,
      ...(branch !== undefined && { branch }),
    });
  }

  async approve(repository: string, pull: number): Promise<void> {
    await this.request('POST', `/repos/${repository}/pulls/${pull}/reviews`, { event: 'APPROVE' });
  }

  async dispatch(repository: string, workflow: string, inputs: Readonly<Record<string, string>>): Promise<void> {
    await this.request('POST', `/repos/${repository}/actions/workflows/${workflow}/dispatches`, {
      ref: 'main',
      inputs,
    });
  }

  /** Approves every environment that the run waits for. */
  approveRun(repository: string, run: number, comment: string): Promise<void> {
    return this.#reviewRun(repository, run, 'approved', comment);
  }

  /** Rejects every environment that the run waits for. */
  rejectRun(repository: string, run: number, comment: string): Promise<void> {
    return this.#reviewRun(repository, run, 'rejected', comment);
  }

  async #reviewRun(repository: string, run: number, state: 'approved' | 'rejected', comment: string): Promise<void> {
    const path = `/repos/${repository}/actions/runs/${run}/pending_deployments`;
    const pending = (await this.request('GET', path)) as readonly { readonly environment: { readonly id: number } }[];
    const ids = pending.map(({ environment }) => environment.id);
    await this.request('POST', path, { environment_ids: ids, state, comment });
  }
}
