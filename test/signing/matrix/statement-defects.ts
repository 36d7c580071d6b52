import { provenanceType } from '../forgery.ts';
import { changing, present, type Defect, type LooseStatement } from './defect.ts';

const statement = (change: (statement: LooseStatement) => void): Pick<Defect, 'statement'> => ({
  statement: changing(change),
});
const other = 'e'.repeat(64);
const about = ({ subject }: LooseStatement) => present(subject[0]);

/** What is signed is not a statement about this image, by its right name, of the right kind. */
export const statementDefects: readonly Defect[] = [
  {
    name: 'subject with another digest',
    code: 'SUBJECT_MISMATCH',
    part: 'signature',
    ...statement((s) => (about(s).digest = { sha256: other })),
  },
  {
    name: 'provenance of another digest',
    code: 'SUBJECT_MISMATCH',
    part: 'provenance',
    ...statement((s) => (about(s).digest = { sha256: other })),
  },
  {
    name: 'digest in capitals',
    code: 'SUBJECT_MISMATCH',
    part: 'signature',
    ...statement((s) => (about(s).digest = { sha256: (about(s).digest['sha256'] ?? '').toUpperCase() })),
  },
  {
    name: 'digest under another algorithm',
    code: 'SUBJECT_MISMATCH',
    part: 'signature',
    ...statement((s) => (about(s).digest = { sha512: about(s).digest['sha256'] ?? '' })),
  },
  { name: 'no subject', code: 'STATEMENT_INVALID', part: 'signature', ...statement((s) => (s.subject = [])) },
  {
    name: 'signature under another name',
    code: 'SUBJECT_NAME',
    part: 'signature',
    ...statement((s) => (about(s).name = 'registry.example/bitvault/web')),
  },
  {
    name: 'provenance under another name',
    code: 'SUBJECT_NAME',
    part: 'provenance',
    ...statement((s) => (about(s).name = 'registry.example/bitvault/web')),
  },
  {
    name: 'provenance under a longer name',
    code: 'SUBJECT_NAME',
    part: 'provenance',
    ...statement((s) => (about(s).name += '-evil')),
  },
  {
    name: 'provenance without a name',
    code: 'SUBJECT_NAME',
    part: 'provenance',
    ...statement((s) => delete about(s).name),
  },
  {
    name: 'signature of another predicate type',
    code: 'PREDICATE_TYPE',
    part: 'signature',
    ...statement((s) => (s.predicateType = provenanceType)),
  },
  {
    name: 'provenance of an older predicate type',
    code: 'PREDICATE_TYPE',
    part: 'provenance',
    ...statement((s) => (s.predicateType = 'https://slsa.dev/provenance/v0.2')),
  },
  { name: 'another payload type', code: 'PAYLOAD_TYPE', part: 'signature', payloadType: 'application/json' },
  {
    name: 'another statement type',
    code: 'STATEMENT_INVALID',
    part: 'signature',
    statement: (s) => ({ ...s, _type: 'https://in-toto.io/Statement/v2' }),
  },
  {
    name: 'predicate type twice in the statement',
    code: 'STATEMENT_INVALID',
    part: 'provenance',
    payload: (text) => text.replace('"predicateType":', '"predicateType":"https://example.com/x","predicateType":'),
  },
  {
    name: 'digest twice in the subject',
    code: 'STATEMENT_INVALID',
    part: 'signature',
    payload: (text) => text.replace('"sha256":', `"sha256":"${other}","sha256":`),
  },
  {
    name: 'digest twice, once escaped',
    code: 'STATEMENT_INVALID',
    part: 'signature',
    payload: (text) => text.replace('"sha256":', String.raw`"sh\u0061256":"${other}","sha256":`),
  },
  { name: 'statement cut short', code: 'STATEMENT_INVALID', part: 'signature', payload: (text) => text.slice(0, -1) },
  {
    name: 'statement that is not UTF-8',
    code: 'STATEMENT_INVALID',
    part: 'signature',
    payload: (text) => Buffer.from(text.replace('{', '{"note":"\u00ff",'), 'latin1'),
  },
];
