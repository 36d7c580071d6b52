import * as v from 'valibot';
import { acceptedString } from './parsed-string.ts';
import type { Finding, PolicyPath } from './policy-locate.ts';
import type { NonEmpty } from './state.ts';

/** The Sigstores whose roots are proven over TUF, without any configuration. */
export type WellKnownSigstore = 'public-good' | 'github';

export type RunnerKind = 'github-hosted' | 'self-hosted';

/** Whose signatures count for a service, and what they have to prove. */
export interface ServiceTrust {
  readonly sigstore:
    | { readonly kind: 'well-known'; readonly instances: NonEmpty<WellKnownSigstore> }
    /** Path of a file of trusted roots, from the root of the GitOps repository. */
    | { readonly kind: 'trusted-root'; readonly path: string };
  /** Exact issuer of the builds' tokens; null for that of the server that the job runs on. */
  readonly issuer: string | null;
  /** `provenance`, and whatever else has to be there: `signature`, `spdx`, `cyclonedx`, `vuln`, URIs of predicate types. */
  readonly evidence: readonly string[];
  /** Events that may have started the build; null for any. */
  readonly triggers: readonly string[] | null;
  /** Kind of runner that must have built it; null for any. */
  readonly runner: RunnerKind | null;
}

/** A name for a kind of attestation that goes by more than its URI. */
const namedEvidence = new Set(['signature', 'provenance', 'spdx', 'cyclonedx', 'vuln']);
const evidenceExpected = `one of ${[...namedEvidence].join(', ')}, or the https URI of a predicate type`;

export function parseEvidence(raw: string): string {
  if (namedEvidence.has(raw) || /^https:\/\/[!-~]{1,300}$/.test(raw)) return raw;
  throw new TypeError(evidenceExpected);
}

const issuerExpected =
  'the https address of an issuer, exactly as its tokens have it, such as https://token.actions.githubusercontent.com/acme';

/** Compared byte by byte, so whatever another spelling could stand for is refused here. */
export function parseIssuer(raw: string): string {
  const url = URL.parse(raw);
  const isPlain = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === '127.0.0.1');
  const isNormal = url !== null && url.href.replace(/\/$/, '') === raw && raw.length <= 255;
  if (isPlain && isSafe && isNormal) return raw;
  throw new TypeError(issuerExpected);
}

const rootPathExpected =
  'the path of a file of this repository, such as trust/trusted_root.json, from its root and without a leading slash';

function parseRootPath(raw: string): string {
  const isSafe = raw.split('/').every((part) => /^(?!\.{1,2}$|\.git$)[A-Za-z0-9._@+-]+$/i.test(part));
  if (isSafe && raw.length <= 255 && !/^holds\//i.test(raw)) return raw;
  throw new TypeError(rootPathExpected);
}

const triggerExpected = 'the name of an event, such as push';

/** At least one, none twice. */
const listOf = <S extends v.GenericSchema<unknown, string>>(item: S, expected: string) =>
  v.pipe(
    v.array(item, expected),
    v.minLength(1, expected),
    v.maxLength(20, expected),
    v.rawCheck(({ dataset, addIssue }) => {
      if (dataset.typed && new Set(dataset.value).size < dataset.value.length)
        addIssue({ message: `${expected}, none of them twice` });
    }),
  );

export const trustSchema = v.strictObject(
  {
    sigstore: v.optional(
      v.pipe(
        listOf(
          v.picklist(['public-good', 'github'], 'one of public-good, github'),
          'a list of public-good and github, or of one of them',
        ),
        v.description(
          "Well-known Sigstores whose signatures count: `public-good`, Sigstore's public instance, and `github`, GitHub's own. Default: both.",
        ),
        v.examples([['github']]),
      ),
    ),
    'trusted-root': v.optional(
      v.pipe(
        acceptedString(parseRootPath, rootPathExpected),
        v.description(
          'In place of `sigstore`: file of this repository with the trusted root of a Sigstore, or with several, one per line. It is read at the commit of the base branch that the policy is read at.',
        ),
        v.examples(['trust/trusted_root.json']),
      ),
    ),
    issuer: v.optional(
      v.pipe(
        acceptedString(parseIssuer, issuerExpected),
        v.description(
          "Issuer of the builds' OpenID Connect tokens, exactly: of an enterprise with an issuer of its own, the usual one with its slug. Default: that of the server that the job runs on.",
        ),
        v.examples([
          'https://token.actions.githubusercontent.com/acme',
          'https://token.actions.acme.ghe.com',
          'https://github.acme.example/_services/token',
        ]),
      ),
    ),
    evidence: v.optional(
      v.pipe(
        listOf(acceptedString(parseEvidence, evidenceExpected), `a list, each entry ${evidenceExpected}`),
        v.includes('provenance', 'a list with provenance in it: it says which commit was built'),
        v.description(
          'What has to be attached to an image, each by the identity of the service: `signature` of cosign or build-sign-push, `provenance`, `spdx`, `cyclonedx`, `vuln`, or the URI of a predicate type. What is not named is not looked at. Default: signature and provenance.',
        ),
        v.examples([['provenance'], ['signature', 'provenance', 'spdx', 'vuln']]),
      ),
    ),
    triggers: v.optional(
      v.pipe(
        listOf(
          v.pipe(v.string(triggerExpected), v.regex(/^[a-z_]{1,50}$/, triggerExpected)),
          'a list of names of events, such as [push]',
        ),
        v.description('Events that may have started the build. Default: any.'),
        v.examples([['push'], ['push', 'schedule']]),
      ),
    ),
    runner: v.optional(
      v.pipe(
        v.picklist(['github-hosted', 'self-hosted'], 'one of github-hosted, self-hosted'),
        v.description('Kind of runner that must have built the image. Default: any.'),
      ),
    ),
  },
  'a mapping',
);

export type TrustEntry = v.InferOutput<typeof trustSchema>;

/** Whose word it is, nearest first: each key is taken from the first entry that has it. */
export function trustFrom(...entries: readonly (TrustEntry | undefined)[]): ServiceTrust {
  const nearest = <K extends keyof TrustEntry>(key: K): TrustEntry[K] =>
    entries.find((entry) => entry?.[key] !== undefined)?.[key];
  return {
    sigstore: sigstoreFrom(entries),
    issuer: nearest('issuer') ?? null,
    evidence: nearest('evidence') ?? ['signature', 'provenance'],
    triggers: nearest('triggers') ?? null,
    runner: nearest('runner') ?? null,
  };
}

/** `sigstore` and `trusted-root` are two ways to say one thing, so the nearest of either counts. */
function sigstoreFrom(entries: readonly (TrustEntry | undefined)[]): ServiceTrust['sigstore'] {
  const said = entries.find((entry) => entry?.sigstore !== undefined || entry?.['trusted-root'] !== undefined);
  const path = said?.['trusted-root'];
  if (path !== undefined) return { kind: 'trusted-root', path };
  const [first = 'public-good', ...others] = said?.sigstore ?? (['public-good', 'github'] as const);
  return { kind: 'well-known', instances: [first, ...others] };
}

/** What is wrong between the keys of one `trust`. */
export function trustFindings(path: PolicyPath, entry: TrustEntry | undefined): readonly Finding[] {
  if (entry?.sigstore === undefined || entry['trusted-root'] === undefined) return [];
  const says = 'says whose signatures count, and so does `sigstore` beside it: remove one of the two';
  return [{ code: 'POLICY_RULE_CONFLICT', path: [...path, 'trusted-root'], at: 'key', says }];
}
