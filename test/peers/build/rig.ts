import { access, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { SigstoreCheckout, StepResult } from '@bitvault/lab';
import { openRepository, type ImageRepository } from '@bitvault/registry';
import { pathWithGit, startApplicationLab, type ApplicationLab } from '../../application-lab.ts';
import { peersPath } from '../../../scripts/peers/folders.ts';

export const repository = 'bitvault/bitvault';
const workflowPath = '.github/workflows/release.yml';

export interface BuildRig extends AsyncDisposable {
  readonly lab: ApplicationLab;
  readonly folder: string;
  readonly image: string;
  /** For programs that are run beside the action, and the action itself. */
  readonly env: NodeJS.ProcessEnv;
  /** A search path on which there are this program and git, which tells what was committed, and no other. */
  pathOf(program: string): Promise<string>;
  /** Writes a context for one build. */
  context(files: Readonly<Record<string, string>>): Promise<string>;
  /** Signs with the lab's Sigstore, or with that of another checkout. */
  build(
    inputs: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
    signing?: SigstoreCheckout,
  ): Promise<StepResult>;
  verify(digest: string): Promise<StepResult>;
  open(name?: string): ImageRepository;
}

/** The shipped bundle, a registry and a Sigstore on loopback, and builders whose state is all in one folder. */
export async function startBuildRig(): Promise<BuildRig> {
  const lab = await startApplicationLab();
  // Short, because the path of a socket may not be long.
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  const own = {
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    BUILDX_CONFIG: join(folder, 'buildx'),
    PATH: peersPath,
    // Works wherever root is, also where neither overlays nor namespaces can be had.
    BUILDAH_ISOLATION: 'chroot',
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    CONTAINERS_REGISTRIES_CONF: join(folder, 'registries.conf'),
  };
  await writeFile(
    own.CONTAINERS_STORAGE_CONF,
    `[storage]\ndriver = "vfs"\ngraphroot = "${folder}/storage"\nrunroot = "${folder}/run"\n`,
  );
  await writeFile(own.CONTAINERS_REGISTRIES_CONF, `[[registry]]\nlocation = "${lab.registry.host}"\ninsecure = true\n`);
  const image = `${lab.registry.host}/bitvault/api`;
  const run = (
    name: string,
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
    { event } = lab.signing,
  ) =>
    lab.runner.runAction(name, {
      repository,
      workflowPath,
      event,
      permissions: { 'id-token': 'write' },
      env: { ...own, ...env },
      with: { image, 'trusted-root': lab.sigstore.trustedRoot, ...inputs },
    });
  const git = await pathWithGit(lab);
  let contexts = 0;
  return {
    lab,
    folder,
    image,
    env: { ...process.env, ...own },
    async pathOf(program) {
      const alone = await mkdtemp(join(folder, 'bin-'));
      for (const directory of own.PATH.split(delimiter)) {
        const found = await access(join(directory, program)).then(
          () => true,
          () => false,
        );
        if (!found) continue;
        await symlink(join(directory, program), join(alone, program));
        return [alone, git].join(delimiter);
      }
      throw new Error(`${program} is not installed; npm run peers does that`);
    },
    async context(contents) {
      const path = join(folder, `context-${(contexts += 1)}`);
      for (const [name, text] of Object.entries(contents)) {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), text);
      }
      return path;
    },
    build: (inputs, env, signing = lab.signing) =>
      run('build-sign-push', { 'source-date-epoch': '1700000000', ...signing.inputs, ...inputs }, env, signing),
    verify: (digest) => run('verify-image', { digest, source: repository, workflow: workflowPath }),
    open: (name = image) => openRepository(name),
    async [Symbol.asyncDispose]() {
      await lab.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
