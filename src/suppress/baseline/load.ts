/** Finds and reads baselines of every known format. */
import type { Config } from '../../config/config.ts';
import type { ReadFile } from '../../config/load.ts';
import { BaselineError } from '../../errors.ts';
import type { Baseline } from './baseline.ts';
import { DETECT_SECRETS_BASELINE, detectSecretsBaseline } from './detect-secrets.ts';
import { GITLEAKS_IGNORE, gitleaksIgnore, gitleaksReport } from './gitleaks.ts';
import { decodeBaseline, parseJson } from './json-file.ts';
import { OWN_BASELINE, ownBaseline, readOwn } from './own.ts';

/** The files that are read when they are at the root and neither configuration nor command line names any. */
export const BASELINE_NAMES: readonly string[] = [OWN_BASELINE, DETECT_SECRETS_BASELINE, GITLEAKS_IGNORE];

/** What loadBaselines needs. */
export interface BaselineOptions {
  /** As for loadConfig: in a pull request it reads from the base commit. */
  readonly readFile: ReadFile;
  readonly config: Pick<Config, 'baseline' | 'file'>;
  /** Files of the command line; they take the place of the configuration's. */
  readonly files?: readonly string[];
  readonly now: Date;
}

/** Reads the baselines that hold. Throws a BaselineError when a named file is not there or any cannot be read. */
export async function loadBaselines(options: BaselineOptions): Promise<readonly Baseline[]> {
  const named = options.files ?? options.config.baseline;
  const baselines: Baseline[] = [];
  for (const file of named ?? BASELINE_NAMES) {
    const bytes = await options.readFile(file);
    if (bytes !== null) baselines.push(readBaseline(bytes, file, options.now));
    else if (named) throw missing(file, options);
  }
  return baselines;
}

/** Reads one baseline: `.gitleaksignore` by its name, the others by their content. Throws a BaselineError. */
export function readBaseline(bytes: Uint8Array, file: string, now: Date): Baseline {
  const text = decodeBaseline(bytes, file);
  // By name and first: a line may start with a bracket, as paths of routes do.
  if (/(?:^|[/\\])\.gitleaksignore$/.test(file)) return gitleaksIgnore(text, file);
  if (!/^\s*[[{]/.test(text)) {
    throw new BaselineError('this is no baseline: neither JSON nor a .gitleaksignore', { file, line: null, column: null, snippet: null }, { hint: 'keysieve baseline create' });
  }
  const json = parseJson(text, file);
  if (Array.isArray(json)) return gitleaksReport(json, file);
  if (typeof json === 'object' && json !== null && 'results' in json) return detectSecretsBaseline(json, file);
  return ownBaseline(readOwn(json, file), file, now);
}

function missing(file: string, options: BaselineOptions): BaselineError {
  const from = options.files ? '' : `, though ${options.config.file ?? 'the configuration'} names it`;
  return new BaselineError(`there is no such baseline${from}`, { file, line: null, column: null, snippet: null }, { hint: 'keysieve baseline create' });
}
