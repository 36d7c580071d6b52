import { Person, startLab, type Lab } from '@bitvault/lab';
import { documentedApps, setUpAsDocumented, type DocumentedOrganisation } from './documented-organisation.ts';

export interface SetUp {
  readonly plan?: 'free' | 'team' | 'enterprise';
  /** Which of the two repositories are private; none if not said. */
  readonly private?: 'both' | 'gitops' | 'application';
  readonly edit?: (text: string, path: string) => string | null;
}

export interface RulesetBody {
  readonly rules: readonly { readonly type: string; readonly parameters?: object }[];
  readonly bypass_actors: readonly object[];
  readonly conditions: object;
}

export interface Site extends DocumentedOrganisation {
  readonly lab: Lab;
  /** Changes a ruleset of the GitOps repository as its page does; null deletes it. */
  readonly ruleset: (name: string, change: (body: RulesetBody) => object | null) => Promise<void>;
}

export interface DoctorRig extends AsyncDisposable {
  readonly lab: Lab;
  /** Owns every organisation. */
  readonly owner: Person;
  /** An organisation of its own, set up as the examples' READMEs say. */
  setUp(options?: SetUp): Promise<Site>;
}

export async function startDoctorRig(): Promise<DoctorRig> {
  const lab = await startLab();
  const owner = new Person(lab, lab.github.createUser('olga'));
  for (const login of ['rita', 'rolf', 'kim', 'kai']) lab.github.createUser(login);
  lab.github.createOrganization('bitvault', [owner.login]);
  const apps = documentedApps(lab);
  let organisations = 0;
  return {
    lab,
    owner,
    async setUp(options = {}) {
      organisations += 1;
      const made = await setUpAsDocumented(lab, apps, owner, { owner: `org-${organisations}`, ...options });
      return { ...made, lab, ruleset: (name, change) => changeRuleset(made, name, change) };
    },
    [Symbol.asyncDispose]: () => lab.close(),
  };
}

async function changeRuleset(
  { gitops, owner, rulesets }: DocumentedOrganisation,
  name: string,
  change: (body: RulesetBody) => object | null,
): Promise<void> {
  const path = `/repos/${gitops}/rulesets/${rulesets.get(`${gitops} ${name}`)}`;
  const body = change((await owner.request('GET', path)) as RulesetBody);
  if (body === null) await owner.request('DELETE', path);
  else await owner.request('PUT', path, body);
}
