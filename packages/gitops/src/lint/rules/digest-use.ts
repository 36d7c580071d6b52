import { digestFile, digestPath, EditError, readDigest, type Policy } from '@bitvault/promotion';
import type { Application } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { fieldAt, stringsIn } from '../../yaml/fields.ts';
import type { Location } from '../../yaml/location.ts';
import type { YamlDocument } from '../../yaml/yaml-file.ts';
import type { Rule } from '../rule.ts';
import { isSwitchedOff, readersIn } from './digest-readers.ts';

interface Slot {
  readonly environment: string;
  readonly service: string;
  readonly image: string;
  readonly file: string;
  readonly path: readonly string[];
  /** The document that has it; undefined where none has. */
  readonly document: YamlDocument | undefined;
  readonly at: Location;
}

/** Every place of a digest whose file is there. */
function* slotsIn({ policy: reading, yaml }: Repository): Generator<Slot> {
  if (reading.kind !== 'policy') return;
  const { policy }: { readonly policy: Policy } = reading;
  for (const { name: environment } of policy.environments) {
    for (const [service, { image }] of policy.services) {
      const [file, path] = [digestFile(policy, environment, service), digestPath(policy, environment, service)];
      const documents = yaml.get(file)?.documents;
      if (documents === undefined) continue;
      const document = documents.find(({ value }) => fieldAt(value, path) !== undefined);
      const at = document?.at(path) ?? { file, line: 1, column: 1 };
      yield { environment, service, image, file, path, document, at };
    }
  }
}

const isDigest = (value: unknown): value is string => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);

export const digestNotEditable: Rule = {
  id: 'digest-not-editable',
  severity: 'error',
  title: 'A digest of the policy stands where promotion cannot change it',
  why: 'A promotion replaces the bytes of one scalar. Where something else stands, such as a tag, a mapping, an alias or a block of text, it is refused, and the service stays at what it is.',
  fix: 'Write the digest out, as `sha256:` and 64 hexadecimal digits, or leave the value empty.',
  *check(repository) {
    for (const { environment, service, file, path } of slotsIn(repository)) {
      try {
        readDigest(repository.yaml.get(file)?.text ?? '', path);
      } catch (error) {
        if (!(error instanceof EditError)) throw error;
        // Other rules see to these.
        if (['YAML_PATH_MISSING', 'YAML_INVALID'].includes(error.code)) continue;
        const { line, column } = error.position;
        const message = `the digest of ${service} in ${environment} cannot be changed: ${error.detail}`;
        yield { at: { file, line, column }, message };
      }
    }
  },
};

export const digestFileUnread: Rule = {
  id: 'digest-file-unread',
  severity: 'error',
  title: 'No Application reads a file of digests',
  why: 'A promotion writes the digest, the pull request is merged, and the cluster stays as it is: nothing that Argo CD renders depends on the file.',
  fix: 'Name the file in `helm.valueFiles` of the Application of that environment, or correct `digests.file` in promotion.yaml.',
  *check(repository) {
    const readers = readersIn(repository);
    if (!readers.complete || repository.applications.length === 0) return;
    const told = new Set<string>();
    for (const { environment, file } of slotsIn(repository)) {
      if (told.has(file) || readers.anyOf(file)) continue;
      told.add(file);
      const message = `no Application reads ${file}, so that a promotion to ${environment} changes nothing`;
      yield { at: { file, line: 1, column: 1 }, message };
    }
  },
};

const digestsIn = new WeakMap<Application, ReadonlySet<string>>();

function renderedDigests(application: Application): ReadonlySet<string> {
  const known = digestsIn.get(application);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const { value } of application.manifests)
    for (const [, text] of stringsIn(value))
      for (const [digest] of text.matchAll(/sha256:[0-9a-f]{64}/g)) found.add(digest);
  digestsIn.set(application, found);
  return found;
}

export const digestNotRendered: Rule = {
  id: 'digest-not-rendered',
  severity: 'error',
  title: 'A digest reaches no manifest',
  why: 'The file is read, but what is rendered from it does not have the digest: a template that asks for another key, or takes the tag. A promotion is merged and changes nothing.',
  fix: 'Let the template render `repository@digest` from the key that `digests.path` leads to.',
  *check(repository) {
    const readers = readersIn(repository);
    if (!readers.complete) return;
    for (const { environment, service, file, path, document, at } of slotsIn(repository)) {
      const digest = fieldAt(document?.value, path);
      const applications = readers.naming(file);
      if (!isDigest(digest) || applications.length === 0 || isSwitchedOff(document?.value, path)) continue;
      if (applications.some((each) => !each.complete || renderedDigests(each).has(digest))) continue;
      const names = applications.map(({ name }) => name).join(', ');
      yield { at, message: `the digest of ${service} in ${environment} is in no manifest of ${names}` };
    }
  },
};

export const serviceImageDiffers: Rule = {
  id: 'service-image-differs',
  severity: 'error',
  title: 'A digest stands beside the name of another image',
  why: 'The policy proves digests of one repository, and the manifests ask another one for them. The registry does not have that digest there, and the pods cannot be started.',
  fix: "Write the same repository in both places: the service's `image` in promotion.yaml, and the one that the digest is rendered with.",
  *check(repository) {
    const readers = readersIn(repository);
    for (const slot of slotsIn(repository)) {
      const written = besides(slot);
      if (written !== undefined) {
        if (written.image.toLowerCase() !== slot.image.toLowerCase())
          yield { at: written.at, message: differs(slot, written.image) };
        continue;
      }
      const digest = fieldAt(slot.document?.value, slot.path);
      if (!isDigest(digest)) continue;
      for (const manifest of readers.naming(slot.file).flatMap(({ manifests }) => manifests)) {
        for (const { image, path } of manifest.containers) {
          if (!image.endsWith(`@${digest}`) || nameOf(image).toLowerCase() === slot.image.toLowerCase()) continue;
          const at = manifest.at([...path, 'image']);
          yield { at, message: differs(slot, nameOf(image)), application: manifest.application.name };
        }
      }
    }
  },
};

const differs = ({ service, environment, image }: Slot, other: string): string =>
  `the digest of ${service} in ${environment} goes with ${other}, but promotion.yaml has ${image}`;

/** `registry:5000/api:1.2@sha256:…` → `registry:5000/api`. */
const nameOf = (image: string): string => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');

/** The image that is named next to the digest. */
function besides({ document, path }: Slot): { readonly image: string; readonly at: Location } | undefined {
  const parent = path.slice(0, -1);
  const [registry, repository] = ['registry', 'repository'].map((key) => fieldAt(document?.value, [...parent, key]));
  if (document === undefined || typeof repository !== 'string' || repository === '') return undefined;
  const image = typeof registry === 'string' && registry !== '' ? `${registry}/${repository}` : repository;
  // Without a registry, the chart may put one in front.
  if (!/^[^/]+[.:][^/]*\//.test(image)) return undefined;
  return { image, at: document.at([...parent, 'repository']) };
}
