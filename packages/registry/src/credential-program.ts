import { execFile } from 'node:child_process';
import * as v from 'valibot';
import { childEnvironment } from './child-environment.ts';
import type { Credentials } from './credentials.ts';
import { RegistryError } from './registry-error.ts';

const timeout = 30_000;
const outputLimit = 64 * 1024;
/** Part of a program's name: no path, no option, nothing that a shell would read (none is asked). */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const answerSchema = v.pipe(v.string(), v.parseJson(), v.object({ Username: v.string(), Secret: v.string() }));
/** What a helper says that works and has nothing for this host (docker-credential-helpers, `credentials/error.go`). */
const notFound = /^credentials not found in native keychain\s*$/;

/**
 * Asks `docker-credential-<name> get` for the credentials of a host. `undefined` only where the helper says in the words
 * of its protocol that it has none; a helper that is missing, fails, hangs or answers something else is
 * `CREDENTIALS_INVALID`. Nothing that it writes is quoted.
 */
export async function askCredentialHelper(
  name: string,
  host: string,
  environment: NodeJS.ProcessEnv,
): Promise<Credentials | undefined> {
  if (!namePattern.test(name))
    throw new RegistryError('CREDENTIALS_INVALID', `the name of the credential helper for ${host} cannot be one`);
  const program = `docker-credential-${name}`;
  // Docker logs in to its own registry under this address, and its helpers keep it so.
  const { failure, output } = await get(
    program,
    host === 'docker.io' ? 'https://index.docker.io/v1/' : host,
    environment,
  );
  if (failure !== undefined && notFound.test(output)) return undefined;
  if (failure !== undefined)
    throw new RegistryError('CREDENTIALS_INVALID', `${program} gives no credentials for ${host}: ${failure}`);
  const parsed = v.safeParse(answerSchema, output);
  if (!parsed.success || parsed.output.Secret === '')
    throw new RegistryError('CREDENTIALS_INVALID', `${program} answers for ${host} without a username and secret`);
  const { Username: username, Secret: secret } = parsed.output;
  return username === '<token>' ? { identityToken: secret } : { username, password: secret };
}

interface HelperAnswer {
  /** What went wrong, in words of ours; absent where it ended well. */
  readonly failure: string | undefined;
  readonly output: string;
}

function get(program: string, address: string, env: NodeJS.ProcessEnv): Promise<HelperAnswer> {
  const options = { env: childEnvironment(env), timeout, maxBuffer: outputLimit, killSignal: 'SIGKILL' } as const;
  return new Promise((resolve) => {
    const child = execFile(program, ['get'], options, (error, output) =>
      resolve({ failure: error ? reason(error) : undefined, output }),
    );
    // A helper that ends without reading is judged by how it ended.
    child.stdin?.on('error', () => {});
    child.stdin?.end(address);
  });
}

/** The error's message is not used: it repeats what the helper wrote to its error output. */
function reason({ code, killed }: { readonly code?: unknown; readonly killed?: boolean }): string {
  if (code === 'ENOENT') return 'it is not on the PATH';
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `it wrote more than ${outputLimit} bytes`;
  if (killed) return `it took more than ${timeout / 1000} s`;
  return typeof code === 'number' || typeof code === 'string' ? `it ended with ${code}` : 'it was ended';
}
