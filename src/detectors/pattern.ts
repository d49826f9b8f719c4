/** The ordinary detector: a rule's regex on a window; the value is the group named `secret`, or the whole match. */
import type { Detector, RawCandidate } from './detector.ts';
import type { Rule } from '../rules/rule.ts';

const compiled = new WeakMap<Rule, RegExp>();

/** Runs the rule's pattern over the whole window; gives every match in order. Matches of no length are passed over. */
export const patternDetector: Detector = { name: 'pattern', find: findPattern };

function findPattern(rule: Rule, text: string): RawCandidate[] {
  const regex = regexOf(rule);
  const found: RawCandidate[] = [];
  regex.lastIndex = 0;
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    const span = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length];
    if (span[1] > span[0]) {
      found.push({
        start: span[0],
        end: span[1],
        matchStart: match.index,
        matchEnd: match.index + match[0].length,
        groups: otherGroups(match.groups),
      });
    }
    if (match[0].length === 0) regex.lastIndex += 1;
  }
  return found;
}

function regexOf(rule: Rule): RegExp {
  let regex = compiled.get(rule);
  if (regex === undefined) {
    regex = new RegExp(rule.pattern ?? '', `dg${rule.flags}`);
    compiled.set(rule, regex);
  }
  return regex;
}

function otherGroups(groups: Record<string, string> | undefined): Record<string, string> {
  const others: Record<string, string> = {};
  for (const [name, text] of Object.entries(groups ?? {})) {
    if (name !== 'secret' && text !== undefined) others[name] = text;
  }
  return others;
}
