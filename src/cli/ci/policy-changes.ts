/** What a pull request changes in the policy, as far as it makes the scan see or report less: for the people who review it. */
import type { AllowEntry, Config } from '../../config/config.ts';
import { harmless } from '../../config/code-frame.ts';
import { loadConfig, type ReadFile } from '../../config/load.ts';
import { KeysieveError } from '../../errors.ts';
import { SEVERITIES } from '../../rules/rule.ts';
import { compileUserRules } from '../../rules/user-rules.ts';
import type { Baseline } from '../../suppress/baseline/baseline.ts';
import { loadBaselines } from '../../suppress/baseline/load.ts';
import { createSuppressor, type Suppressor } from '../../suppress/suppress.ts';

/** One thing that the pull request adds to the exceptions. */
export interface PolicyChange {
  /** `keysieve.yaml:12`, or the file alone. */
  readonly where: string;
  /** A sentence without its subject: "allows paths docs/**: examples". */
  readonly what: string;
}

/** The policy of a commit: what it excepts. */
interface Exceptions {
  readonly config: Config;
  readonly baselines: readonly Baseline[];
}

/** The policy as a pull request would make it. */
export interface ProposedPolicy {
  readonly changes: readonly PolicyChange[];
  /** Why scans will fail once it is merged; null when the policy can be read. */
  readonly broken: string | null;
  /** What it would except; null when it cannot be read. */
  readonly suppressor: Suppressor | null;
}

/** Reads the policy of one commit. `config` and `baseline` are the files that options name. */
export interface PolicyFiles {
  readonly readFile: ReadFile;
  readonly config?: string | undefined;
  readonly baseline?: string | undefined;
}

/** Compares the policy before a pull request with the one it brings. Throws nothing that the pull request could cause. */
export async function proposedPolicy(before: PolicyFiles, after: PolicyFiles, now: Date): Promise<ProposedPolicy> {
  let proposed: Exceptions;
  try {
    proposed = await exceptionsOf(after, now);
  } catch (error) {
    if (!(error instanceof KeysieveError)) throw error;
    return { changes: [], broken: error.message, suppressor: null };
  }
  // A base that cannot be read has stopped the scan before; a merge base may be older than the mistake's correction.
  const present = await exceptionsOf(before, now).catch(() => null);
  const changes = present === null ? [] : [...configChanges(present.config, proposed.config), ...baselineChanges(present.baselines, proposed.baselines)];
  return { changes, broken: null, suppressor: createSuppressor({ ...proposed, now }) };
}

async function exceptionsOf(files: PolicyFiles, now: Date): Promise<Exceptions> {
  const { readFile, baseline } = files;
  // A file that options name and a commit does not have yet is no policy there.
  const named = files.config !== undefined && (await readFile(files.config)) !== null ? { file: files.config } : {};
  const config = await loadConfig({ readFile, compileRules: compileUserRules, ...named });
  const given = baseline === undefined ? {} : { files: (await readFile(baseline)) === null ? [] : [baseline] };
  return { config, baselines: await loadBaselines({ readFile, config, now, ...given }) };
}

