/** Builds the search index of a rule book, guards included. Done when the product is bundled; takes a second or so. */
import type { Rule } from '../../rules/rule.ts';
import { derivePatternGuards, type RuleGuards } from '../guard/derive.ts';
import { detectorGuard } from '../guard/detector-guards.ts';
import { GuardEncoder } from '../guard/encode.ts';
import { assembleIndex } from './assemble.ts';
import { MarkCollector } from './collect.ts';
import { NO_GUARD, type SearchIndex } from './image.ts';
import { lengthenedKeywords } from './lengthen.ts';

/**
 * Builds an index. The numbers in it are those of `rules`; `digest` says which book they are, so that nobody uses the
 * index with other rules.
 */
export function buildIndex(rules: readonly Rule[], digest: string): SearchIndex {
  const encoder = new GuardEncoder();
  const collector = new MarkCollector();
  for (const rule of rules) {
    const keywords = rule.detector === 'pattern' ? lengthenedKeywords(rule) : rule.keywords;
    const { guards, inside } = guardsOf({ ...rule, keywords });
    const programs = guards.map((guard, number) => {
      if (guard === null) return NO_GUARD;
      if (guard.ways.length === 0) return null;
      return guard.ways.some((way) => way.length === 0) ? NO_GUARD : encoder.add(guard, (keywords[number] as string).length);
    });
    collector.add(keywords, programs, inside);
  }
  return assembleIndex({ ...collector, inside: Uint8Array.from(collector.inside), guards: encoder.finish(), digest });
}

function guardsOf(rule: Rule): RuleGuards {
  if (rule.detector === 'pattern') return derivePatternGuards(rule);
  return { guards: rule.keywords.map((keyword) => detectorGuard(rule, keyword)), inside: false };
}
