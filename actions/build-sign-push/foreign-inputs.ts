import { InputError, inputVariable } from '@bitvault/action-kit';

interface Foreign {
  /** The value that asks for what happens anyway. */
  readonly harmless?: string;
  readonly next: string;
}

/** Inputs that other actions which build images take, and this one does not. */
const foreign: ReadonlyMap<string, Foreign> = new Map<string, Foreign>([
  ['push', { harmless: 'true', next: 'Set `with: dry-run: true` to build without pushing, as for pull requests.' }],
  ['load', { harmless: 'false', next: 'Leave it out, and pull the output `ref` in a later step.' }],
  ['outputs', { next: 'Leave it out: the image goes to `image`. To keep another form, build that in its own step.' }],
  ['provenance', { harmless: 'true', next: 'Leave it out: SLSA provenance is always made, and signed.' }],
  ['attests', { next: 'Leave it out, and name the source of the SBOM with `with: sbom:`.' }],
  ['call', { harmless: 'build', next: 'Leave it out, and run `docker buildx build --call` in a step of its own.' }],
  ['github-token', { next: 'Leave it out: the context is a directory, as actions/checkout leaves it.' }],
  ['registry', { next: 'Leave it out, and write the registry into `image`, such as ghcr.io/owner/name.' }],
  ['username', { next: 'Call it `registry-username`.' }],
  ['password', { next: 'Call it `registry-password`.' }],
  [
    'tls-verify',
    { harmless: 'true', next: 'Leave it out, and give `registry-ca` the certificate of a private authority.' },
  ],
]);

/** What to do in place of an input that another action takes. */
export const insteadOf = (name: string): string | undefined => foreign.get(name)?.next;

/**
 * The runner only warns of inputs that an action does not declare, and passes them all the same; `push: false` must not
 * end in a push.
 * @throws InputError INPUT_INVALID
 */
export function refuseForeignInputs(env: NodeJS.ProcessEnv): void {
  for (const [name, { harmless, next }] of foreign) {
    const value = (env[inputVariable(name)] ?? '').trim();
    if (value === '' || value === harmless) continue;
    throw new InputError('INPUT_INVALID', `input "${name}" is set, which this action does not have`, next);
  }
}
