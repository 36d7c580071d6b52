import { fullName, type Repository } from './model/repository.ts';

/** Addresses on this server, as a GitHub Enterprise Server has them. */
export class Links {
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  get api(): string {
    return `${this.origin}/api/v3`;
  }

  get graphql(): string {
    return `${this.origin}/api/graphql`;
  }

  html(path: string): string {
    return `${this.origin}/${path}`;
  }

  rest(path: string): string {
    return `${this.api}/${path}`;
  }

  /** REST address of something in a repository. */
  repo(repository: Repository, path = ''): string {
    return this.rest(`repos/${fullName(repository)}${path === '' ? '' : `/${path}`}`);
  }

  /** Page of something in a repository. */
  repoPage(repository: Repository, path = ''): string {
    return this.html(`${fullName(repository)}${path === '' ? '' : `/${path}`}`);
  }
}
