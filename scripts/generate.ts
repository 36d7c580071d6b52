// Usage: npm run generate [-- --check]: writes what follows from the definitions, or lists what differs from them.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { generatedFiles } from './generated/files.ts';
import { root } from './project.ts';

await command(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const files = await generatedFiles();
  let stale = 0;
  for (const [path, wanted] of files) {
    const file = join(root, path);
    const found = existsSync(file) ? await readFile(file, 'utf8') : undefined;
    if (found === wanted) continue;
    stale += 1;
    console.log(`${path} ${found === undefined ? 'is missing' : 'differs'}`);
    if (values.check) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, wanted);
  }
  if (stale > 0 && values.check) throw new Error('Run `npm run generate` and commit what it writes.');
  console.log(`${files.size} generated files, ${values.check ? 'all up to date' : `${stale} written`}`);
});
