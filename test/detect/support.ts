/** Whole files made from recipes (src/rules/samples/generators.ts), and what the built-in rules find in them. */
import { createDetector } from '../../src/detect.ts';
import type { Confidence } from '../../src/model.ts';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import { expandRecipe } from '../../src/rules/samples/generators.ts';
import { createRandom } from '../../src/rules/samples/random.ts';

export const detector = createDetector({ book: await loadBuiltinBook(), now: new Date('2026-11-22T00:00:00Z') });

/** `value` is the text between the marks, as it stands in the file. */
export interface Marked {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Expands a recipe; `«` and `»` mark what has to be found and are taken out. Binary text. */
export function fileOf(recipe: string, seed: string): { text: string; marked: Marked[] } {
  const marked: Marked[] = [];
  let text = '';
  for (const part of expandRecipe(recipe, createRandom(seed)).split(/(«[^»]*»)/)) {
    const value = part.startsWith('«') ? part.slice(1, -1) : part;
    if (part.startsWith('«')) marked.push({ start: text.length, end: text.length + value.length, value });
    text += value;
  }
  return { text, marked };
}

export interface Seen {
  readonly rule: string;
  readonly confidence: Confidence;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly inner: readonly string[];
}

/** What is found in a file. */
export function seenIn(content: string | Uint8Array, path: string | null): Seen[] {
  return detector.detect(typeof content === 'string' ? Buffer.from(content, 'latin1') : content, path).sightings.map(({ match }) => ({
    rule: match.candidate.rule.id,
    confidence: match.verdict.confidence,
    start: match.span.start,
    end: match.span.end,
    value: match.candidate.value,
    inner: match.inner,
  }));
}
