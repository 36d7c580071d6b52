import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCommandName, parseLineCommand } from './line-commands.ts';

const parse = (line: string) => {
  const command = parseLineCommand(line, isCommandName);
  return command && { ...command, properties: Object.fromEntries(command.properties) };
};

for (const [line, name, properties, data] of [
  ['::set-output name=a::b', 'set-output', { name: 'a' }, 'b'],
  [' \t::set-output name=a::b', 'set-output', { name: 'a' }, 'b'],
  ['::Set-Output NAME=a::b', 'set-output', { name: 'a' }, 'b'],
  [
    '::error file=a%2Cb,line=3,title=x%3Ay::50%25 %0A%0D done',
    'error',
    { file: 'a,b', line: '3', title: 'x:y' },
    '50% \n\r done',
  ],
  ['::warning::a%3Ab%2Cc', 'warning', {}, 'a%3Ab%2Cc'],
  ['::notice::%250A', 'notice', {}, '%0A'],
  ['::error::a::b', 'error', {}, 'a::b'],
  ['::endgroup::', 'endgroup', {}, ''],
  ['##[set-output name=a;]b', 'set-output', { name: 'a' }, 'b'],
  ['text before ##[set-output name=a;x=1%3B2%5D]b%0Ac', 'set-output', { name: 'a', x: '1;2]' }, 'b\nc'],
  ['::unknown::##[warning]x', 'warning', {}, 'x'],
] as const) {
  test(`a command: ${line}`, () => assert.deepEqual(parse(line), { name, properties, data }));
}

for (const line of [
  'text ::set-output name=a::b',
  '::set-output name=a',
  ':: set-output name=a::b',
  '::unknown::x',
  '##[unknown]x',
  '##[set-output name=a',
  '#[set-output name=a]b',
  '',
]) {
  test(`no command: ${JSON.stringify(line)}`, () => assert.equal(parse(line), undefined));
}
