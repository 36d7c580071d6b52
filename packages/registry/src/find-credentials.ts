import { join } from 'node:path';
import {
  byHost,
  byNamespace,
  credentialsOf,
  hostOf,
  readCredentialFile,
  type CredentialFile,
} from './credential-file.ts';
import { askCredentialHelper } from './credential-program.ts';
import { secretsOf, type Credentials } from './credentials.ts';
import { RegistryError } from './registry-error.ts';
import { parseRepositoryName } from './repository-name.ts';

export interface FindCredentialsOptions {
  /** The variables that say where the files are; credential helpers are run with them. */
  readonly environment: NodeJS.ProcessEnv;
  /** Told what was found before anything else is done with it. */
  readonly mask: (secret: string) => void;
}

/** For the repository `host/path`. */
export type FindCredentials = (name: string) => Promise<Credentials | undefined>;

/**
 * Finds what earlier steps of the job logged in with: Docker's `config.json` in `$DOCKER_CONFIG` or `~/.docker`, then the
 * `auth.json` of podman, buildah and skopeo. In each, a credential helper that is named for the host, else the general
 * one, else what is stored for it. `undefined` where none has anything. Throws `CREDENTIALS_INVALID` where something is
 * there for the host and cannot be used, rather than going on as nobody. A helper is run once for each host.
 */
export function credentialFinder({ environment, mask }: FindCredentialsOptions): FindCredentials {
  const asked = new Map<string, Promise<Credentials | undefined>>();
  const ask = (helper: string, host: string): Promise<Credentials | undefined> => {
    const key = `${helper} ${host}`;
    const answer = asked.get(key) ?? askCredentialHelper(helper, host, environment);
    asked.set(key, answer);
    return answer;
  };
  return async (name) => {
    const { host } = parseRepositoryName(name);
    for await (const { path, file, pick } of credentialFiles(environment)) {
      const helper = pick(file.credHelpers, name) ?? file.credsStore;
      const found = helper
        ? await ask(helper, hostOf(host))
        : credentialsOf(pick(file.auths, name) ?? null, path, host);
      if (!found) continue;
      for (const secret of secretsOf(found)) mask(secret);
      return found;
    }
    return undefined;
  };
}

interface FoundFile {
  readonly path: string;
  readonly file: CredentialFile;
  /** The value of the key that is for a repository, by the rule of this kind of file. */
  readonly pick: <T>(entries: Readonly<Record<string, T>> | undefined, name: string) => T | undefined;
}

async function* credentialFiles(environment: NodeJS.ProcessEnv): AsyncGenerator<FoundFile> {
  const { DOCKER_CONFIG, HOME, REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR, XDG_CONFIG_HOME } = environment;
  const docker = DOCKER_CONFIG || (HOME && join(HOME, '.docker'));
  if (docker) {
    const path = join(docker, 'config.json');
    const file = await readCredentialFile(path);
    if (file) yield { path, file, pick: (entries, name) => byHost(entries, name.split('/', 1)[0] ?? '') };
  }
  const config = XDG_CONFIG_HOME || (HOME && join(HOME, '.config'));
  const usual = [XDG_RUNTIME_DIR, config].flatMap((folder) =>
    folder ? [join(folder, 'containers', 'auth.json')] : [],
  );
  for (const path of REGISTRY_AUTH_FILE ? [REGISTRY_AUTH_FILE] : usual) {
    const file = await readCredentialFile(path);
    if (file) yield { path, file, pick: byNamespace };
    else if (REGISTRY_AUTH_FILE)
      throw new RegistryError('CREDENTIALS_INVALID', `REGISTRY_AUTH_FILE names ${path}, which is not there`);
  }
}
