/** Reads baselines of every known format. */
import { BaselineError } from '../../errors.ts';
import type { Baseline } from './baseline.ts';
import { detectSecretsBaseline } from './detect-secrets.ts';
import { gitleaksIgnore, gitleaksReport } from './gitleaks.ts';
import { decodeBaseline, parseJson } from './json-file.ts';
import { ownBaseline, readOwn } from './own.ts';

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
