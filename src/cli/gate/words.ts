/** What the gate of the native hook looks for: the literals of the rules, in three groups, and the patterns that narrow them. */
import { TOKEN_END, TOKEN_START } from '../../rules/pattern/boundary.ts';
import type { Rule } from '../../rules/rule.ts';
import { leastRun } from './least-run.ts';

/** Lengths of rows of token characters that are looked for, by what they are made of; rules with shorter ones have short values. */
export const LONG_RUNS = [
  { characters: 'narrow', length: 32 },
  { characters: 'narrow', length: 20 },
  { characters: 'wide', length: 32 },
  { characters: 'wide', length: 20 },
] as const;

/** Rules whose literal may stand far from the value: at the head of a document, above a table. */
const DOCUMENT_DETECTORS: ReadonlySet<string> = new Set([
  'kubernetes-secret', 'terraform-state', 'vault-table', 'netrc', 'pgpass', 'marked-value', 'argument-list', 'private-key', 'section-key',
]);

/** Literals are lower case; they are looked for without regard to case. The `://` of the rule for passwords in URIs is not among them: it needs a pattern. */
export interface GateWords {
  /** Of rules that read whole documents: one of these anywhere in a changed file is enough. */
  readonly document: readonly string[];
  /** Of rules whose values may be short. */
  readonly short: readonly string[];
  /** Of rules whose values are long, one entry for each of LONG_RUNS: literals on the value's own line, and those of rules where they may stand on another. */
  readonly long: readonly { readonly beside: readonly string[]; readonly near: readonly string[] }[];
}

/** Sorts the literals of all rules but those about whole files. Throws RangeError for a rule without literals: there is nothing to look for then. */
export function gateWords(rules: readonly Rule[]): GateWords {
  const asked = rules.filter((rule) => rule.kind !== 'file');
  const bare = asked.find((rule) => rule.keywords.length === 0);
  if (bare !== undefined) throw new RangeError(`rule ${bare.id} has no literal, so no gate can stand before it`);
  const groups = new Map<string, Set<string>>();
  for (const rule of asked) {
    const name = groupOf(rule);
    const group = groups.get(name) ?? new Set();
    groups.set(name, group);
    for (const keyword of rule.keywords) if (!isUri(rule, keyword)) group.add(keyword);
  }
  const words = (name: string): string[] => shortest([...(groups.get(name) ?? [])]);
  return {
    document: words('document'),
    short: words('short'),
    long: LONG_RUNS.map((_, number) => ({ beside: words(`${number} beside`), near: words(`${number} near`) })),
  };
}

function isUri(rule: Rule, keyword: string): boolean {
  return rule.detector === 'uri' && keyword === '://';
}

function groupOf(rule: Rule): string {
  if (DOCUMENT_DETECTORS.has(rule.detector)) return 'document';
  const number = LONG_RUNS.findIndex(({ characters, length }) => leastRun(rule, characters) >= length);
  if (number < 0) return 'short';
  return `${number} ${staysOnLine(rule) ? 'beside' : 'near'}`;
}

/** True when no match can hold a line feed: what could is anything negated, any white space, any character at all. */
function staysOnLine(rule: Rule): boolean {
  return rule.detector === 'pattern' && rule.pattern !== null && !/\[\^|\\[sSnrWDtvf]|\\x0|\\u|(?<!\\)\./.test(withoutLookaround(rule.pattern));
}

/** The look-around at the ends of a pattern reads beyond the match and takes nothing in. */
function withoutLookaround(pattern: string): string {
  return pattern.replace(TOKEN_START, '').replace(TOKEN_END, '');
}

/** Without words that hold another one: whoever finds them finds that one. In order. */
function shortest(words: readonly string[]): string[] {
  return words.filter((word) => !words.some((other) => other !== word && word.includes(other))).sort();
}
