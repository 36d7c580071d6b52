import type { Rule } from '../rule.ts';
import { deployed } from './deployed.ts';
import { applicationsOf } from './digest-readers.ts';

/** Tags that everybody moves. */
const moving = /:(latest|main|master|edge|nightly|develop|dev|staging|stable|prod|production)@sha256:/;

export const movingTagBesideDigest: Rule = {
  id: 'moving-tag-beside-digest',
  severity: 'warning',
  title: 'A tag that moves stands beside a digest',
  why: 'The digest decides, and the tag is not looked at. Whoever reads it takes the image for the newest, which it is only by chance.',
  fix: 'Write the digest alone, or the tag of the version that it belongs to.',
  *check(repository) {
    for (const manifest of deployed(repository)) {
      for (const { name, image, path } of manifest.containers) {
        const [, tag] = moving.exec(image) ?? [];
        if (tag === undefined) continue;
        const at = [...path, 'image'];
        const edit = manifest.origin.replacement(at, image.replace(`:${tag}@`, '@'));
        yield {
          at: manifest.at(at),
          message: `${manifest.title}: container ${name} has the tag ${tag} beside a digest`,
          application: manifest.application.name,
          ...(edit !== undefined && { edit }),
        };
      }
    }
  },
};

/** `ghcr.io/acme/api:1@sha256:…` → `ghcr.io/acme/api`. */
const nameOf = (image: string): string =>
  image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();

const ownerOf = (image: string): string => image.slice(0, image.lastIndexOf('/'));

export const imageOfNoService: Rule = {
  id: 'image-of-no-service',
  severity: 'warning',
  title: 'An image of your own is of no service',
  why: 'It comes from where the services of the policy come from, and is none of them: no promotion ever updates it, and no rule asks who built it.',
  fix: 'Add a service for it to promotion.yaml.',
  *check(repository) {
    if (repository.policy.kind !== 'policy') return;
    const { policy } = repository.policy;
    const images = new Set([...policy.services.values()].map(({ image }) => image.toLowerCase()));
    const owners = new Set([...images].map(ownerOf));
    const applications = policy.environments.flatMap(({ name }) => [...applicationsOf(repository, policy, name)]);
    for (const { name: application, manifests } of new Set(applications)) {
      for (const manifest of manifests) {
        for (const { image, path } of manifest.containers) {
          const name = nameOf(image);
          if (images.has(name) || !owners.has(ownerOf(name))) continue;
          const message = `${manifest.title} runs ${name}, which is the image of no service in promotion.yaml`;
          yield { at: manifest.at([...path, 'image']), message, application };
        }
      }
    }
  },
};
