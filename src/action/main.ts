/** Where the Action's process starts. The runner's current directory is the workspace; inputs and event come by environment variables. */
import { runAction } from './run.ts';

process.exitCode = await runAction({
  cwd: process.env['GITHUB_WORKSPACE'] || process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
});
