/**
 * What may stand in keysieve.yaml. The JSON Schema that editors use is generated from this (scripts/config-schema.mjs),
 * so every key has a description and nothing here transforms a value; src/config/build.ts does.
 */
import * as v from 'valibot';
import { SEVERITIES } from '../rules/rule.ts';
import { isCalendarDay } from './calendar-day.ts';
import { CONFIDENCES, parseFailOn } from './fail-on.ts';
import { filePathProblem } from './file-path.ts';
import { globProblem } from './glob.ts';
import { regexProblem } from './regex.ts';
import { parseSize } from './size.ts';

/** Bounds: the configuration of a pull request is somebody else's input. */
const MAX_ENTRIES = 1000;
const MAX_LIST = 1000;
/** Criteria of all allow entries together: each is tried on each finding. */
const MAX_CRITERIA = 5000;
const MAX_NAME = 128;
const MAX_REASON = 1000;
/** Shorter stop words are in every other value. */
const MIN_STOP_WORD = 3;

/** A check with a message of its own, given as the end of a sentence that starts with the value. */
function refusing(problemOf: (text: string) => string | null): v.RawCheckAction<string> {
  return v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const problem = problemOf(dataset.value);
    if (problem !== null) addIssue({ message: problem });
  });
}

const text = v.string();
const described = <const S extends v.GenericSchema>(schema: S, description: string): v.SchemaWithPipe<readonly [S, v.DescriptionAction<v.InferOutput<S>, string>]> =>
  v.pipe(schema, v.description(description));

const glob = v.pipe(text, refusing(globProblem));
const regex = v.pipe(text, refusing(regexProblem));
const filePath = v.pipe(text, refusing(filePathProblem));
const ruleName = v.pipe(text, v.minLength(1, 'is empty'), v.maxLength(MAX_NAME, `is longer than ${MAX_NAME} characters`));
const severity = v.picklist(SEVERITIES);
const confidence = v.picklist(CONFIDENCES);

const listOf = <const S extends v.GenericSchema>(item: S): v.SchemaWithPipe<readonly [v.ArraySchema<S, undefined>, v.MaxLengthAction<v.InferOutput<S>[], number, string>]> =>
  v.pipe(v.array(item), v.maxLength(MAX_LIST, `has more than ${MAX_LIST} entries`));

/** The kinds of criteria that an allow entry can have. */
const CRITERIA = ['paths', 'path-regexes', 'rules', 'values', 'lines', 'stop-words', 'commits', 'fingerprints'] as const;

/** In an allow entry an empty list would quietly drop its criterion, and the entry would allow more than was meant. */
const criterion = <const S extends v.GenericSchema>(item: S, description: string): v.OptionalSchema<v.GenericSchema<v.InferInput<S>[], v.InferOutput<S>[]>, undefined> =>
  v.optional(
    v.pipe(
      v.array(item),
      v.minLength(1, 'is empty: it would allow nothing; fill it or take it out'),
      v.maxLength(MAX_LIST, `has more than ${MAX_LIST} entries`),
      v.description(description),
    ),
  );

const allowEntry = v.pipe(
  v.strictObject({
    paths: criterion(glob, 'Path globs. Relative to the repository root; without a slash they match at any depth.'),
    'path-regexes': criterion(regex, 'Regexes on the path, found anywhere in it.'),
    rules: criterion(ruleName, 'Rule ids, aliases, or names with * as a wildcard.'),
    values: criterion(regex, 'Regexes on the value, found anywhere in it.'),
    lines: criterion(regex, 'Regexes on the line (or lines) where the value stands.'),
    'stop-words': criterion(
      v.pipe(text, v.minLength(MIN_STOP_WORD, `is shorter than ${MIN_STOP_WORD} characters`), v.maxLength(MAX_NAME, `is longer than ${MAX_NAME} characters`)),
      'Words; a value that contains one is allowed. Letter case does not count.',
    ),
    commits: criterion(
      v.pipe(text, v.regex(/^[0-9a-fA-F]{7,64}$/, 'is not a commit id (7 to 64 hexadecimal digits)')),
      'Ids of the commits that introduced the value: full, or at least 7 digits.',
    ),
    fingerprints: criterion(
      v.pipe(text, v.regex(/^[0-9a-fA-F]{16}$/, 'is not a fingerprint (16 hexadecimal digits, as in the report)')),
      'Fingerprints, as printed in reports.',
    ),
    reason: described(
      v.pipe(text, v.check((given) => given.trim() !== '', 'is empty: say why this is no leak'), v.maxLength(MAX_REASON, `is longer than ${MAX_REASON} characters`)),
      'Why this is not a leak. Printed wherever the entry is used.',
    ),
    until: v.optional(described(v.pipe(text, v.check(isCalendarDay, 'is not a day (YYYY-MM-DD)')), 'Last day (UTC) on which the entry holds: YYYY-MM-DD.')),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const entry = dataset.value;
    if (CRITERIA.every((kind) => entry[kind] === undefined)) {
      addIssue({ message: `this entry has no criterion and would allow everything: give one of ${CRITERIA.join(', ')}` });
    }
  }),
);

