// Usage: node --conditions=source test/examples/render.ts: renders the example charts again, with the helm on the PATH.
import { writeFileSync } from 'node:fs';
import { absolute } from './example-files.ts';
import { helmTemplate, inputsHash, renderedFile, renderedFrom, renderedReleases } from './rendering.ts';

for (const [release, state] of renderedReleases()) {
  writeFileSync(absolute(renderedFile(release.application)), helmTemplate(release, state));
}
writeFileSync(absolute(renderedFrom), inputsHash());
