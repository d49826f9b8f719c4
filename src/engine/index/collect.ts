/** From rules to marks: which literal opens windows for which rules, behind which guard. */
import type { Rule } from '../../rules/rule.ts';
import { assembleIndex } from './assemble.ts';
import { HEADER, literalsOf, marksOf, NO_GUARD, unindexedOf, type Mark, type SearchIndex } from './image.ts';

/** What is known of one keyword: a program's first word, NO_GUARD, or null when its hits are of no use to the rule. */
export type KeywordGuard = number | null;

/** Gathers literals and marks; rules are added in the order of their numbers. */
export class MarkCollector {
  readonly literals: string[];
  readonly marks: { literal: number; guard: number; rules: number[] }[];
  readonly unindexed: number[] = [];
  readonly inside: number[] = [];
  private readonly literalNumbers: Map<string, number>;
  private readonly markNumbers: Map<string, number>;

  constructor(literals: readonly string[] = [], marks: readonly Mark[] = []) {
    this.literals = [...literals];
    this.marks = marks.map((mark) => ({ ...mark, rules: [...mark.rules] }));
    this.literalNumbers = new Map(literals.map((literal, number) => [literal, number]));
    this.markNumbers = new Map(marks.map(({ literal, guard }, number) => [`${literal}:${guard}`, number]));
  }

  /** Adds a rule. `inside`: every match is proved to contain a keyword. */
  add(keywords: readonly string[], guards: readonly KeywordGuard[], inside: boolean): void {
    const number = this.inside.push(inside ? 1 : 0) - 1;
    if (keywords.length === 0) this.unindexed.push(number);
    keywords.forEach((keyword, at) => {
      const guard = guards[at];
      if (guard !== null) this.addMark(this.literal(keyword), guard ?? NO_GUARD, number);
    });
  }

  private literal(text: string): number {
    let number = this.literalNumbers.get(text);
    if (number === undefined) {
      number = this.literals.push(text) - 1;
      this.literalNumbers.set(text, number);
    }
    return number;
  }

  private addMark(literal: number, guard: number, rule: number): void {
    const key = `${literal}:${guard}`;
    const known = this.markNumbers.get(key);
    if (known === undefined) {
      this.markNumbers.set(key, this.marks.push({ literal, guard, rules: [rule] }) - 1);
    } else {
      const rules = (this.marks[known] as (typeof this.marks)[number]).rules;
      if (!rules.includes(rule)) rules.push(rule);
    }
  }
}

/** An index without guards: every literal opens a window. Quick to make, for rules that no bundle has seen. */
export function bareIndex(rules: readonly Rule[]): SearchIndex {
  const collector = new MarkCollector();
  for (const rule of rules) collector.add(rule.keywords, rule.keywords.map(() => NO_GUARD), false);
  const guards = { words: new Uint32Array(), pages: new Uint8Array(), automata: new Uint8Array(), ahead: 0, aheadAcross: 0 };
  return assembleIndex({ ...collector, inside: Uint8Array.from(collector.inside), guards, digest: '' });
}

/** An index that also finds the literals of `extra`, without guards; these rules are numbered behind the others. */
export function extendIndex(index: SearchIndex, extra: readonly Rule[]): SearchIndex {
  const { words, bytes } = index;
  const at = (header: number): number => words[header] as number;
  const part = (from: number, to: number): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes.subarray(at(from), at(to)));
  const collector = new MarkCollector(literalsOf(index), marksOf(index));
  collector.unindexed.push(...unindexedOf(index));
  collector.inside.push(...bytes.subarray(at(HEADER.inside), at(HEADER.inside) + index.ruleCount));
  for (const rule of extra) collector.add(rule.keywords, rule.keywords.map(() => NO_GUARD), false);
  const programs = part(HEADER.guards, HEADER.pages);
  const guards = {
    words: new Uint32Array(programs.buffer, 0, programs.length >>> 2),
    pages: part(HEADER.pages, HEADER.automata),
    automata: part(HEADER.automata, HEADER.rulesOfMark),
    ahead: at(HEADER.ahead),
    aheadAcross: at(HEADER.aheadAcross),
  };
  return assembleIndex({ ...collector, inside: Uint8Array.from(collector.inside), guards, digest: '' });
}
