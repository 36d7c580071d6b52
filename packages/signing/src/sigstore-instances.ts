/** The Sigstores that jobs on github.com can use without any configuration. */
export type SigstoreInstance = 'public-good' | 'github';

/**
 * What proves, besides the certificate, that a signature was made while the certificate was valid. `logged`: an entry of
 * a transparency log, with the certificate in a certificate log; both are public. `timestamped`: the time of a timestamp
 * authority; nothing is published, and so nobody can see what else the authority certified.
 */
export type Proof = 'logged' | 'timestamped';

interface InstanceFacts {
  readonly title: string;
  /** The organisation in the names of its certificate authorities, as it is told apart by (cli/cli, `gh attestation verify`). */
  readonly organization: string;
  readonly proof: Proof;
  /** Its TUF repository. */
  readonly mirror: string;
  readonly services: {
    readonly fulcio: string;
    readonly rekor: readonly { readonly url: string; readonly version: 1 | 2 }[];
    readonly timestamps: readonly string[];
  };
}

/** Addresses of GitHub's: actions/toolkit, `packages/attest`, endpoints.ts. */
export const sigstoreInstances: Readonly<Record<SigstoreInstance, InstanceFacts>> = {
  'public-good': {
    title: 'Sigstore’s public good instance',
    organization: 'sigstore.dev',
    proof: 'logged',
    mirror: 'https://tuf-repo-cdn.sigstore.dev',
    services: {
      fulcio: 'https://fulcio.sigstore.dev',
      rekor: [{ url: 'https://rekor.sigstore.dev', version: 1 }],
      timestamps: ['https://timestamp.sigstore.dev/api/v1/timestamp'],
    },
  },
  github: {
    title: 'GitHub’s own Sigstore',
    organization: 'GitHub, Inc.',
    proof: 'timestamped',
    mirror: 'https://tuf-repo.github.com',
    services: {
      fulcio: 'https://fulcio.githubapp.com',
      rekor: [],
      timestamps: ['https://timestamp.githubapp.com/api/v1/timestamp'],
    },
  },
};