function criteriaOf(entries: readonly v.InferOutput<typeof allowEntry>[]): number {
  return entries.reduce((sum, entry) => sum + CRITERIA.reduce((of, kind) => of + (entry[kind]?.length ?? 0), 0), 0);
}

/** `allow:` with nothing below it is what is left when its last entry is taken out. */
const rules = v.strictObject({
  disable: v.nullish(described(listOf(ruleName), 'Rules that are not to run: ids, aliases, or names with * as a wildcard.')),
  enable: v.nullish(described(listOf(ruleName), 'Rules that are to run although `disable` names them, or, by their full name, although they are off by default.')),
  severity: v.nullish(described(v.record(ruleName, severity), 'Severity by rule: id, alias, or name with * as a wildcard.')),
  add: v.nullish(
    described(
      listOf(v.union([described(filePath, 'Path of a rule file, relative to the repository root.'), described(v.record(text, v.unknown()), 'A rule, written as in a rule file.')])),
      'Rules of your own.',
    ),
  ),
});

const failOn = v.union([
  described(
    v.pipe(text, v.check((given) => parseFailOn(given) !== null, 'is none of: a severity (critical, high, medium, low, info), severity/confidence, any, never')),
    'A severity, severity/confidence, `any` or `never`.',
  ),
  v.strictObject({
    severity: v.optional(described(severity, 'The least severity that fails.')),
    confidence: v.optional(described(confidence, 'The least confidence that fails.')),
  }),
]);

const size = v.union([
  v.pipe(v.number(), v.check((given) => parseSize(given) !== null, 'is not a size in bytes')),
  v.pipe(text, v.check((given) => parseSize(given) !== null, 'is not a size such as 10 MB, 512 KiB or 4096')),
]);

/** keysieve.yaml. */
export const ConfigSchema = v.strictObject({
  $schema: v.optional(described(text, 'The JSON Schema of this file, for editors.')),
  version: v.optional(described(v.literal(1), 'Version of this format.')),
  'fail-on': v.optional(described(failOn, 'From where on a finding fails the scan.')),
  rules: v.nullish(described(rules, 'Which rules run, how severe they are, and your own.')),
  allow: v.nullish(
    described(v.pipe(v.array(allowEntry), v.maxLength(MAX_ENTRIES, `has more than ${MAX_ENTRIES} entries`), v.check((entries) => criteriaOf(entries) <= MAX_CRITERIA, `has more than ${MAX_CRITERIA} criteria in all`)), 'What is found but is no leak. Every kind of criterion in an entry must match; of one kind, any of its list.'),
  ),
  exclude: v.nullish(described(listOf(glob), 'Files that are not scanned at all. They are reported as skipped.')),
  'max-file-size': v.optional(described(size, 'Larger files are skipped, and reported as skipped: bytes, or 10 MB, 512 KiB.')),
  'known-examples': v.optional(described(v.picklist(['report', 'ignore']), 'What to do with credentials that vendors publish in their documentation.')),
  baseline: v.nullish(described(listOf(filePath), 'Files of known findings, instead of those found at the repository root; [] for none.')),
});

/** What a valid keysieve.yaml holds. */
export type ConfigInput = v.InferOutput<typeof ConfigSchema>;
