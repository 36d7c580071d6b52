// Preloaded with --import into a process under test: at its end, writes the most memory that it took, in MiB, to a file.
import { writeFileSync } from 'node:fs';

const record = process.env['RECORDED_MEMORY'];
if (record === undefined) throw new Error('RECORDED_MEMORY must name the file to write to');

process.on('exit', () => writeFileSync(record, String(Math.round(process.resourceUsage().maxRSS / 1024))));
