import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '@bitvault/lab';
import { openRepository } from '@bitvault/registry';

export const source = 'bitvault/bitvault';

/** Where an image comes from, where that is not the release workflow of the source on `main`. */
export interface Origin {
  readonly workflow?: string;
  readonly branch?: string;
  readonly repository?: string;
  readonly format?: 'bundle' | 'legacy' | 'both';
  readonly service?: string;
}

interface Signer extends Pick<Lab['sigstore'], 'trustedRoot' | 'signingConfig'> {
  /** The workflow that those of the images call to build and to sign. */
  readonly calledWorkflow: string | undefined;
}

/** Makes images in the lab's registry, each with another digest. */
export class SignedImages {
  readonly #lab: Lab;
  readonly #signer: Signer;
  #made = 0;

  constructor(lab: Lab, signer: Signer) {
    this.#lab = lab;
    this.#signer = signer;
  }

  name(service = 'api'): string {
    return `${this.#lab.registry.host}/bitvault/${service}`;
  }

  /** Built, pushed, signed and attested by the shipped action; `host/name@sha256:…`. */
  async publish({
    workflow = 'release.yml',
    branch = 'main',
    repository = source,
    ...how
  }: Origin = {}): Promise<string> {
    const context = join(this.#lab.directory, `context-${(this.#made += 1)}`);
    await mkdir(context);
    await writeFile(join(context, 'server.js'), `${this.#made}`);
    const image = this.name(how.service);
    const { outputs, conclusion, log, message } = await this.#lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath: `.github/workflows/${workflow}`,
      event: { ref: `refs/heads/${branch}` },
      permissions: { 'id-token': 'write' },
      ...(this.#signer.calledWorkflow !== undefined && { calledWorkflow: this.#signer.calledWorkflow }),
      with: {
        image,
        context,
        'source-date-epoch': '1700000000',
        'signature-format': how.format ?? 'bundle',
        'trusted-root': this.#signer.trustedRoot,
        'signing-config': this.#signer.signingConfig,
      },
    });
    assert.equal(conclusion, 'success', `${message}\n${log}`);
    return `${image}@${outputs['digest']}`;
  }

  /** Pushed, and nothing else. */
  async push(): Promise<string> {
    const repository = openRepository(this.name());
    const content = Buffer.from(JSON.stringify({ number: (this.#made += 1) }));
    const { digest } = await repository.pushBlob(content);
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: content.length };
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] }));
    return `${repository.name}@${(await repository.pushManifest(manifest, mediaType)).digest}`;
  }

  tag(image: string, tag: string): void {
    this.#stored(image).tags.set(tag, image.slice(image.indexOf('@') + 1));
  }

  /** Attaches what is attached to one image to another one too. */
  attach(from: string, to: string): void {
    const store = this.#stored(from);
    const [, subject = ''] = to.split('@');
    const named = store.manifests.get(subject);
    assert.ok(named !== undefined, to);
    const { digest, mediaType, bytes } = named;
    for (const referrer of this.#attached(from)) {
      const document = { ...referrer.document, subject: { mediaType, digest, size: bytes.length } };
      store.putManifest(Buffer.from(JSON.stringify(document)), referrer.mediaType);
    }
  }

  /** Takes the attestations of one kind from an image, or its signature. */
  detach(image: string, predicateType: string): void {
    const found = this.#attached(image).filter(
      ({ document }) => document.annotations?.['dev.sigstore.bundle.predicateType'] === predicateType,
    );
    assert.notDeepEqual(found, []);
    for (const { digest } of found) this.#stored(image).manifests.delete(digest);
  }

  #attached(image: string) {
    const [, subject = ''] = image.split('@');
    const { manifests } = this.#stored(image);
    return [...manifests.values()].filter(({ document }) => document.subject?.digest === subject);
  }

  #stored(image: string) {
    const path = image.slice(image.indexOf('/') + 1, image.indexOf('@'));
    return this.#lab.registry.store.repository(path);
  }
}
