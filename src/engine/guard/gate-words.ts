/** What the gate of the native hook looks for: the literals of the rules, in three groups, and the patterns that narrow them. */
import type { Rule } from '../../rules/rule.ts';
import { leastRun } from './least-run.ts';

/** A row of token characters from this length on may be a value of any rule that needs one. */
export const LONG_RUN = 20;

/** Rules whose literal may stand far from the value: at the head of a document, above a table. */
const DOCUMENT_DETECTORS: ReadonlySet<string> = new Set([
  'kubernetes-secret', 'terraform-state', 'vault-table', 'netrc', 'pgpass', 'marked-value', 'argument-list', 'private-key', 'section-key',
]);

/** Literals are lower case; they are looked for without regard to case. The URI rule's `://` is not among them: see `uri`. */
export interface GateWords {
  /** True when there is the rule for passwords in URIs, which cares only for those with somebody before the host. */
  readonly uri: boolean;
  /** Of rules that read whole documents: one of these anywhere near a change is enough. */
  readonly document: readonly string[];
  /** Of rules whose values may be short. */
  readonly short: readonly string[];
  /** Of rules whose values have LONG_RUN token characters in a row. */
  readonly long: readonly string[];
}

/** Sorts the literals of all rules. Throws RangeError for a rule without literals: there is nothing to look for then. */
export function gateWords(rules: readonly Rule[]): GateWords {
  const document = new Set<string>();
  const short = new Set<string>();
  const long = new Set<string>();
  let uri = false;
  for (const rule of rules) {
    if (rule.keywords.length === 0) throw new RangeError(`rule ${rule.id} has no literal, so no gate can stand before it`);
    const group = DOCUMENT_DETECTORS.has(rule.detector) ? document : leastRun(rule) >= LONG_RUN ? long : short;
    for (const keyword of rule.keywords) {
      if (rule.detector === 'uri' && keyword === '://') uri = true;
      else group.add(keyword);
    }
  }
  const sorted = (words: ReadonlySet<string>): string[] => shortest([...words]);
  return { uri, document: sorted(document), short: sorted(short), long: sorted(long) };
}

/** Without words that hold another one: whoever finds them finds that one. In order. */
function shortest(words: readonly string[]): string[] {
  return words.filter((word) => !words.some((other) => other !== word && word.includes(other))).sort();
}
