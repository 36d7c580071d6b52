// Pushes the layout at a path to a repository, in a process of its own, and says how much memory that took at most.
import { pushImage, readOciLayout } from '@bitvault/build';
import { openRepository } from '@bitvault/registry';

const [path = '', repository = ''] = process.argv.slice(2);
const before = process.resourceUsage().maxRSS;
await using image = await readOciLayout(path);
let most = 0;
const { blobs } = await pushImage(openRepository(repository), image, {
  onBytes: ({ sent }) => {
    most = Math.max(most, sent);
  },
});
const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024);
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ before: megabytes(before), peak: megabytes(maxRSS), sent: most, pushed: blobs.pushed }));
