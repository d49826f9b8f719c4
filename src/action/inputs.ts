/** The inputs of action.yml, as the runner hands them over: `INPUT_<NAME>`, in capitals, empty when not given. */
import { suggest } from '../config/suggest.ts';
import { UsageError } from '../errors.ts';
import { readExtraArgs, type ExtraArgs } from './extra-args.ts';

export const MODES = ['auto', 'diff', 'history', 'dir'] as const;

/** What a workflow asks for. Paths are as written: relative to the workspace. */
export interface Inputs {
  readonly path: string;
  readonly mode: (typeof MODES)[number];
  readonly base: string;
  readonly head: string;
  readonly config: string | null;
  readonly baseline: string | null;
  readonly failOn: string | null;
  readonly sarifFile: string | null;
  /** `report.html`, or `json=report.txt`. */
  readonly reportFiles: readonly string[];
  readonly policyFrom: 'base' | 'checkout';
  readonly markers: 'honour' | 'refuse';
  readonly token: string | null;
  readonly extra: ExtraArgs;
}

/** Environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the inputs. Throws UsageError for a value that means nothing. */
export function readInputs(env: Environment): Inputs {
  const input = (name: string): string => (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
  const optional = (name: string): string | null => input(name) || null;
  return {
    path: input('path') || '.',
    mode: choice('mode', input('mode'), MODES, 'auto'),
    base: input('base'),
    head: input('head'),
    config: optional('config'),
    baseline: optional('baseline'),
    failOn: optional('fail-on'),
    sarifFile: optional('sarif-file'),
    reportFiles: reportFiles(input('report-file'), input('format')),
    policyFrom: choice('policy-from', input('policy-from'), ['base', 'checkout'], 'base'),
    markers: choice('new-markers', input('new-markers'), ['honour', 'refuse'], 'honour'),
    token: optional('token'),
    extra: readExtraArgs(input('extra_args')),
  };
}

function choice<const Value extends string>(name: string, given: string, values: readonly Value[], otherwise: Value): Value {
  if (given === '') return otherwise;
  const value = values.find((each) => each === given.toLowerCase());
  if (value !== undefined) return value;
  const near = suggest(given, values);
  throw new UsageError(`the input ${name} does not know "${given}"`, { hint: near === null ? `one of ${values.join(', ')}` : `did you mean ${near}?` });
}

/** One file a line; `format` says what those are whose names do not. */
function reportFiles(given: string, format: string): readonly string[] {
  const files = given.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return files.map((file) => (format === '' || file.includes('=') ? file : `${format}=${file}`));
}
