import { init } from './command.ts';

process.exitCode = await init(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
});
