import { tampering, type Answer, type PartRequest } from '@bitvault/lab';
import type { Rig } from '../rig.ts';
import { elsewhere, type Row } from './row.ts';
import { atDev } from './setting.ts';

const [answers, content] = ['registry-answers', 'registry-content'].map((name) => `attacks/${name}.test.ts`) as [
  string,
  string,
];

/** A good bump of dev, whose image this registry lies about from now on. */
const lyingBy = (tamper: (rig: Rig, digest: string) => (request: PartRequest, answer: Answer) => Answer) =>
  atDev({
    after({ rig, site, next }) {
      const stop = rig.lab.registry.tamper((request, answer) => tamper(rig, next)(request, answer));
      site.afterwards(stop);
    },
  });

const denied = 'What cannot be verified is not merged.';

export const registry: readonly Row[] = [
  {
    does: 'serves another manifest under the digest',
    stoppedBy: 'Every digest is checked against the bytes.',
    codes: ['DIGEST_MISMATCH'],
    shown: elsewhere(content, 'for the image, its bundles and what refers to it'),
  },
  {
    does: 'says that nothing was ever signed for the image',
    stoppedBy: denied,
    codes: ['IMAGE_UNVERIFIED'],
    shown: lyingBy(
      () => (request, answer) =>
        request.url.pathname.includes('/referrers/') && answer.status === 200
          ? {
              ...answer,
              body: JSON.stringify({
                schemaVersion: 2,
                mediaType: 'application/vnd.oci.image.index.v1+json',
                manifests: [],
              }),
            }
          : answer,
    ),
  },
  {
    does: 'says that the image itself is gone',
    stoppedBy: 'Bundles that outlive an image prove nothing that can be run.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: lyingBy(
      (_, digest) => (request, answer) =>
        request.url.pathname.endsWith(`/manifests/${digest}`) ? { status: 404, body: '{"errors":[]}' } : answer,
    ),
  },
  {
    does: 'lets somebody push an image by hand, past the workflow',
    stoppedBy:
      'Without signature and provenance by the policy’s workflow, an image is refused when proposed and again when merged.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: elsewhere('attacks/change.test.ts', 'nobody signed'),
  },
  {
    does: 'denies everything',
    stoppedBy: denied,
    codes: ['IMAGE_UNVERIFIED'],
    shown: lyingBy(() => tampering.statusFor('/v2/', 403)),
  },
  {
    does: 'answers with pages of HTML',
    stoppedBy: denied,
    codes: ['IMAGE_UNVERIFIED'],
    shown: lyingBy(
      () => (request, answer) =>
        request.method === 'GET' && answer.status === 200
          ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }
          : answer,
    ),
  },
  {
    does: 'answers reads with a redirect to itself without end',
    stoppedBy: 'Hops are bounded.',
    codes: [],
    shown: elsewhere(content, 'a redirect in a circle is left'),
  },
  {
    does: 'lists a hundred thousand things that refer to the image',
    stoppedBy: 'Counts are bounded.',
    codes: [],
    shown: elsewhere(content, 'referrers are not worked through'),
  },
  {
    does: 'lists on and on, or elsewhere',
    stoppedBy: 'A listing stays on the registry’s own address and ends.',
    codes: [],
    shown: elsewhere(content, 'a listing that leads on for ever, or elsewhere, is left'),
  },
  {
    does: 'nests its JSON without end',
    stoppedBy: 'What is read is bounded in size and depth.',
    codes: [],
    shown: elsewhere(content, 'JSON that is nested without end'),
  },
  {
    does: 'says that a layer lies elsewhere',
    stoppedBy: 'Addresses in a manifest are never followed.',
    codes: [],
    shown: elsewhere(content, 'a layer that lies elsewhere is never got from there'),
  },
  {
    does: 'moves a tag while an image is built, signed and proposed',
    stoppedBy: 'Only digests are signed, proposed, verified and merged.',
    codes: [],
    shown: elsewhere(content, 'a tag that is moved at once does not move what is signed'),
  },
  {
    does: 'asks for the password on behalf of another host',
    stoppedBy: 'Credentials go to the registry and to realms that it may name by a strict rule.',
    codes: ['REGISTRY_REALM_UNTRUSTED'],
    shown: elsewhere(answers, 'with a bearer realm that is not its own'),
  },
  {
    does: 'redirects to another host, and hopes that the login follows',
    stoppedBy: 'Credentials follow no redirect.',
    codes: [],
    shown: elsewhere(answers, 'that redirects: the login does not follow'),
  },
  {
    does: 'sends an upload elsewhere',
    stoppedBy: 'An upload goes elsewhere without credentials, and never from https to http.',
    codes: ['REGISTRY_REDIRECT_REFUSED'],
    shown: elsewhere(answers, 'with an upload that goes elsewhere'),
  },
  {
    does: 'says that it stored something else',
    stoppedBy: 'What is stored is what was sent, or the run fails.',
    codes: ['DIGEST_MISMATCH'],
    shown: elsewhere(answers, 'that says it stored something else'),
  },
  {
    does: 'repeats the credentials in its error',
    stoppedBy: 'Secrets are masked before use and taken out of every error.',
    codes: [],
    shown: elsewhere('attacks/secrets.test.ts', 'that a server repeats in its error are not repeated here'),
  },
  {
    does: 'repeats a password of thousands of characters, so that its beginning gets past the mask',
    stoppedBy: 'Secrets of any length are found by plain search, whole and in their encoded forms.',
    codes: [],
    shown: elsewhere('attacks/long-secrets.test.ts', 'a secret of any length stays one, in the shipped bundle'),
  },
];
