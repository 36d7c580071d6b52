import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { checkOutSigstore, startPart, type PartRequest, type PartServer, type StepResult } from '@bitvault/lab';
import { startApplicationLab, type ApplicationLab } from '../../application-lab.ts';
import { makeCertificates, type Certificates } from './certificates.ts';

const closing = async (starting: Promise<PartServer>) => {
  const server = await starting;
  return { origin: server.origin, [Symbol.asyncDispose]: () => server.close() };
};

const repository = 'bitvault/bitvault';

suite('a registry whose certificate is from a private authority', () => {
  let lab: ApplicationLab;
  let certificates: Certificates;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'authority-'));
    certificates = await makeCertificates(folder);
    const tls = { cert: await readFile(certificates.cert, 'utf8'), key: await readFile(certificates.key, 'utf8') };
    lab = await startApplicationLab({ registry: { tls } });
    await mkdir(join(folder, 'context'));
    await writeFile(join(folder, 'context', 'server.js'), '');
  });
  after(async () => {
    await lab.close();
    await rm(folder, { recursive: true });
  });

  const run = (
    name: string,
    inputs: Readonly<Record<string, string>>,
    event = lab.signing.event,
  ): Promise<StepResult> =>
    lab.runner.runAction(name, {
      repository,
      workflowPath: '.github/workflows/release.yml',
      event,
      permissions: { 'id-token': 'write' },
      with: {
        image: `${lab.registry.host}/bitvault/api`,
        'trusted-root': lab.sigstore.trustedRoot,
        ...inputs,
      },
    });
  const build = (inputs: Readonly<Record<string, string>>, event = lab.signing.event): Promise<StepResult> =>
    run(
      'build-sign-push',
      { context: join(folder, 'context'), 'source-date-epoch': '1700000000', ...lab.signing.inputs, ...inputs },
      event,
    );

  test('is pushed to and verified from once registry-ca has it, as a path or as PEM', async () => {
    const built = await build({ 'registry-ca': certificates.ca });
    assert.equal(built.outputs['result'], 'pushed', built.log);
    const digest = built.outputs['digest'] ?? '';
    const identity = { digest, source: repository, workflow: '.github/workflows/release.yml' };
    const verified = await run('verify-image', { ...identity, 'registry-ca': certificates.caText });
    assert.equal(verified.outputs['result'], 'verified', verified.log);
  });

  test('is not trusted on the word of another authority', async () => {
    await mkdir(join(folder, 'other'));
    const other = await makeCertificates(join(folder, 'other'));
    const refused = await build({ 'registry-ca': other.ca });
    assert.match(refused.outputs['reason'] ?? '', /^REGISTRY_UNREACHABLE: .*\((?:UNABLE_TO_VERIFY|CERT_)[A-Z_]+\)/);
  });

  test('vouches for the registry, and for nobody else that the step talks to', async () => {
    const tls = { cert: await readFile(certificates.cert, 'utf8'), key: await readFile(certificates.key, 'utf8') };
    const asked: string[] = [];
    const answer = ({ url }: PartRequest) => {
      asked.push(url.pathname);
      return { status: 500, body: '' };
    };
    await using fulcio = await closing(startPart('fulcio', lab.traffic, answer, { tls }));
    const { trustedRoot, signingConfig, fulcioUrl } = lab.sigstore;
    const files = { trustedRoot, signingConfig: signingConfig.replaceAll(fulcioUrl, fulcio.origin) };
    const signing = await checkOutSigstore(join(lab.directory, 'vouched'), files);
    const inputs = { 'registry-ca': certificates.ca, labels: 'vouched=no', ...signing.inputs };
    const refused = await build(inputs, signing.event);
    assert.match(refused.outputs['reason'] ?? '', /^CERTIFICATE_REFUSED: /, refused.log);
    assert.deepEqual(asked, [], 'the token of the job is for nobody whom a variable vouches for');
  });

  for (const ca of [
    'absent.pem',
    'server.key',
    '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----',
  ]) {
    test(`refuses what is no certificate: ${ca.slice(0, 20)}`, async () => {
      const refused = await build({ 'registry-ca': ca.endsWith('.key') ? certificates.key : ca });
      assert.match(refused.outputs['reason'] ?? '', /^INPUT_INVALID: input "registry-ca" is not a certificate/);
      assert.ok(!refused.log.includes('PRIVATE KEY'));
    });
  }
});
