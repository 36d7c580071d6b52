import { after, before, describe, test } from 'node:test';
import { holdPath, parseDigest, parseEnvironmentName, parseServiceName, renderHold } from '@bitvault/promotion';
import { valuesPath, valuesText } from './layout.ts';
import { assertRepelled } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Written } from './site.ts';

/**
 * The thief of the promoter's token: right author, commits that GitHub signed, a branch of the right name. Only the bytes
 * of the change can give the attack away.
 */
describe('a pull request that changes more than a digest is not merged', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  const dev = valuesPath('dev');

  /** The bump of dev as it should be, from which `change` makes what is proposed in its place. */
  async function repels(
    change: (bumped: string, digest: string) => Readonly<Record<string, Written>>,
    codes: readonly string[],
  ): Promise<void> {
    const site = await rig.siteBeforeDev();
    const digest = await rig.images.signed('api', 2);
    const pull = await site.open({ files: change(await site.bumped('dev', 'api', digest), digest) });
    await assertRepelled(rig, site, codes, () => site.autoMerge(pull.number));
  }

  describe('files', () => {
    test('one more file', () =>
      repels((bumped) => ({ [dev]: bumped, 'charts/evil.yaml': 'kind: ClusterRoleBinding\n' }), ['FILE_UNEXPECTED']));

    test('the policy itself', () =>
      repels((bumped) => ({ [dev]: bumped, 'promotion.yaml': 'version: 1\n' }), ['FILE_UNEXPECTED']));

    test('more files than a page shows', () => {
      const many = Array.from({ length: 101 }, (_, index) => [`charts/${index}.yaml`, 'kind: Job\n'] as const);
      return repels((bumped) => ({ [dev]: bumped, ...Object.fromEntries(many) }), ['FILES_UNREAD']);
    });

    test('renamed', () => repels((bumped) => ({ [dev]: null, [`${dev}.bak`]: bumped }), ['FILE_UNEXPECTED']));

    test('deleted', () => repels(() => ({ [dev]: null }), ['FILE_UNEXPECTED']));

    test('made executable', () =>
      repels((bumped) => ({ [dev]: { text: bumped, mode: '100755' } }), ['FILE_MODE_CHANGED']));

    test('turned into a symbolic link', () =>
      repels(() => ({ [dev]: { text: '../prod/values.prod.yaml', mode: '120000' } }), ['FILE_UNEXPECTED']));

    test('of two environments', () =>
      repels(
        (bumped, digest) => ({
          [dev]: bumped,
          [valuesPath('prod')]: valuesText({ api: digest, web: digest }),
        }),
        ['ENVIRONMENT_MIXED'],
      ));
  });

  describe('bytes of the file', () => {
    const evil = `sha256:${'e'.repeat(64)}`;
    const cases: Readonly<Record<string, (bumped: string, digest: string) => string>> = {
      'a second value under the same key': (bumped, digest) =>
        bumped.replace(`digest: ${digest}`, `digest: ${digest}\n      digest: ${evil}`),
      'the same service twice': (bumped) => `${bumped}  api:\n    image:\n      digest: ${evil}\n`,
      'an anchor and a merge key': (bumped) =>
        bumped.replace('  web:\n    image:', '  web:\n    <<: {replicas: 99}\n    image:'),
      'an anchor on the digest': (bumped, digest) => bumped.replace(digest, `&d ${digest}`),
      'a tag on the digest': (bumped, digest) => bumped.replace(digest, `!!str ${digest}`),
      'quotes around the digest': (bumped, digest) => bumped.replace(digest, `"${digest}"`),
      'another document': (bumped) => `${bumped}---\nservices: {api: {image: {digest: ${evil}}}}\n`,
      'a document before it': (bumped) => `services: {api: {image: {digest: ${evil}}}}\n---\n${bumped}`,
      'a directive': (bumped) => `%TAG ! tag:evil.example,2026:\n---\n${bumped}`,
      'line ends of another system': (bumped) => bumped.replaceAll('\n', '\r\n'),
      'a lone carriage return': (bumped) => bumped.replace('# promoted', '# promoted\rreplicas: 99'),
      'a line separator in a comment': (bumped) => bumped.replace('# promoted', '# promoted\u2028replicas: 99'),
      'a zero-width space': (bumped) => bumped.replace('# written', '# \u200bwritten'),
      'a bidirectional override': (bumped) => bumped.replace('# written', '# \u202ewritten'),
      'a byte order mark': (bumped) => `\ufeff${bumped}`,
      'a comment only': (bumped) => `${bumped}# and that is all\n`,
      'no final line end': (bumped) => bumped.trimEnd(),
      'another scalar': (bumped) => bumped.replace('replicas: 2', 'replicas: 99'),
    };
    for (const [name, change] of Object.entries(cases)) {
      test(name, () => repels((bumped, digest) => ({ [dev]: change(bumped, digest) }), ['NOT_EXACT']));
    }

    test('a comment and no digest', async () => {
      const site = await rig.siteBeforeDev();
      const pull = await site.open({ files: { [dev]: `${await site.file(dev)}# hello\n` } });
      await assertRepelled(rig, site, ['NOT_EXACT'], () => site.autoMerge(pull.number));
    });
  });

  describe('bytes that are read as the same text', () => {
    /** Two of the three bytes that a decoder replaces by one U+FFFD are none of U+FFFD's own. */
    const otherBytes = (text: string): Buffer =>
      Buffer.from(Buffer.from(text).toString('hex').replaceAll('efbfbd', 'f09f98'), 'hex');

    test('the replacement character of the base as other bytes', async () => {
      const site = await rig.siteBeforeDev();
      const text = (await site.file(dev)).replace('by hand', 'by \uFFFD');
      await rig.lab.github.push(site.repository, { login: 'alice', message: 'Say who', files: { [dev]: text } });
      const digest = await rig.images.signed('api', 2);
      const pull = await site.open({ files: { [dev]: otherBytes(await site.bumped('dev', 'api', digest)) } });
      await assertRepelled(rig, site, ['FILE_UNREADABLE'], () => site.autoMerge(pull.number));
    });

    test('a hold with other bytes than rollback writes', async () => {
      const site = await rig.siteBeforeDev();
      const [service, environment] = [parseServiceName('api'), parseEnvironmentName('dev')];
      const from = parseDigest(await rig.images.signed('api', 1));
      const to = parseDigest(await rig.images.signed('api', 2));
      const since = new Date(0).toISOString();
      const hold = renderHold({
        service,
        environment,
        digest: to,
        replaced: from,
        reason: '\uFFFD',
        by: 'carol',
        since,
      });
      const files = {
        [dev]: await site.bumped('dev', 'api', to),
        [holdPath(environment, service)]: otherBytes(hold),
      };
      const pull = await site.open({ files, branch: 'rollback/dev/api' });
      await assertRepelled(rig, site, ['FILE_UNREADABLE'], () => site.autoMerge(pull.number));
    });
  });

  describe('the image', () => {
    const cases = {
      'nobody signed': () => rig.images.unsigned('api', 2),
      'another repository signed': () => rig.images.signedElsewhere('api', 2),
      'is another service’s': () => rig.images.signed('web', 1),
      'is not there': async () => `sha256:${'e'.repeat(64)}`,
    };
    for (const [name, digest] of Object.entries(cases)) {
      test(name, async () => {
        const site = await rig.siteBeforeDev();
        const pull = await site.openDev(await digest());
        await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], () => site.autoMerge(pull.number));
      });
    }
  });
});
