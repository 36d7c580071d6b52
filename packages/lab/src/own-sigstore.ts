import { sigstoreFiles, sigstorePaths, type SigstoreFiles } from './sigstore/sigstore-checkout.ts';

const rootOfGitOps = 'trust/trusted_root.json';

const inputs = [
  `          trusted-root: ${sigstorePaths.trustedRoot}\n`,
  `          signing-config: ${sigstorePaths.signingConfig}\n`,
].join('');

/** A file of the examples, changed as their README files say for a Sigstore of one's own. */
export function withOwnSigstore(text: string, path: string): string {
  if (path === 'promotion.yaml') return `${text}trust: {trusted-root: ${rootOfGitOps}}\n`;
  if (!/^\.github\/workflows\/[^/]+\.yml$/.test(path)) return text;
  return text
    .split(/^(?= {2}[\w-]+:$)/m)
    .map((job) => (isLackingCheckout(job) ? withCheckout(job) : job))
    .join('')
    .replaceAll(/uses: bitvault\/actions\/build-sign-push@.*\n {8}with:\n/g, (step) => `${step}${inputs}`);
}

const isLackingCheckout = (job: string): boolean =>
  job.includes('uses: bitvault/actions/build-sign-push@') && !job.includes('uses: actions/checkout@');

const withCheckout = (job: string): string =>
  job
    .replace(/^ {4}permissions:\n/m, '$&      contents: read\n')
    .replace(/^ {4}steps:\n/m, '$&      - uses: actions/checkout@v5\n        with: {persist-credentials: false}\n');

/** What the repositories of the examples have besides. */
export const ownSigstoreFiles = (sigstore: SigstoreFiles) => ({
  app: sigstoreFiles(sigstore),
  gitops: { [rootOfGitOps]: sigstore.trustedRoot },
});
