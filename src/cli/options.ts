/** Options that several commands share, so that they are spelled and explained once. */
import type { Options } from './command.ts';

export const FORMATS = ['auto', 'pretty', 'compact', 'plain', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'codequality', 'junit', 'csv', 'markdown', 'html'] as const;

/** What every command takes. */
export const COMMON: Options = {
  help: { type: 'boolean', short: 'h', help: 'Show this help' },
  color: { type: 'string', value: '<when>', choices: ['auto', 'always', 'never'], help: 'Colours' },
};

/** What commands take that may have much to read. */
export const THREADS: Options = {
  jobs: { type: 'string', short: 'j', value: '<n>', help: 'Threads that large scans may use; default: as many as there are processors, up to 4' },
  'max-memory': { type: 'string', value: '<size>', help: 'About what a scan may take, as in 300MB; fewer threads and less unpacked at a time; default 512MB' },
  'threads-from': { type: 'string', value: '<size>', hidden: true, help: 'Use more than one thread from this size of packs or files on' },
};

/** What commands take that may read the whole history. */
export const HISTORY: Options = {
  cache: { type: 'boolean', negatable: true, help: 'Pass over what an earlier scan of the history has searched with the same rules; --no-cache searches everything' },
  'cache-dir': { type: 'string', value: '<folder>', help: 'Where that is remembered; default: the folder keysieve in the git directory' },
};

/** What every command that scans takes. */
export const SCANNING: Options = {
  format: { type: 'string', short: 'f', value: '<format>', choices: FORMATS, help: 'How findings are written; auto chooses by terminal, pipe and CI' },
  output: { type: 'string', short: 'o', multiple: true, value: '<[format=]file>', help: 'Write a report to a file (- is standard output); may be given several times' },
  config: { type: 'string', short: 'c', value: '<file>', help: 'Configuration to use instead of keysieve.yaml at the repository root' },
  baseline: { type: 'string', short: 'b', value: '<file>', help: 'Known findings that do not count as new' },
  'fail-on': { type: 'string', value: '<severity[/confidence]>', help: 'Fail from this severity (critical, high, medium, low, info) and confidence (high, medium, low) on, or any, or never; default low/medium' },
  'show-secrets': { type: 'boolean', help: 'Show values instead of masking them; only on a terminal, unless --force' },
  force: { type: 'boolean', help: 'With --show-secrets: also into pipes and files' },
  'show-suppressed': { type: 'boolean', help: 'List allowed and baselined findings, and what excepted them' },
  'show-dropped': { type: 'boolean', help: 'List what looked like a secret and was judged not to be one, and why' },
  'known-examples': { type: 'boolean', help: 'Report the example credentials of providers\' documentation too' },
  'max-file-size': { type: 'string', value: '<size>', help: 'Larger files are not read and named as skipped, as in 64MB' },
  'exit-code': { type: 'string', value: '<n>', help: 'Exit code for findings; default 1' },
  'exit-zero': { type: 'boolean', help: 'Exit with 0 even when there are findings' },
  progress: { type: 'boolean', negatable: true, help: 'Progress on standard error; default: when it is a terminal' },
  ...COMMON,
};
