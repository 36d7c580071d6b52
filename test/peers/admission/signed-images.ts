import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOutSigstore, type Lab, type LabManifest } from '@bitvault/lab';
import { openRepository } from '@bitvault/registry';
import { pushSample } from '../../registry/rig.ts';

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
    const signing = await checkOutSigstore(join(this.#lab.directory, `sigstore-${this.#made}`), this.#signer);
    const { outputs, conclusion, log, message } = await this.#lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath: `.github/workflows/${workflow}`,
      event: { ...signing.event, ref: `refs/heads/${branch}` },
      permissions: { 'id-token': 'write' },
      ...(this.#signer.calledWorkflow !== undefined && { calledWorkflow: this.#signer.calledWorkflow }),
      with: {
        image,
        context,
        'source-date-epoch': '1700000000',
        'signature-format': how.format ?? 'bundle',
        ...signing.inputs,
      },
    });
    assert.equal(conclusion, 'success', `${message}\n${log}`);
    return `${image}@${outputs['digest']}`;
  }

  /** Pushed, and nothing else. */
  async push(): Promise<string> {
    const { digest } = await pushSample(openRepository(this.name()), `${(this.#made += 1)}`);
    return `${this.name()}@${digest}`;
  }

  tag(image: string, tag: string): void {
    this.#stored(image).tags.set(tag, digestOf(image));
  }

  /** Attaches what is attached to one image to another one too. */
  attach(from: string, to: string): void {
    const store = this.#stored(from);
    const subject = store.find(digestOf(to));
    assert.ok(subject !== undefined, to);
    const { digest, mediaType, bytes } = subject;
    for (const referrer of this.#referrers(from)) {
      const document = { ...referrer.document, subject: { mediaType, digest, size: bytes.length } };
      store.putManifest(Buffer.from(JSON.stringify(document)), referrer.mediaType);
    }
  }

  /** Takes the attestations of one kind from an image, or its signature. */
  detach(image: string, predicateType: string): void {
    const found = this.#referrers(image).filter(
      ({ document }) => document.annotations?.['dev.sigstore.bundle.predicateType'] === predicateType,
    );
    assert.notDeepEqual(found, []);
    for (const { digest } of found) this.#stored(image).manifests.delete(digest);
  }

  #referrers(image: string): readonly LabManifest[] {
    const stored = this.#stored(image);
    return stored.referrersOf(digestOf(image)).flatMap(({ digest }) => stored.find(digest) ?? []);
  }

  #stored(image: string) {
    const path = image.slice(image.indexOf('/') + 1, image.indexOf('@'));
    return this.#lab.registry.store.repository(path);
  }
}

const digestOf = (image: string): string => image.slice(image.indexOf('@') + 1);
