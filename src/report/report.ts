/** The contract between the findings and every format. A report knows findings, never raw values. */
import type { Finding } from '../model.ts';
import type { Rule } from '../rules/rule.ts';
import type { Sink } from '../ui/output.ts';
import type { Terminal } from '../ui/terminal.ts';
import type { Summary } from './summary.ts';

/** Writes one format. Findings may come in any order: every writer puts them in report order (order.ts). Does not end the sink. */
export type Writer = (
  findings: readonly Finding[], summary: Summary, options: ReportOptions, sink: Sink,
) => Promise<void>;

/** What a report may ask of its surroundings. */
export interface ReportOptions {
  /** What the sink can show. */
  readonly terminal: Terminal;
  /** Steps that make a leaked credential harmless, from the playbooks; one sentence each. */
  readonly remedy?: ((finding: Finding) => readonly string[]) | undefined;
  /** One or two sentences about a rule, for SARIF and GitLab; null when there is nothing to say beyond its name. */
  readonly describeRule?: ((rule: Rule) => string | null) | undefined;
  /** Address of a page about a rule; null when there is none. */
  readonly ruleUri?: ((rule: Rule) => string | null) | undefined;
  /** Bytes of a file of the scanned tree, by its path in the report; null when it is gone. For SARIF's line hashes only. */
  readonly readFile?: ((path: string) => Uint8Array | null | Promise<Uint8Array | null>) | undefined;
  /** Also show baselined and allowed findings in the formats for people. */
  readonly showSuppressed?: boolean | undefined;
  /** Places of one secret that the formats for people show; 3 when left out. */
  readonly maxPlaces?: number | undefined;
  /** SARIF: `automationDetails.id` up to its last slash; `keysieve` when left out. */
  readonly category?: string | undefined;
  /** SARIF: leave suppressed findings out, for code scanning, which shows them as open alerts all the same. */
  readonly omitSuppressed?: boolean | undefined;
  /** True when `masked` was left unmasked on request: report files are then readable by their owner only. */
  readonly secretsShown?: boolean | undefined;
}
