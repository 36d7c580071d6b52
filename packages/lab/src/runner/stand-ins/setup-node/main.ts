import { setOutput } from '../protocol.ts';

setOutput('node-version', process.version);
setOutput('cache-hit', 'false');
