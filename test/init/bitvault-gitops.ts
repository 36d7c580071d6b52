// The command from source: what the stub in `dist/` starts.
import { processContext, runCommand } from '@bitvault/gitops';

process.exitCode = await runCommand(process.argv.slice(2), processContext());
