/** From rules to marks: which literal opens windows for which rules, behind which guard. */
import type { Rule } from '../../rules/rule.ts';
import { assembleIndex, type Mark } from './assemble.ts';
import { NO_GUARD, type SearchIndex } from './image.ts';

/** What is known of one keyword: a program's first word, NO_GUARD, or null when its hits are of no use to the rule. */
export type KeywordGuard = number | null;

/** Gathers literals and marks; rules are added in the order of their numbers. */
export class MarkCollector {
  readonly literals: string[] = [];
  readonly marks: { literal: number; guard: number; rules: number[] }[] = [];
  readonly unindexed: number[] = [];
  readonly inside: number[] = [];
  private readonly literalNumbers = new Map<string, number>();
  private readonly markNumbers = new Map<string, number>();

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
      const rules = (this.marks[known] as Mark & { rules: number[] }).rules;
      if (!rules.includes(rule)) rules.push(rule);
    }
  }
}

/** An index without guards: every literal opens a window. Quick to make, for rules that no bundle has seen. */
export function bareIndex(rules: readonly Rule[]): SearchIndex {
  const collector = new MarkCollector();
  for (const rule of rules) collector.add(rule.keywords, rule.keywords.map(() => NO_GUARD), false);
  const guards = { words: new Uint32Array(), pages: new Uint8Array(), automata: new Uint8Array() };
  return assembleIndex({ ...collector, inside: Uint8Array.from(collector.inside), guards, digest: '' });
}
