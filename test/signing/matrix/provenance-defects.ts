import { changing, present, type Defect, type LoosePredicate } from './defect.ts';

const lie = (name: string, change: (predicate: LoosePredicate) => void, code = 'PROVENANCE_DISAGREES'): Defect => ({
  name,
  code,
  part: 'provenance',
  predicate: changing(change),
});

const workflowOf = ({ buildDefinition }: LoosePredicate) => buildDefinition.externalParameters.workflow;
const githubOf = ({ buildDefinition }: LoosePredicate) => buildDefinition.internalParameters.github;
const sourceOf = ({ buildDefinition }: LoosePredicate) => present(buildDefinition.resolvedDependencies[0]);

/** The provenance is signed by the right identity, and tells another story than its certificate. */
export const provenanceDefects: readonly Defect[] = [
  lie('provenance of another commit', (p) => (sourceOf(p).digest = { gitCommit: 'b'.repeat(40) })),
  lie('provenance of another source', (p) => (sourceOf(p).uri = sourceOf(p).uri.replace('bitvault/', 'mallory/'))),
  lie('provenance without the commit', (p) => (sourceOf(p).digest = {})),
  lie('provenance of another ref', (p) => (workflowOf(p).ref = 'refs/heads/dev')),
  lie('provenance of another workflow', (p) => (workflowOf(p).path = '.github/workflows/ci.yml')),
  lie('provenance of another repository', (p) => (workflowOf(p).repository += '-evil')),
  lie('provenance by another builder', (p) => (p.runDetails.builder.id += '-evil')),
  lie('provenance of another run', (p) => (p.runDetails.metadata.invocationId += '0')),
  lie('provenance of another trigger', (p) => (githubOf(p)['event_name'] = 'pull_request')),
  lie('provenance of another repository id', (p) => (githubOf(p)['repository_id'] = '102')),
  lie('provenance of another owner id', (p) => (githubOf(p)['repository_owner_id'] = '8')),
  lie('provenance of another runner', (p) => (githubOf(p)['runner_environment'] = 'self-hosted')),
  lie('provenance of another build type', (p) => (p.buildDefinition.buildType += '/x')),
  lie('provenance without materials', (p) => (p.buildDefinition.resolvedDependencies = []), 'PROVENANCE_INVALID'),
  { name: 'empty provenance', code: 'PROVENANCE_INVALID', part: 'provenance', predicate: () => ({}) },
];
