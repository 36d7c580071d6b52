import type { CheckCode } from '@bitvault/gitops';

const plan = 'a plan is bought by a person, for the whole account';
const app = "an App's permissions are changed on its page and accepted by each owner; the API has no request for it";
const file = 'it stands in a file, which is changed by a reviewed commit';

/** Why GitHub has no request that closes it. Everything else is found with its request. */
export const withoutRequest: Partial<Readonly<Record<CheckCode, string>>> = {
  'plan-without-reviewers': plan,
  'sigstore-public': plan,
  'one-person-releases': file,
  'health-from-workflows': file,
  'health-app-writes': app,
  'app-administers': app,
  'owners-missing': file,
  'owners-unknown': file,
  'action-not-pinned': file,
  'pull-request-checked-out': file,
  'trust-from-variables': file,
};
