/** The compiled rule: what the engine, the judge and the reports need of a rule file at run time. */

/** Danger if it is real. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export type RuleKind = 'token' | 'password' | 'private-key' | 'uri' | 'webhook' | 'structured' | 'file';

/** How far around a literal the pattern can read, in bytes. */
export interface Reach {
  /** From the literal's first byte backwards. */
  readonly before: number;
  /** From the literal's first byte forwards (the literal included). */
  readonly after: number;
  /** True when an unbounded repeat or an anchor (^, $) makes the window end at line ends instead. */
  readonly lines: boolean;
}

export interface Rule {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  readonly kind: RuleKind;
  /** `secret`: a credential's value. `practice`: a habit that leaks them. */
  readonly channel: 'secret' | 'practice';
  readonly severity: Severity;
  /** What a match is worth before any further evidence. */
  readonly confidence: 'high' | 'medium' | 'low';
  /** Literals (lower case, ASCII, at least three bytes) without one of which the rule cannot match. Empty only in a user's rule. */
  readonly keywords: readonly string[];
  /** Which code finds the value: `pattern` runs the regex below; others are named in src/detectors/table.ts. */
  readonly detector: string;
  /** JavaScript regex source over binary text, and its flags without `g`, `d`, `y`. */
  readonly pattern: string | null;
  readonly flags: string;
  readonly reach: Reach;
  /** Name of an offline check (src/judge/checks/table.ts), with `confidence` high when it passes, low when it fails. */
  readonly check: string | null;
  /** Shannon entropy in bits per character below which a value is dropped. */
  readonly entropy: number | null;
  /** Regexes the value must, or must not, match. */
  readonly must: readonly string[];
  readonly mustNot: readonly string[];
  /** Path globs outside of which the rule does not apply; empty: everywhere. */
  readonly paths: readonly string[];
  /** Rules that pair with this one within so many lines. */
  readonly near: readonly { readonly rule: string; readonly lines: number }[];
  /** Fact name → group name of the pattern. */
  readonly facts: Readonly<Record<string, string>>;
  /** How many leading characters of the value are public by design (`sk_live_` → 8). */
  readonly publicPrefix: number;
  readonly aliases: readonly string[];
  readonly playbook: string | null;
  /** True when the pattern comes from a user: it runs under a time limit. */
  readonly foreign: boolean;
  /** True for rules without a provider's shape: any specific rule wins over them on the same text. */
  readonly generic: boolean;
  /** There only on rules that are off until a configuration names them in `rules.enable`. */
  readonly enabled?: false;
}

/** What only people read: loaded for `rules list`, `explain`, SARIF help and tests. */
export interface RuleDetails {
  readonly id: string;
  readonly description: string;
  readonly source: readonly string[];
  /** Sample generators, see src/rules/samples/. */
  readonly samples: { readonly match: readonly Sample[]; readonly clean: readonly Sample[] };
  readonly file: string;
}

/** A sample: text with generators (`ghp_<crc32-base62:30>`), the value marked by « and » unless it is the whole text. */
export interface Sample {
  readonly text: string;
  /** What it is assigned to; rules that know a value by its name need it. */
  readonly name?: string;
  readonly path?: string;
  /** True when the text is a whole file and is not to be put into the contexts. */
  readonly whole?: boolean;
}

/** All rules of a scan. */
export interface RuleBook {
  readonly rules: readonly Rule[];
  /** Rules that are off by default. No part of the scan, of its search index or of the digest until they are chosen. */
  readonly optional?: readonly Rule[];
  /** Hash over everything that decides findings: rules, detectors' version, judge's version. */
  readonly digest: string;
}
