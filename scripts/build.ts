// Usage: npm run build [-- --out DIRECTORY]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, compile } from './bundle.ts';
import { command } from './command.ts';
import { root } from './project.ts';

await command(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } });
  console.log('Compiling …');
  await compile(console.log);
  console.log('Bundling …');
  await bundle(resolve(root, values.out), console.log);
});
