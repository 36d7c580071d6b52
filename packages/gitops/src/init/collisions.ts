import type { Answers } from './answers.ts';
import { operatorApplications } from './operators.ts';
import type { InitErrorCode, InitProblem } from './init-error.ts';

/** Names that answers, each right in itself, would give to two things, or make too long. */
export function collisions(answers: Answers): readonly InitProblem[] {
  return [
    ...rivals('Application', applicationNames(answers)),
    ...rivals('resource', resourceNames(answers)),
    ...(answers.templating === 'kustomize' ? rivals('folder', folderNames(answers)) : []),
    ...repositories(answers),
    ...tooMany(answers),
  ];
}

/** Where a name comes from → the name. */
type Names = readonly (readonly [origin: string, name: string])[];

function rivals(what: string, names: Names): readonly InitProblem[] {
  const owners = new Map<string, string>();
  return names.flatMap(([origin, name]) => {
    const owner = owners.get(name);
    owners.set(name, owner ?? origin);
    return owner === undefined ? [] : [problem(`${origin} and ${owner} would both have the ${what} ${name}`)];
  });
}

const problem = (message: string, code: InitErrorCode = 'INIT_NAMES_COLLIDE'): InitProblem => ({ code, message });

function applicationNames({ name, environments, services, layout, operators }: Answers): Names {
  const ofEnvironments: Names = environments.flatMap((environment) => [
    [`environment ${environment.name}`, `${name}-${environment.name}`] as const,
    [`the data of environment ${environment.name}`, `${name}-${environment.name}-data`] as const,
  ]);
  const ofServices: Names = environments.flatMap((environment) =>
    services.map(
      (service) =>
        [
          `service ${service.name} in environment ${environment.name}`,
          `${name}-${environment.name}-${service.name}`,
        ] as const,
    ),
  );
  const ofOperators: Names =
    operators.length === 0
      ? []
      : [
          ['the operators', `${name}-operators`],
          ...operatorApplications(name, operators, environments).map(
            ({ operator, name: application }) => [`operator ${operator.name}`, application] as const,
          ),
        ];
  return [['the root', `${name}-root`], ...ofOperators, ...ofEnvironments, ...(layout === 'service' ? ofServices : [])];
}

/** In the namespace of an environment, where all services live side by side. */
function resourceNames({ name, services }: Answers): Names {
  return [
    ['the database', 'database'],
    ['the address of the database', `${name}-database`],
    ['the migration', `${name}-migrate`],
    ...services.map((service) => [`service ${service.name}`, service.name] as const),
    ...services
      .filter(({ host }) => host !== null)
      .map((service) => [`the canary of service ${service.name}`, `${service.name}-canary`] as const),
  ];
}

/** Below `envs/<environment>`. */
const folderNames = ({ services }: Answers): Names => [
  ['what the services stand on', 'data'],
  ...services.map((service) => [`service ${service.name}`, service.name] as const),
];

function repositories({ owner, repository, source }: Answers): readonly InitProblem[] {
  const same = `${owner}/${repository}`.toLowerCase() === `${source.owner}/${source.name}`.toLowerCase();
  return same
    ? [problem(`--repository and --source are both ${owner}/${repository}, but must be two repositories`)]
    : [];
}

/** `promotion.yaml` takes at most so many commit statuses for one environment. */
export const mostStatuses = 20;

function tooMany({ layout, services }: Answers): readonly InitProblem[] {
  if (services.length > 500)
    return [problem(`${services.length} services are more than the 500 that promotion.yaml can hold`, 'INIT_TOO_MANY')];
  if (layout !== 'service' || services.length <= mostStatuses) return [];
  return [
    problem(
      `${services.length} services with --layout service make as many commit statuses, but promotion.yaml takes ` +
        `${mostStatuses} for an environment; take --layout environment, or split the repository`,
      'INIT_TOO_MANY',
    ),
  ];
}
