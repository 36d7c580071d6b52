import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createExampleOrganisation, protectGitOps, startLab, type ExampleOrganisation, type Lab } from '@bitvault/lab';
import { readDigest, setDigest, type Digest } from '@bitvault/promotion';
import { readText } from '../examples/example-files.ts';
import { signedImages } from './images.ts';

/** examples/gitops/docs/on-call.md, followed word by word: every name that a step gives is read from it. */

const gitops = 'bitvault/gitops';
const valuesFile = 'envs/prod/values.prod.yaml';
const digestPath = ['services', 'bitvaultd', 'image', 'digest'];

const card = readText('examples/gitops/docs/on-call.md');

/** The text of a step of the card. */
function step(number: number): string {
  const found = new RegExp(`^${number}\\. (.*)$`, 'm').exec(card)?.[1];
  assert.ok(found !== undefined, `the card has no step ${number}`);
  return found;
}

/** What the pattern finds in the text. */
function word(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  assert.ok(found !== undefined, `${pattern} is not in “${text}”`);
  return found;
}

let lab: Lab;
let bitvault: ExampleOrganisation;
let good: Digest;

before(async () => {
  lab = await startLab();
  bitvault = await createExampleOrganisation(lab, { lint: false });
  const image = await signedImages(lab);
  const [first, second] = await Promise.all([image('bitvaultd', 1), image('bitvaultd', 2)]);
  good = first;
  await deploy(first);
  await deploy(second);
});
after(() => lab.close());

async function values(): Promise<string> {
  const path = `/repos/${gitops}/contents/${valuesFile}`;
  const { content } = (await bitvault.alice.request('GET', path)) as { readonly content: string };
  return Buffer.from(content, 'base64').toString();
}

/** As the merge of a promotion leaves it. */
async function deploy(digest: Digest): Promise<void> {
  const { text } = setDigest(await values(), digestPath, digest);
  lab.github.protect(gitops, 'main', null);
  await lab.github.push(gitops, { login: 'alice', message: 'Promote', files: { [valuesFile]: text } });
  protectGitOps(lab.github, gitops);
  await lab.runner.idle();
}

interface Pull {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly merged_by: { readonly login: string } | null;
}

interface Runs {
  readonly workflow_runs: readonly { readonly id: number; readonly display_title: string }[];
}

type Pending = readonly { readonly environment: { readonly name: string } }[];

test('two people who do what the card says have the version before back', async () => {
  const { alice, bob } = bitvault;

  const workflow = word(step(1), /\/actions\/workflows\/([\w.-]+)\)/);
  const said = { environment: 'prod', service: 'bitvaultd', reason: 'p99 latency doubled' };
  for (const input of [...Object.keys(said), 'command', 'to']) assert.ok(step(1).includes(`\`${input}\``), input);
  await alice.dispatch(gitops, workflow, said);
  await lab.runner.idle();

  const query = decodeURIComponent(word(step(2), /\/pulls\?q=([^)]+)\)/).replaceAll('+', ' '));
  const head = word(query, /head:(\S+)/);
  const title = word(step(2), /\*\*([^*]+)\*\*/)
    .replace('SERVICE', said.service)
    .replace('ENVIRONMENT', said.environment);
  const open = (await alice.request('GET', `/repos/${gitops}/pulls?state=open`)) as readonly Pull[];
  const [pull, ...more] = open.filter(({ head: { ref } }) => ref.startsWith(head));
  assert.ok(pull !== undefined && more.length === 0, `${query} finds one pull request`);
  assert.equal(pull.title, title);

  assert.match(step(3), /\*Approve\*/);
  await alice.approve(gitops, pull.number);
  await lab.runner.idle();

  const gate = word(step(4), /\/actions\/workflows\/([\w.-]+)\)/);
  const name = word(step(4), /\*\*(Gate #NUMBER at COMMIT)\*\*/)
    .replace('NUMBER', String(pull.number))
    .replace('COMMIT', pull.head.sha);
  const environment = word(step(4), /`([a-z]+)`, \*Approve and deploy\*/);
  const list = `/repos/${gitops}/actions/workflows/${gate}/runs?status=waiting`;
  const { workflow_runs } = (await bob.request('GET', list)) as Runs;
  assert.deepEqual(
    workflow_runs.map((each) => each.display_title),
    [name],
  );
  const run = workflow_runs[0]?.id ?? 0;
  const deployments = (await bob.request('GET', `/repos/${gitops}/actions/runs/${run}/pending_deployments`)) as Pending;
  assert.deepEqual(
    deployments.map((each) => each.environment.name),
    [environment],
  );
  await bob.approveRun(gitops, run, 'Go.');
  await lab.runner.idle();

  const merged = (await bob.request('GET', `/repos/${gitops}/pulls/${pull.number}`)) as Pull;
  assert.equal(merged.state, 'closed');
  assert.equal(merged.merged_by?.login, `${word(step(3), /`([a-z-]+)` does it/)}[bot]`);
  assert.equal(readDigest(await values(), digestPath), good);
});
