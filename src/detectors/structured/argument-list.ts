/**
 * Options and their values as members of a list, as configuration that starts programs has them: `.mcp.json`,
 * container `args`, launch settings: `["--token", "…"]`, one or several to a line.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';
import { readName } from '../names/family.ts';

const PAIR = /(["'])--([A-Za-z][\w-]{1,60})\1\s{0,60},\s{0,60}(["'])((?:(?!\3)[^\\\n]){4,1000})\3\s{0,60}(?=[,\]])/y;

export const argumentListDetector: Detector = {
  name: 'argument-list',
  find(_rule: Rule, text: string, from: number): RawCandidate[] {
    PAIR.lastIndex = from;
    const pair = PAIR.exec(text);
    if (pair === null) return [];
    const [whole, , name = '', quote = '', value = ''] = pair;
    // `option("--token", "-t", …)`: a declaration, not a list of what is given to a program.
    if (value.startsWith('-') || readName(name) === null || !isInList(text, from)) return [];
    const start = from + whole.trimEnd().length - 1 - value.length;
    return [{ start, end: start + value.length, matchStart: from, matchEnd: start + value.length + 1, name, relation: 'flag', quote, groups: { sign: ' ' } }];
  },
};

/** Back over the members before this one to what opens the list. */
function isInList(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - 1500), from);
  const opener = /([[({])(?:\s*(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*,)*\s*$/.exec(before);
  return opener?.[1] === '[';
}
