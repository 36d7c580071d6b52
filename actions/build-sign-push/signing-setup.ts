import { InputError, type Runtime } from '@bitvault/action-kit';
import {
  checkInstancesServe,
  checkProofs,
  instanceFor,
  loadSigningServices,
  loadTrust,
  openSigningSession,
  sigstoreInstances,
  type SigningSession,
  type SigstoreConfiguration,
  type SigstoreInstance,
  type SigstoreSource,
  type Trust,
  type TrustSource,
  type VerificationOptions,
  type WorkflowToken,
} from '@bitvault/signing';
import { serverAddresses } from '../connections.ts';
import type { BuildInputs } from './inputs.ts';
import { reviewedText, type ReviewedSource } from './reviewed-file.ts';

export interface SigningSetup {
  readonly trust: Trust;
  readonly session: SigningSession;
  /** `undefined` where the public good instance signs: every tool has its root. */
  readonly trustedRoot: SigstoreConfiguration | undefined;
  /** By whom and why; a sentence for people. */
  readonly told: string;
  readonly verification: Pick<VerificationOptions, 'instance' | 'proof'>;
}

type SigningInputs = Pick<BuildInputs, 'signing-config' | 'trusted-root' | 'sigstore' | 'signature-format' | 'dry-run'>;

/** Only the job's token can tell who would sign, and the jobs that try a build without publishing it often have none. */
export const dryRunNeedsNoSigning = (inputs: SigningInputs): boolean =>
  inputs['dry-run'] && inputs['signing-config'] === undefined && inputs.sigstore === 'auto';

/**
 * Who signs and what proves it, told before anything is built or pushed.
 * @throws InputError INPUT_INVALID; SigningError
 */
export async function prepareSigning(
  inputs: SigningInputs,
  runtime: Runtime,
  identity: () => Promise<WorkflowToken>,
): Promise<SigningSetup> {
  const source = { env: runtime.env, calledCommit: async () => (await identity()).claims.job_workflow_sha };
  const { config, told, verification, ...signer } = await chosenSigner(inputs, source, runtime, identity);
  const services = await loadSigningServices(config);
  const { server } = serverAddresses(runtime.env);
  const session = openSigningSession({ server, services, format: inputs['signature-format'], identity });
  const root = inputs['trusted-root'];
  const trust = await loadTrust(root === undefined ? signer.trust : await trustedRootOf(root, source));
  checkProofs(services, trust);
  const own = signer.trust === 'github' ? rootFileOf(trust) : undefined;
  return {
    session,
    trust,
    trustedRoot: root === undefined ? own : { path: root },
    told,
    verification: {
      proof: services.rekor.length > 0 ? 'logged' : 'timestamped',
      ...(root === undefined && verification),
    },
  };
}

/** @throws InputError INPUT_UNREVIEWED */
export const trustedRootOf = async (given: string, source: ReviewedSource): Promise<SigstoreConfiguration> => ({
  inline: await reviewedText('trusted-root', given, source),
});

interface ChosenSigner {
  readonly config: SigstoreSource;
  /** Trusted where no `trusted-root` is given. */
  readonly trust: TrustSource;
  readonly told: string;
  readonly verification: Pick<VerificationOptions, 'instance'>;
}

async function chosenSigner(
  inputs: SigningInputs,
  source: ReviewedSource,
  runtime: Runtime,
  token: () => Promise<WorkflowToken>,
): Promise<ChosenSigner> {
  const config = inputs['signing-config'];
  if (config === undefined) {
    const { instance, because } = await chosenInstance(inputs.sigstore, runtime, token);
    return { config: instance, trust: instance, told: signedWith(instance, because), verification: { instance } };
  }
  if (inputs.sigstore !== 'auto') {
    throw new InputError(
      'INPUT_INVALID',
      `inputs "signing-config" and "sigstore" (${inputs.sigstore}) both say who signs`,
      'Remove one of them.',
    );
  }
  const told = 'Signed with the Sigstore of the signing configuration.';
  const inline = await reviewedText('signing-config', config, source);
  return { config: { inline }, trust: 'well-known', told, verification: {} };
}

interface ChosenInstance {
  readonly instance: SigstoreInstance;
  readonly because: string;
}

async function chosenInstance(
  sigstore: SigningInputs['sigstore'],
  runtime: Runtime,
  token: () => Promise<WorkflowToken>,
): Promise<ChosenInstance> {
  checkInstancesServe(serverAddresses(runtime.env).server);
  if (sigstore !== 'auto') return { instance: sigstore, because: 'as the input `sigstore` says' };
  const { claims } = await token();
  return { instance: instanceFor(claims), because: `because the repository is ${claims.repository_visibility}` };
}

/** Other tools than gh have to be given the root of GitHub's. */
const rootFileOf = ({ document }: Trust): SigstoreConfiguration | undefined =>
  document === undefined ? undefined : { inline: document };

const published: Readonly<Record<SigstoreInstance, string>> = {
  'public-good': 'its public log names repository, workflow, branch and commit',
  github: 'nothing about it is published',
};

/** For the log and the summary. */
export const signedWith = (instance: SigstoreInstance, because: string): string =>
  `Signed with ${sigstoreInstances[instance].title}, ${because}: ${published[instance]}.`;
