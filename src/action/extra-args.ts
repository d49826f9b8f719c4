/**
 * The input `extra_args`: options of keysieve, and those that workflows carry over from TruffleHog's action. Each of the
 * latter is accepted with a sentence on what becomes of it; none makes keysieve report less.
 */
import type { Given, Options } from '../cli/command.ts';
import { HISTORY, SCANNING, THREADS } from '../cli/options.ts';

/** What was understood. */
export interface ExtraArgs {
  /** Options of keysieve. */
  readonly options: Given;
  /** A sentence for every word that has no effect. */
  readonly notes: readonly string[];
}

const OWN: Options = { ...SCANNING, ...HISTORY, ...THREADS };

/** Options of ours that an Action has inputs for, or that make no sense in one. */
const NOT_HERE = new Set(['output', 'format', 'config', 'baseline', 'show-secrets', 'force', 'help', 'color', 'progress']);

interface Foreign {
  /** True when the next word is its value, unless it is given with `=`. */
  readonly takesValue?: boolean;
  readonly note: string;
}

const VERIFIED = 'keysieve asks no provider whether a key is live. Everything it is sure of counts, used or not: a leaked key has to be rotated either way. To fail for fewer findings use the input fail-on';
const ALWAYS = 'is what this Action does anyway';

/** Options of TruffleHog 3 (trufflehog --help, trufflehog git --help). */
const FOREIGN: Readonly<Record<string, Foreign>> = {
  debug: { note: 'the log always says which commits were scanned and why' },
  trace: { note: 'the log always says which commits were scanned and why' },
  'log-level': { takesValue: true, note: 'the log always says which commits were scanned and why' },
  'only-verified': { note: VERIFIED },
  results: { takesValue: true, note: VERIFIED },
  'no-verification': { note: `${ALWAYS}: nothing is sent anywhere` },
  'no-update': { note: `${ALWAYS}: the version is the one that "uses:" names` },
  fail: { note: `${ALWAYS}: findings end the step with exit code 1` },
  'fail-on-scan-errors': { note: `${ALWAYS}: an incomplete scan ends the step with exit code 3` },
  'github-actions': { note: `${ALWAYS}: findings are annotations` },
  json: { note: 'use the input report-file: report.json' },
  'json-legacy': { note: 'use the input report-file: report.json' },
  concurrency: { takesValue: true, note: 'keysieve chooses for itself' },
  'print-avg-detector-time': { note: 'it has no counterpart' },
  'no-color': { note: 'the log has no colours' },
  'allow-verification-overlap': { note: 'keysieve settles for itself which rule speaks for a value' },
  'filter-unverified': { note: 'every secret is reported once' },
  'filter-entropy': { takesValue: true, note: 'findings are judged by more than entropy; use the input fail-on with a confidence, as in low/high' },
  'include-detectors': { takesValue: true, note: 'choose rules in keysieve.yaml' },
  'exclude-detectors': { takesValue: true, note: 'switch rules off in keysieve.yaml, under rules: disable' },
  'include-paths': { takesValue: true, note: 'use the input path' },
  'exclude-paths': { takesValue: true, note: 'exclude paths in keysieve.yaml, under exclude: or allow:' },
  'exclude-globs': { takesValue: true, note: 'exclude paths in keysieve.yaml, under exclude: or allow:' },
  'since-commit': { takesValue: true, note: 'use the input base' },
  branch: { takesValue: true, note: 'use the input head' },
  'max-depth': { takesValue: true, note: 'every commit of the range is scanned' },
  config: { takesValue: true, note: 'use the input config' },
  'archive-max-size': { takesValue: true, note: 'it has no counterpart' },
  'archive-max-depth': { takesValue: true, note: 'it has no counterpart' },
  'archive-timeout': { takesValue: true, note: 'it has no counterpart' },
};

/** Reads the words. Never throws: what is not known is named and left out. */
export function readExtraArgs(text: string): ExtraArgs {
  const words = splitWords(text);
  const options: Record<string, string | boolean> = {};
  const notes: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [, name = '', , given] = /^--?([\w-]+)(=([\s\S]*))?$/.exec(word) ?? [];
    const positive = name.replace(/^no-/, '');
    if (positive !== name && !NOT_HERE.has(positive) && OWN[positive]?.negatable === true && given === undefined) {
      options[positive] = false;
      continue;
    }
    const own = NOT_HERE.has(name) ? undefined : OWN[name];
    const foreign = Object.hasOwn(FOREIGN, name) ? FOREIGN[name] : undefined;
    const takesValue = own === undefined ? foreign?.takesValue === true : own.type === 'string';
    const next = words[at + 1];
    const value = given ?? (takesValue && next !== undefined && !next.startsWith('-') ? next : undefined);
    if (takesValue && given === undefined && value !== undefined) at++;
    if (own !== undefined && (own.type === 'boolean' || value !== undefined)) options[name] = own.type === 'boolean' ? true : (value ?? '');
    else if (own !== undefined) notes.push(`extra_args: ${word} needs a value and was left out`);
    else if (foreign !== undefined) notes.push(`extra_args: ${word} has no effect: ${foreign.note}`);
    else if (NOT_HERE.has(name)) notes.push(`extra_args: ${word} is not for an Action and was left out`);
    else notes.push(`extra_args: ${word} is not known and was left out`);
  }
  return { options, notes };
}

/** Splits at blanks; single and double quotes keep words together. */
function splitWords(text: string): readonly string[] {
  return [...text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
