/** What decides about findings: configuration, rules, baselines. Read once, before anything is scanned. */
import type { Config } from '../config/config.ts';
import { createExclude, type Exclude } from '../config/exclude.ts';
import { parseFailOn, type FailOn } from '../config/fail-on.ts';
import { loadConfig, type ReadFile } from '../config/load.ts';
import { selectRules } from '../config/select-rules.ts';
import { parseSize } from '../config/size.ts';
import type { EngineOptions } from '../engine/engine.ts';
import { openIndex } from '../engine/index/image.ts';
import { UsageError } from '../errors.ts';
import { loadBuiltinBook, readBuiltinIndex } from '../rules/builtin.ts';
import { createRuleBook } from '../rules/digest.ts';
import type { RuleBook } from '../rules/rule.ts';
import { loadBaselines } from '../suppress/baseline/load.ts';
import { createSuppressor, type Suppressor } from '../suppress/suppress.ts';
import type { Given } from './command.ts';
import { policyReader } from './policy-file.ts';

export interface Policy {
  readonly config: Config;
  readonly book: RuleBook;
  /** The search index of the built-in rules. */
  readonly prebuilt: EngineOptions['prebuilt'];
  readonly suppressor: Suppressor;
  readonly exclude: Exclude;
  readonly failOn: FailOn;
  /** Bytes. */
  readonly maxFileSize: number;
  readonly reportKnownExamples: boolean;
  /** The time that counts for what expires. */
  readonly now: Date;
}

export interface PolicySource {
  /** Options of the command line; they win over the configuration. */
  readonly options: Given;
  /** Where configuration and baselines are looked for: the repository's root, or the working directory. */
  readonly root: string;
  /** What paths of the command line are relative to. */
  readonly cwd: string;
  readonly now: Date;
  /** Reads policy files; the working tree unless a caller has a reason (a pull request's base commit). */
  readonly readFile?: ReadFile;
  /** Reads the files that the options name; the disk unless a caller has a reason. */
  readonly readNamed?: ReadFile;
}

/** Loads the policy. Throws ConfigError, RuleError, BaselineError or UsageError: nothing is scanned under a policy that is not understood. */
export async function loadPolicy(source: PolicySource): Promise<Policy> {
  const { options, root, now } = source;
  const readFile = source.readFile ?? policyReader(root, false);
  const readNamed = source.readNamed ?? policyReader(source.cwd, true);
  const named = options['config'] as string | undefined;
  const config = await loadConfig({
    // A named file may lie anywhere; the rule files it names lie below the root like all others.
    readFile: named === undefined ? readFile : (path) => (path === named ? readNamed(path) : readFile(path)),
    // The rule compiler brings a YAML parser and a regex parser along, and few configurations have rules of their own.
    compileRules: async (raw, place) => (await import('../rules/user-rules.ts')).compileUserRules(raw, place),
    ...(named !== undefined && { file: named }),
  });
  const [builtin, indexBytes] = await Promise.all([loadBuiltinBook(), readBuiltinIndex()]);
  const { rules } = selectRules(builtin.rules, config, builtin.optional);
  const unchanged = rules.length === builtin.rules.length && rules.every((rule, index) => rule === builtin.rules[index]);
  const file = options['baseline'] as string | undefined;
  const baselines = await loadBaselines({ readFile: file === undefined ? readFile : readNamed, config, now, ...(file !== undefined && { files: [file] }) });
  return {
    config,
    book: unchanged ? builtin : createRuleBook(rules),
    prebuilt: { index: openIndex(indexBytes), rules: builtin.rules },
    suppressor: createSuppressor({ config, baselines, now }),
    exclude: createExclude(config),
    failOn: failOnOf(options['fail-on'] as string | undefined) ?? config.failOn,
    maxFileSize: sizeOf(options['max-file-size'] as string | undefined) ?? config.maxFileSize,
    reportKnownExamples: options['known-examples'] === true || config.knownExamples === 'report',
    now,
  };
}

function failOnOf(text: string | undefined): FailOn | null {
  if (text === undefined) return null;
  const parsed = parseFailOn(text);
  if (parsed === null) throw new UsageError(`--fail-on does not know "${text}"`, { hint: 'a severity (critical, high, medium, low, info), severity/confidence such as high/low, any, or never' });
  return parsed;
}

function sizeOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const bytes = parseSize(text);
  if (bytes === null) throw new UsageError(`--max-file-size does not know "${text}"`, { hint: 'a number of bytes, or one with a unit: 512KB, 64MB, 2GB' });
  return bytes;
}
