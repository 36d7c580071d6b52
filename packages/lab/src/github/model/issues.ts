import type { Account } from './accounts.ts';
import type { Label } from './pulls.ts';
import type { Repository } from './repository.ts';

/** An issue that is not a pull request. */
export interface Issue {
  readonly kind: 'issue';
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  title: string;
  body: string;
  state: 'OPEN' | 'CLOSED';
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  readonly labels: Label[];
}

/** Issues and pull requests share their numbers. */
export const nextNumber = ({ issues, pulls }: Repository): number => issues.length + pulls.length + 1;