function configChanges(before: Config, after: Config): readonly PolicyChange[] {
  const file = after.file ?? before.file ?? 'keysieve.yaml';
  const at = (line: number): string => `${file}:${line}`;
  const values = (written: readonly { readonly value: string }[]): readonly string[] => written.map(({ value }) => value);
  const changes: PolicyChange[] = added(before.allow.map(keyOf), after.allow.map(keyOf)).map((index) => {
    const entry = after.allow[index] as AllowEntry;
    return { where: at(entry.line), what: `allows ${describeEntry(entry)}: ${harmless(entry.reason)}` };
  });
  for (const index of added(values(before.exclude), values(after.exclude))) changes.push({ where: at(after.exclude[index]?.line ?? 1), what: `excludes ${harmless(after.exclude[index]?.value ?? '')} from scanning` });
  for (const index of added(values(before.rules.disable), values(after.rules.disable))) changes.push({ where: at(after.rules.disable[index]?.line ?? 1), what: `switches off the rules ${harmless(after.rules.disable[index]?.value ?? '')}` });
  for (const index of added(values(after.rules.enable), values(before.rules.enable))) changes.push({ where: file, what: `no longer switches on the rules ${harmless(before.rules.enable[index]?.value ?? '')}` });
  for (const { rule, severity } of after.rules.severity) {
    const old = before.rules.severity.find((each) => each.rule.value === rule.value)?.severity;
    if (old !== severity && (old === undefined || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(old))) changes.push({ where: at(rule.line), what: `sets the severity of ${harmless(rule.value)} to ${severity}` });
  }
  const own = (config: Config): readonly string[] => config.rules.added.map((rule) => JSON.stringify(rule));
  for (const index of added(own(after), own(before))) changes.push({ where: file, what: `changes or removes the repository's own rule ${before.rules.added[index]?.id}` });
  if (JSON.stringify(before.failOn) !== JSON.stringify(after.failOn)) changes.push({ where: placeOf(after, 'fail-on', file), what: `sets fail-on to ${typeof after.failOn === 'string' ? after.failOn : `${after.failOn.severity}/${after.failOn.confidence}`}` });
  if (after.maxFileSize < before.maxFileSize) changes.push({ where: placeOf(after, 'max-file-size', file), what: `skips files over ${after.maxFileSize} bytes` });
  if (before.knownExamples === 'report' && after.knownExamples === 'ignore') changes.push({ where: placeOf(after, 'known-examples', file), what: 'no longer reports documented examples' });
  return changes;
}

function placeOf(config: Config, setting: string, file: string): string {
  const origin = Object.entries(config.origin).find(([key, value]) => (key === setting || key.startsWith(`${setting}.`)) && value !== 'default');
  return origin?.[1] ?? file;
}

/** What an entry says, wherever it stands. */
function keyOf(entry: AllowEntry): string {
  return JSON.stringify({ ...entry, line: 0, rules: entry.rules.map((rule) => rule.value) });
}

/** Criteria in words. Values, lines and stop words may quote what they allow, so they are counted. */
function describeEntry(entry: AllowEntry): string {
  const some = (count: number, noun: string): readonly string[] => (count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]);
  const named = (noun: string, names: readonly string[]): readonly string[] => (names.length === 0 ? [] : [`${noun} ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`]);
  return [
    ...named('paths', [...entry.paths, ...entry.pathRegexes].map(harmless)),
    ...named('rules', entry.rules.map((rule) => harmless(rule.value))),
    ...some(entry.values.length, 'value pattern'),
    ...some(entry.lines.length, 'line pattern'),
    ...some(entry.stopWords.length, 'stop word'),
    ...named('commits', entry.commits),
    ...named('fingerprints', entry.fingerprints),
  ].join('; ') + (entry.until === null ? '' : ` until ${entry.until}`);
}

/** Records listed one by one; the others are counted. */
const MOST_RECORDS = 20;

function baselineChanges(before: readonly Baseline[], after: readonly Baseline[]): readonly PolicyChange[] {
  return after.flatMap((baseline): PolicyChange[] => {
    const known = before.filter(({ file }) => file === baseline.file).flatMap(({ entries }) => entries.map(({ what }) => what));
    const fresh = added(known, baseline.entries.map(({ what }) => what));
    const listed = fresh.slice(0, MOST_RECORDS).map((index) => ({ where: baseline.entries[index]?.where ?? baseline.file, what: `records as known: ${baseline.entries[index]?.what}` }));
    const others = fresh.length - listed.length;
    return others === 0 ? listed : [...listed, { where: baseline.file, what: `records ${others} more as known` }];
  });
}

/** Indices in `after` of what `before` has not, each occurrence for itself. */
function added(before: readonly string[], after: readonly string[]): readonly number[] {
  const left = new Map<string, number>();
  for (const text of before) left.set(text, (left.get(text) ?? 0) + 1);
  return after.flatMap((text, index) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count > 0 ? [] : [index];
  });
}
