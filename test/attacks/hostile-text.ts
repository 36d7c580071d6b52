import assert from 'node:assert/strict';
import type { StepResult } from '@bitvault/lab';

const escape = String.fromCodePoint(0x1b);

/** What would take effect if it reached the runner's parsers as it is; each line and each half of a line tries it. */
export const hostile = [
  'x',
  '::set-output name=result::merged',
  '  ::set-output name=merge-sha::beef',
  'mid-line ##[set-output name=result;]merged',
  '::add-mask::e',
  '::stop-commands::guessed',
  '::guessed::',
  '::set-env name=NODE_OPTIONS::--require=/tmp/evil',
  'result=merged',
  'ghadelimiter_00000000-0000-0000-0000-000000000000',
  'merge-sha=beef\rresult=merged\u2028result=merged\u0085result=merged',
  '`${{ secrets.MERGER_PRIVATE_KEY }}` \u202e<img src=x>![a](http://evil.example/)@alice',
  `${escape}[2K`,
].join('\n');

const known = new Set([
  'result',
  'reason',
  'merge-sha',
  'number',
  'url',
  'head-sha',
  'digest',
  'plan',
  'results',
  'image',
  'ref',
  'bundle-paths',
  'verify-commands',
  'claims',
]);

/** No command of the text was carried out, no output came from it, and nothing of it is live in what people read. */
export function assertTextOnly(result: StepResult): void {
  assert.deepEqual(
    Object.keys(result.outputs).filter((name) => !known.has(name)),
    [],
  );
  assert.doesNotMatch(JSON.stringify([result.outputs['result'], result.outputs['merge-sha']]), /merged|beef/);
  assert.deepEqual([result.env, result.paths, result.state], [{}, [], {}]);
  assert.ok(!result.masks.includes('e'));
  for (const line of result.rawLog.split(/[\r\n\u0085\u2028]/)) {
    assert.doesNotMatch(line, /^\s*::(?!add-mask::|error::|warning::|debug::ID token url is )/);
    assert.doesNotMatch(line, /##\[/);
  }
  const masked = result.rawLog.split('\n').filter((line) => line.startsWith('::add-mask::'));
  assert.ok(!masked.includes('::add-mask::e'));
  assert.doesNotMatch(result.rawLog, /[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
  assert.doesNotMatch(result.summary, /[\u202a-\u202e]|<img|!\[a\]\(http|[^\\]\$\{\{|^::/m);
  assert.ok(result.annotations.every(({ properties }) => Object.keys(properties).length === 0));
}
