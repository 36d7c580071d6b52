import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, type InputValues, type Runtime } from '@bitvault/action-kit';
import {
  credentialFinder,
  keepAliveFetch,
  openRepository,
  UploadHabits,
  type Credentials,
  type Fetch,
  type ImageRepository,
} from '@bitvault/registry';
import { refuseUncheckedTls } from './connections.ts';
import type { registryInputs } from './input-groups.ts';
import { workspaceOf } from './workspace.ts';

type RegistryInputs = InputValues<typeof registryInputs>;

/** What the registry inputs and the logins of earlier steps give access to. */
export interface RegistryAccess {
  /**
   * Opens a repository with the credentials that are for it. The login of the inputs is for the one registry of
   * `loginImages` and for no other; what is elsewhere is opened with what earlier steps logged in with.
   */
  open(image: string, loginImages: Iterable<string>): Promise<ImageRepository>;
}

/** As `RegistryAccess`, for a step whose images are known: the login is for theirs. */
export interface StepRegistry {
  open(image: string): Promise<ImageRepository>;
}

/** Throws InputError `INPUT_MISSING` where the inputs have half a login, `TLS_UNCHECKED`. */
export function registryAccess(inputs: RegistryInputs, runtime: Runtime): RegistryAccess {
  refuseUncheckedTls(runtime.env);
  const login = loginOf(inputs);
  const authority = inputs['registry-ca'];
  const mask = (secret: string): void => runtime.mask(secret);
  const findCredentials = credentialFinder({ environment: runtime.env, mask });
  const habits = new Map<string, UploadHabits>();
  const habitsOf = (host: string): UploadHabits => {
    const known = habits.get(host) ?? new UploadHabits();
    habits.set(host, known);
    return known;
  };
  // One for all, so that they share their connections.
  let trusting: Promise<Fetch> | undefined;
  return {
    async open(image, loginImages) {
      const fetch = authority === undefined ? undefined : await (trusting ??= fetchTrusting(authority, runtime.env));
      const own = login && hostOf(image) === oneHost(loginImages) ? login : undefined;
      const credentials = own ?? (await findCredentials(image));
      return openRepository(image, {
        credentials,
        ...(fetch !== undefined && { secure: true, fetch }),
        mask,
        habits: habitsOf(hostOf(image)),
      });
    },
  };
}

function loginOf(inputs: RegistryInputs): Credentials | undefined {
  const { 'registry-username': username, 'registry-password': password } = inputs;
  if (username === undefined && password === undefined) return undefined;
  if (username === undefined || password === undefined) {
    throw new InputError(
      'INPUT_MISSING',
      'of registry-username and registry-password only one is set',
      'Set both, or none for a registry that needs no login.',
    );
  }
  return { username, password };
}

const hostOf = (image: string): string => image.split('/', 1)[0] ?? '';

/**
 * The registry of all these images: with two of them nobody knows whose the password is, and it is offered to neither.
 * Throws InputError `INPUT_INVALID`.
 */
export function oneHost(images: Iterable<string>): string | undefined {
  const hosts = new Set(Array.from(images, hostOf));
  if (hosts.size > 1) {
    throw new InputError(
      'INPUT_INVALID',
      `registry-password is for one registry, but the images are in ${[...hosts].join(' and ')}`,
      'Log in to each of them with `docker login` in an earlier step, and leave the two inputs away.',
    );
  }
  return [...hosts][0];
}

/** For registries alone: what else the step talks to is not vouched for by whoever may set this. Throws InputError `INPUT_INVALID`. */
async function fetchTrusting(value: string, env: NodeJS.ProcessEnv): Promise<Fetch> {
  try {
    const inline = value.startsWith('-----BEGIN ');
    const pem = inline ? value : await readFile(resolve(workspaceOf(env), value), 'utf8');
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (certificates.length === 0) throw new TypeError('no certificate in it');
    // Read here, since TLS would pass in silence over what is none.
    const read = certificates.map((certificate) => new X509Certificate(certificate).toString());
    return keepAliveFetch(read.join('\n'));
  } catch (cause) {
    throw new InputError(
      'INPUT_INVALID',
      'input "registry-ca" is not a certificate in PEM form, nor the path of one that can be read',
      "Give the certificate of the authority that issued the registry's, not the registry's own key.",
      { cause },
    );
  }
}
