// Preloaded with --import into a process under test: appends the address of every module it loads to a file.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const record = process.env['RECORDED_LOADS'];
if (record === undefined) throw new Error('RECORDED_LOADS must name the file to append to');

registerHooks({
  load(url, context, nextLoad) {
    appendFileSync(record, `${url}\n`);
    return nextLoad(url, context);
  },
});
