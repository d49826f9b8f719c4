/** From a sample to the texts a rule is tried on: values from a seed, in one context or in the file the sample is. */
import type { Rule, Sample } from '../rule.ts';
import { place, type Context, type Placed } from './contexts.ts';
import { expandRecipe } from './generators.ts';
import { createRandom } from './random.ts';

/** What a value is assigned to when its rule does not care. */
const NEUTRAL_NAME = 'SERVICE_SETTING';

/**
 * Expands a sample with a seed. With a context, the sample's text is put where the context has its value; a sample that
 * is a whole file stands alone.
 */
export function expandSample(sample: Sample, seed: string, context: Context | null): Placed {
  const expanded = expandRecipe(sample.text, createRandom(seed));
  const open = expanded.indexOf('«');
  const close = expanded.indexOf('»');
  const text = expanded.replace('«', '').replace('»', '');
  const span = open < 0 ? { start: 0, end: text.length } : { start: open, end: close - 1 };
  if (context === null || sample.whole === true) {
    return { text, path: sample.path ?? (sample.whole === true ? 'sample.txt' : 'notes.txt'), ...span };
  }
  const placed = place(context, sample.name ?? NEUTRAL_NAME, text);
  if (open < 0) return placed;
  const escape = context.escape ?? ((part: string) => part);
  const start = placed.start + escape(text.slice(0, span.start)).length;
  return { ...placed, start, end: start + escape(text.slice(span.start, span.end)).length };
}

/** Names a sample for messages. */
export function describeSample(rule: Pick<Rule, 'id'>, sample: Sample, context: Context | null): string {
  return `${rule.id}: ${sample.text.slice(0, 60)}${context === null ? '' : ` in ${context.name}`}`;
}
