// Usage: node scripts/with-node24.mjs scripts/crd-fields.ts: writes which fields the custom resources have that are
// checked for unknown ones, from the definitions that `npm run peers -- cluster` has brought.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { crdFieldsPath, crdFieldsText } from './generated/crd-files.ts';
import { root } from './project.ts';

await command(async () => {
  await writeFile(join(root, crdFieldsPath), crdFieldsText());
  console.log(`${crdFieldsPath} written`);
});
