import { digestFile, holdPath, type Policy } from '@bitvault/promotion';
import { parseOwners } from '../codeowners.ts';
import type { Finding } from '../finding.ts';
import { listed, type Patient } from '../patient.ts';
import { lacks } from './plan.ts';
import { unreadFinding } from './unread.ts';

/** Whether those who answer for them review the files that decide. */
export function* ownerFindings({ gitops, policy }: Patient): Iterable<Finding> {
  const { repository, files, ownersErrors, branch } = gitops;
  if (files.kind !== 'read' || lacks(gitops, 'code-owners')) return;
  const file = files.value.owners;
  if (file?.text === null) {
    const says = `the file ${file.path} is too large, or no text`;
    yield { code: 'unread-owners', repository, subject: file.path, says };
    return;
  }
  const ownersOf = file === null ? () => [] : parseOwners(file.text);
  const workflows = files.value.workflows.map(({ path }) => path);
  const wanted = [
    'promotion.yaml',
    file?.path ?? '.github/CODEOWNERS',
    ...workflows,
    ...trustedRoots(policy),
    ...gatedFiles(policy),
  ];
  const missing = wanted.filter((path) => ownersOf(path).length === 0);
  if (missing.length > 0) {
    const subject = file?.path ?? 'CODEOWNERS';
    const says =
      file === null
        ? `the branch ${branch} has no CODEOWNERS, so that nobody owns ${listed(brief(missing))}`
        : `nobody owns ${listed(brief(missing))}`;
    const setting = `${subject} on ${branch}`;
    yield {
      code: 'owners-missing',
      repository,
      subject,
      says,
      setting,
      ...(file !== null && { at: { file: file.path, line: 1, column: 1 } }),
    };
  }
  if (file === null) return;
  yield* unreadFinding('unread-owners', repository, `whether GitHub takes ${file.path}`, ownersErrors);
  for (const { line, message } of ownersErrors.kind === 'read' ? ownersErrors.value : [])
    yield {
      code: 'owners-unknown',
      repository,
      subject: file.path,
      says: `line ${line} of ${file.path}: ${message}`,
      at: { file: file.path, line, column: 1 },
    };
}

/** The files that say whose signatures are believed. */
const trustedRoots = ({ services }: Policy): readonly string[] => [
  ...new Set(
    [...services.values()].flatMap(({ trust: { sigstore } }) =>
      sigstore.kind === 'trusted-root' ? [sigstore.path] : [],
    ),
  ),
];

/** Holds and digests of environments with a gate. */
function gatedFiles(policy: Policy): readonly string[] {
  const gated = policy.environments.filter(({ merge }) => merge === 'gate').map(({ name }) => name);
  return [
    ...new Set(
      gated.flatMap((environment) =>
        [...policy.services.keys()].flatMap((service) => [
          holdPath(environment, service),
          digestFile(policy, environment, service),
        ]),
      ),
    ),
  ];
}

const most = 4;

function brief(paths: readonly string[]): readonly string[] {
  if (paths.length <= most) return paths;
  return [...paths.slice(0, most - 1), `${paths.length - most + 1} more`];
}
