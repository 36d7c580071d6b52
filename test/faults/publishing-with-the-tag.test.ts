import { suite, test } from 'node:test';
import {
  failEverythingOnce,
  imageWrites,
  killAtEveryWrite,
  passingFailures,
  publishUndisturbed,
  type PublishingOptions,
} from './publishing.ts';

const options: PublishingOptions = { referrers: false, sigstore: { rekorVersion: 2 } };
const model = await publishUndisturbed(options);

suite('build-sign-push with the fallback tag and a version 2 log', () => {
  test('killed after any write once the image is there, and run again, leaves one of each', (t) =>
    killAtEveryWrite(t, options, model, { first: imageWrites(model), moments: () => ['after'] }));

  // They wait more than they work.
  suite('goes on where every request fails once', { concurrency: passingFailures.length }, () => {
    for (const fault of passingFailures)
      test(`${fault.how} ${fault.when} it took effect`, () => failEverythingOnce(options, fault, model));
  });
});
