import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '@bitvault/action-kit';
import type { BaseFileReader, CommitOid, ServiceTrust } from '@bitvault/promotion';
import { loadTrust, SigningError, sigstoreInstances, type Trust } from '@bitvault/signing';
import { workspaceOf } from './workspace.ts';

export interface PolicyTrustInputs {
  readonly files: BaseFileReader;
  /** The input `trusted-root`: it may agree with the policy, and decides nothing. */
  readonly given: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** Whose signatures count for a service, as one commit of the base branch has it. */
export interface PolicyTrust {
  /** @throws InputError `INPUT_DISAGREES`; SigningError of a trusted root */
  load(trust: ServiceTrust, base: CommitOid): Promise<LoadedTrust>;
}

export interface LoadedTrust {
  readonly trust: Trust;
  /** The same for the same roots, whatever commit they were read at. */
  readonly key: string;
}

/** A trusted root has 7 kB, a list of several a few times that. */
const largestRoot = 256 * 1024;

/** Reads trusted roots where the policy names them, at the commit that the policy was read at, each once. */
export function policyTrust({ files, given, env }: PolicyTrustInputs): PolicyTrust {
  const texts = new Map<string, Promise<string>>();
  const loaded = new Map<string, Promise<Trust>>();
  const load = async (key: string, start: () => Promise<Trust>): Promise<LoadedTrust> => {
    const trust = loaded.get(key) ?? start();
    loaded.set(key, trust);
    return { key, trust: await trust };
  };
  return {
    async load({ sigstore }, base) {
      if (sigstore.kind === 'well-known') {
        if (given !== undefined) throw unnamed(sigstore.instances);
        return load(sigstore.instances.join(' '), () => loadTrust(sigstore.instances));
      }
      const place = `${base} ${sigstore.path}`;
      const reading = texts.get(place) ?? rootText(files, base, sigstore.path);
      texts.set(place, reading);
      const text = await reading;
      if (given !== undefined && (await textOf(given, env)).trimEnd() !== text.trimEnd()) throw other(sigstore.path);
      return load(text, () => loadTrust({ inline: text }));
    },
  };
}

async function rootText(files: BaseFileReader, base: CommitOid, path: string): Promise<string> {
  const file = await files.file(base, path);
  const named = `${path}, which promotion.yaml names as trusted root,`;
  const next =
    'Commit the trusted root there as a file of its own, or have promotion.yaml name the file that it is in.';
  if (file === null) throw new SigningError('TRUST_ROOT_UNAVAILABLE', `${named} is not in commit ${base}`, next);
  const { text, mode } = file;
  if (text === null || !/^100(?:644|755)$/.test(mode))
    throw new SigningError('TRUST_ROOT_UNAVAILABLE', `${named} is no file whose text can be read`, next);
  if (Buffer.byteLength(text) <= largestRoot) return text;
  throw new SigningError('TRUST_ROOT_INVALID', `${named} has more than ${largestRoot / 1024} KiB`, next);
}

/** Of the JSON itself, or of a file of the job. */
async function textOf(given: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (given.startsWith('{')) return given;
  try {
    return await readFile(resolve(workspaceOf(env), given), 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    const what = `input "trusted-root" is ${JSON.stringify(given.slice(0, 200))}, which is no file that can be read`;
    throw new InputError('INPUT_INVALID', what, `Remove the input: ${decides}.`, { cause });
  }
}

const decides = 'promotion.yaml of the base branch says whom to trust';

const other = (path: string): InputError =>
  new InputError(
    'INPUT_DISAGREES',
    `input "trusted-root" differs from ${path}, the trusted root of promotion.yaml, which decides`,
    `Remove the input: ${decides}. Where the input is right, propose it as a change of ${path}.`,
  );

const unnamed = (instances: readonly (keyof typeof sigstoreInstances)[]): InputError => {
  const trusted = instances.map((instance) => sigstoreInstances[instance].title).join(' and ');
  return new InputError(
    'INPUT_DISAGREES',
    `input "trusted-root" is set, but promotion.yaml, which decides, names no trusted root and trusts ${trusted}`,
    'Remove the input. Where the root is to be trusted, commit it to this repository and name the file in promotion.yaml: `trust: {trusted-root: …}`.',
  );
};
