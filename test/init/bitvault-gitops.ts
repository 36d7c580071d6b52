// The command from source: what the stub in `dist/` starts.
import { processContext, runCommand } from '@bitvault/gitops';

const unreachable = () => Promise.reject(new Error('these commands ask no GitHub'));

process.exitCode = await runCommand(process.argv.slice(2), processContext(unreachable));
