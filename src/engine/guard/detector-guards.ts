/**
 * Guards of the detectors that are code: what stands around a literal whenever the detector finds something there.
 * Written by hand from the detectors, on the generous side; test/engine/guards.test.ts holds them against the detectors.
 *
 * Each way is a pair of patterns: one that matches right behind the literal, one that matches right before it. Patterns
 * read bytes, ignore case and know no look-around.
 */
import type { Rule } from '../../rules/rule.ts';
import { buildDfa, reversed, type Dfa } from './dfa.ts';
import type { Guard, Test } from './guard.ts';
import { buildNfa } from './nfa.ts';
import { bestRun } from './derive.ts';
import { runsBehind } from './positions.ts';

/** One way in which a literal may have a value. */
interface Surroundings {
  readonly follow?: string;
  readonly precede?: string;
}

/** Gives the guard of one keyword of a rule with a detector other than `pattern`; null where every hit passes. */
export function detectorGuard(rule: Rule, keyword: string): Guard | null {
  if (rule.detector === 'assignment') return guardOf(rule, assignmentWays(keyword));
  if (rule.detector === 'uri' && keyword === '://') return guardOf(rule, [{ follow: '[^ \\t\\r\\n"\'`\\\\]*@' }]);
  if (rule.detector === 'named') return namedGuard(rule);
  return null;
}

function guardOf(rule: Rule, ways: readonly Surroundings[] | null): Guard | null {
  if (ways === null) return null;
  return {
    ways: ways.map(({ follow, precede }) => [
      ...(follow === undefined ? [] : [automaton('follow', follow, rule.reach.after)]),
      ...(precede === undefined ? [] : [automaton('precede', precede, rule.reach.before)]),
    ]),
  };
}

const automata = new Map<string, Dfa>();

function automaton(kind: 'follow' | 'precede', pattern: string, reach: number): Test {
  let dfa = automata.get(`${kind} ${pattern}`);
  if (dfa === undefined) {
    dfa = buildAutomaton(kind, pattern);
    automata.set(`${kind} ${pattern}`, dfa);
  }
  return { kind, dfa, reach };
}

function buildAutomaton(kind: 'follow' | 'precede', pattern: string): Dfa {
  const nfa = buildNfa(pattern, 'i');
  if (nfa === null) throw new RangeError('the guard is too large');
  return buildDfa(kind === 'follow' ? nfa : reversed(nfa));
}

// The assignment reader (src/detectors/assignment/): a name, what links it, a literal.

const NAME = '[\\w.\\x80-\\xff-]*';
const SPACE = '[ \\t]*';
/** Closes around a name: quotes, brackets, escapes, entities. */
const CLOSE = '(?:["\'`\\])*!?]|\\\\+["\'`]|\\\\u0022|\\\\x22|&#?\\w{2,4};|\\xe2\\x80[\\x98-\\x9f])*';
/** Letters or marks before a quote: b'…', @"…", $"…", Ruby's :"…". */
const PREFIX = '[A-Za-z@$:]{0,2}';
const QUOTE = '(?:["\'`]|\\\\+["\'`]|\\\\u0022|\\\\x22|&#?\\w{2,4};|\\xe2\\x80[\\x98-\\x9f])';
/** A literal that is not empty, or that goes on as another one. */
const LITERAL = `${PREFIX}(?:"[^"]|'[^']|\`[^\`]|"""|'''|\`\`\`|(?:""|''|\`\`)[ \\t]*[+.&<>~\\\\\\r\\n]|(?:\\\\+["'\`]|\\\\u0022|\\\\x22|&#?\\w{2,4};|\\xe2\\x80[\\x98-\\x9f]).)`;
/** A call with a literal as its first argument. */
const CALL = `[\\w$.:<>?!&*@\\[\\], -]{1,80}\\(\\s*[bru@f]?\\\\*["'\`]`;
/** Types between a name and its sign: \`: string =\`, \` String? =\`, \` [16] =\`, \` : &'static str =\`. */
const TYPE = `:?[ \\t]{0,4}[\\w.<>,|\\[\\]?&*' ]{1,60}`;
const SIGN = '(?:[!:=]?={1,3}>?|:)';
/** A bare value; a call is none unless a literal stands behind it on the line, or it looks something up. */
const BARE = '(?:[^ \\t\\r\\nA-Za-z_$"\'`][^\\n]{2}|[\\w$.:>-]{3,}(?:[^\\w$.:>\\[(-]|[ \\t]\\()|[\\w$.:>-]{1,2}[^\\w$.:>\\[(\\n-][^\\n]|[\\w$.:>-]+[\\[(][^\\n]*["\'`]|[\\w$.:>-]*(?:env|secrets|vault|get|data|var|local|module)[\\w$.:>-]*[\\[(])';

function assignmentWays(keyword: string): Surroundings[] | null {
  if (/identified|securestring/.test(keyword)) return null;
  const close = `${NAME}${CLOSE}`;
  return [
    { follow: `${close}${SPACE}(?:${TYPE})?${SIGN}${SPACE}(?:${LITERAL}|${BARE}|\\r?\\n)` },
    { follow: `${close}[ \\t]+(?:(?:eq|eql|is|be|to|as|with|of|was)[ \\t]+)?${QUOTE}` },
    { follow: `${NAME}\\(\\s*(?:${LITERAL}|${CALL})` },
    { follow: `${close}${SPACE},${SPACE}(?:${LITERAL}|${CALL}|\\r?\\n)` },
    { follow: `${close}>[^<\\n]{3}` },
    { follow: `${NAME}["']?\\s{0,3}\\{[^{}]*default` },
    // --password value, /password:value
    { precede: `[-/]${NAME}`, follow: `${close}[ \\t:]+[^ \\t\\r\\n-][^ \\t\\r\\n]` },
    // name: password, and value: … before or behind it
    { precede: `[nkdeglrvb](?:ame|ey|i|ield|ariable|ar|nv|etting|ption|arameter|arameterkey|eader|abel|ttribute)?(?:\\\\*["'])?\\s{0,3}[:=>]\\s{0,3}(?:\\\\*["'])?${NAME}` },
  ];
}

// The named detector (src/detectors/named.ts): somewhere behind the provider's word stands a value of the rule's shape.

function namedGuard(rule: Rule): Guard | null {
  const { value } = JSON.parse(rule.pattern ?? '{}') as { value: string };
  const nfa = buildNfa(value, rule.flags);
  const run = nfa === null ? null : bestRun(runsBehind(nfa, [nfa.start]), rule.reach.after);
  return run === null ? null : { ways: [[{ kind: 'run', ...run, reach: rule.reach.after, line: rule.reach.lines }]] };
}
