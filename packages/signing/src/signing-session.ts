import { legacyLogError } from './legacy-layer.ts';
import { imageSigner, type ImageSigner } from './signer.ts';
import type { SigningServices } from './signing-services.ts';
import type { WorkflowToken } from './workflow-token.ts';

/** `legacy` is cosign's format of before bundles, under its tags, which some verifiers still want. */
export type SignatureFormat = 'bundle' | 'legacy' | 'both';

export interface SigningSessionArguments {
  /** GITHUB_SERVER_URL, without a slash at the end. */
  readonly server: string;
  readonly services: SigningServices;
  /** Default `bundle`. */
  readonly format?: SignatureFormat;
  /** See `workflowIdentity`; of a token for the audience `sigstore`. */
  readonly identity: () => Promise<WorkflowToken>;
}

/** One workflow's identity before one Sigstore, for as many images as a job signs. */
export interface SigningSession {
  readonly server: string;
  readonly format: SignatureFormat;
  /**
   * The job's token, which the certificate authority still takes for some time.
   * @throws SigningError TOKEN_UNAVAILABLE, TOKEN_INVALID
   */
  identity(): Promise<WorkflowToken>;
  /** Signs everything under one certificate while that is valid. Nothing is asked of a service before it is used. */
  signer(): Promise<ImageSigner>;
}

/**
 * Opens it; nothing is asked of anybody yet.
 * @throws SigningError LEGACY_LOG where these services cannot sign in that format
 */
export function openSigningSession(args: SigningSessionArguments): SigningSession {
  const { server, format = 'bundle', identity } = args;
  const services = format === 'bundle' ? args.services : withVersion1Logs(args.services);
  let signer: Promise<ImageSigner> | undefined;
  return {
    server,
    format,
    identity,
    signer: () => (signer ??= imageSigner(services, async () => (await identity()).token)),
  };
}

/** The older format carries the promise of a version 1 log, which no other gives. */
function withVersion1Logs(services: SigningServices): SigningServices {
  const rekor = services.rekor.filter(({ version }) => version === 1);
  if (rekor.length === 0) throw legacyLogError();
  return { ...services, rekor };
}
