import { signingErrorCodes } from '@bitvault/signing';
import { defects } from '../../signing/matrix/defects.ts';
import { elsewhere, type Row } from './row.ts';

/** What is wrong, by the code of the refusal. */
const meanings: Readonly<Record<string, string>> = signingErrorCodes;

const spoilt: readonly Row[] = defects.map(({ name, code, part }) => ({
  does: `offers ${part === 'signature' ? 'a signature' : 'provenance'} with this fault: ${name}`,
  stoppedBy: meanings[code] ?? code,
  codes: [code],
  shown: elsewhere('attacks/verdicts.test.ts', 'the bundle refuses as ${defect.code}: ${defect.name}'),
}));

export const forger: readonly Row[] = [
  ...spoilt,
  {
    does: 'takes a signature’s log entry away, to pass as one of a Sigstore that has no log',
    stoppedBy:
      'The trusted root of the authority that issued the certificate decides what has to be proven, never the bundle.',
    codes: [],
    shown: elsewhere(
      'signing/private-instance.test.ts',
      'a certificate of a Sigstore with logs is as little use there',
    ),
  },
  {
    does: 'attaches bundles that take long to check',
    stoppedBy: 'All is counted before any cryptography: log entries, timestamps, bundles and their bytes.',
    codes: ['BUNDLE_OVERSIZED'],
    shown: elsewhere('actions/untrustworthy-evidence.test.ts', 'a signature with 400 invented log entries'),
  },
  {
    does: 'has the key of a log or authority that has not been used for years',
    stoppedBy: 'The times that are proven lie in the period for which the trusted root has that key.',
    codes: ['AUTHORITY_EXPIRED'],
    shown: elsewhere('actions/untrustworthy-evidence.test.ts', 'a log entry of a key that had ended years before'),
  },
  {
    does: 'gives a trusted root that does not say since when its keys count',
    stoppedBy: 'Such a root is refused.',
    codes: ['TRUST_ROOT_INVALID'],
    shown: elsewhere(
      'actions/untrustworthy-evidence.test.ts',
      'a trusted root that does not say since when a key counts',
    ),
  },
  {
    does: 'signs with an authority that the trusted root does not have',
    stoppedBy: 'The refusal names the authority, and advises nothing that would publish a private name.',
    codes: [],
    shown: elsewhere('signing/untrusted-authority.test.ts', 'the authority is named, and nobody is told to publish'),
  },
];
