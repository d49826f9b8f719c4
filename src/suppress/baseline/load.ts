/** Finds baselines and has them read. */
import type { Config } from '../../config/config.ts';
import type { ReadFile } from '../../config/load.ts';
import { BaselineError } from '../../errors.ts';
import type { Baseline } from './baseline.ts';
import { BASELINE_NAMES } from './names.ts';

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
    // The readers bring a schema library along; most repositories have no baseline.
    if (bytes !== null) baselines.push((await import('./read.ts')).readBaseline(bytes, file, options.now));
    else if (named) throw missing(file, options);
  }
  return baselines;
}

function missing(file: string, options: BaselineOptions): BaselineError {
  const from = options.files ? '' : `, though ${options.config.file ?? 'the configuration'} names it`;
  return new BaselineError(`there is no such baseline${from}`, { file, line: null, column: null, snippet: null }, { hint: 'keysieve baseline create' });
}
