/** Rule files given on the command line, compiled as a user's rules. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RuleError, UsageError } from '../../errors.ts';
import { loadBuiltinBook, loadBuiltinDetails } from '../../rules/builtin.ts';
import type { LoadedRules, RuleFileText } from '../../rules/load.ts';

/** Loads the files, or the built-in rules when there are none. Throws UsageError or RuleError with the file's name and line. */
export async function loadRulesFor(files: readonly string[], cwd: string): Promise<LoadedRules> {
  if (files.length === 0) return { book: await loadBuiltinBook(), details: await loadBuiltinDetails() };
  const { loadRules, RuleFileProblem } = await import('../../rules/load.ts');
  const texts: RuleFileText[] = [];
  for (const file of files) texts.push({ path: file, text: await readText(resolve(cwd, file), file) });
  try {
    return loadRules(texts, true);
  } catch (error) {
    if (!(error instanceof RuleFileProblem)) throw error;
    throw new RuleError(error.problem, { file: error.path, line: error.line, column: null, snippet: null }, { hint: 'the keys are described in docs/rules.md' });
  }
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the rule file ${shown}: ${(error as Error).message}`, { cause: error });
  }
}
