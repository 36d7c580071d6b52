import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  checkOutSigstore,
  startLab,
  type Lab,
  type LabOptions,
  type SigstoreCheckout,
  type StepResult,
} from '@bitvault/lab';
import { writeTree, type Tree } from '../build/trees.ts';
import { robot } from './people.ts';
import { assertNoSecret, assertRefused } from './refusal.ts';
import { wiretap, type Wiretap } from './wiretap.ts';

export type Inputs = Readonly<Record<string, string>>;

/** A job that publishes an image with the shipped bundle, and a registry that can be made to lie to it. */
export interface Publishing extends AsyncDisposable {
  readonly lab: Lab;
  readonly wiretap: Wiretap;
  /** With its registry. */
  readonly image: string;
  /** Of an image that was published and signed before any attack. */
  readonly digest: string;
  /** Writes a directory, and gives its path. */
  folder(name: string, tree: Tree): Promise<string>;
  /** The checkout that the configuration of the lab's Sigstore is taken from. */
  readonly signing: SigstoreCheckout;
  build(inputs: Inputs, env?: Inputs, event?: SigstoreCheckout['event']): Promise<StepResult>;
  verify(inputs?: Inputs): Promise<StepResult>;
  /** Runs an attack: refused for this reason, with no manifest or tag written, nothing signed and no secret shown. */
  repels(code: string, attack: () => Promise<StepResult>): Promise<StepResult>;
}

export const source = 'bitvault/bitvault';
export const workflow = '.github/workflows/release.yml';

export async function startPublishing(registry: LabOptions['registry'] = {}): Promise<Publishing> {
  const lab = await startLab({ registry: { auth: { ...robot, bearer: true }, ...registry } });
  lab.github.createUser('alice');
  const files = { 'README.md': '' };
  await lab.github.createRepository({ owner: 'bitvault', name: 'bitvault', files, authorLogin: 'alice' });
  const tap = wiretap(lab);
  const image = `${lab.registry.host}/bitvault/api`;
  const folder = (name: string, tree: Tree) => writeTree(join(lab.directory, name), tree);
  const context = await folder('context', { 'server.js': 'run();\n' });
  const signing = await checkOutSigstore(join(lab.directory, 'sigstore'), lab.sigstore);
  const run = (action: string, inputs: Inputs, env: Inputs = {}, event = signing.event) =>
    lab.runner.runAction(action, {
      repository: source,
      workflowPath: workflow,
      event,
      permissions: { contents: 'read', 'id-token': 'write' },
      env,
      with: {
        'registry-username': robot.username,
        'registry-password': robot.password,
        'trusted-root': lab.sigstore.trustedRoot,
        ...inputs,
      },
    });
  const build: Publishing['build'] = (inputs, env, event) =>
    run(
      'build-sign-push',
      {
        ...signing.inputs,
        ...(!('images' in inputs) && { image }),
        ...(!['layout', 'images', 'mode'].some((name) => name in inputs) && { context }),
        ...(!('layout' in inputs || 'mode' in inputs) && { 'source-date-epoch': '1700000000' }),
        ...inputs,
      },
      env,
      event,
    );
  const first = await build({});
  assert.equal(first.conclusion, 'success', first.log);
  const digest = first.outputs['digest'] ?? '';
  return {
    lab,
    wiretap: tap,
    image,
    digest,
    folder,
    signing,
    build,
    verify: (inputs = {}) => run('verify-image', { image, digest, source, workflow, ...inputs }),
    async repels(code, attack) {
      const before = written(lab);
      const mark = lab.traffic.served.length;
      const result = await attack();
      assertRefused(result, [code]);
      assert.deepEqual(written(lab), before, 'no manifest or tag is written');
      const signed = lab.traffic.since(mark).filter(({ part, method }) => method === 'POST' && part === 'rekor');
      assert.deepEqual(signed, [], 'nothing is signed');
      assertNoSecret(result, tap.secrets);
      return result;
    },
    [Symbol.asyncDispose]: () => lab.close(),
  };
}

function written({ registry }: Lab) {
  const { manifests, tags } = registry.store.repository('bitvault/api');
  return { manifests: [...manifests.keys()], tags: [...tags] };
}
