/** The labelled rows below a code frame. */
import type { Finding } from '../../model.ts';
import { visible } from '../../ui/sanitize.ts';
import { ASCII_SYMBOLS, UNICODE_SYMBOLS } from '../../ui/style.ts';
import { advise } from '../advice.ts';
import { countOf, listOf } from '../numbers.ts';
import { commitInWords, firstCommit, firstPlace, lastRemoval, placeInWords, refsOf } from '../places.ts';
import { reasonInWords } from '../reasons.ts';
import type { ReportOptions } from '../report.ts';
import type { Summary } from '../summary.ts';
import { suppressionWords } from '../words.ts';

/** One row: a word of at most six letters, and text of one paragraph that may be wrapped. */
export interface DetailRow {
  readonly label: string;
  readonly text: string;
  readonly tone: 'plain' | 'command' | 'quiet';
}

const PLACES = 3;
const REFS = 3;

/**
 * Gives the rows, harmless to print: why, what is known, history, other places, what to do, how to except it. `said` holds the
 * advice of the findings above, which is not repeated, and gets this one's.
 */
export function detailRows(finding: Finding, summary: Summary, options: ReportOptions, said: Set<string>): DetailRow[] {
  const ascii = { ascii: !options.terminal.unicode };
  const symbols = options.terminal.unicode ? UNICODE_SYMBOLS : ASCII_SYMBOLS;
  const rows: DetailRow[] = [];
  const row = (label: string, text: string, tone: DetailRow['tone'] = 'plain'): void => {
    rows.push({ label, text: visible(text, ascii), tone });
  };

  row('why', `${finding.confidence} confidence: ${finding.reasons.map(reasonInWords).join(', ')}`);
  const facts = Object.entries(finding.facts).filter(([name, value]) => name !== 'name' || !markedLine(finding).includes(value));
  if (facts.length > 0) row('about', facts.map(([name, value]) => `${name} ${value}`).join(', '));

  const first = firstCommit(finding);
  if (first !== null) row('since', `${commitInWords(first)} ${symbols.openQuote}${first.subject}${symbols.closeQuote}`);
  const removed = lastRemoval(finding);
  if (removed !== null) row('gone', `removed in ${commitInWords(removed)}`);
  const refs = refsOf(finding);
  if (refs.length > 0) row('still', `on ${listOf(shortened(refs, REFS, 'ref'))}`);

  const others = finding.places.slice(1).map((place) => placeInWords(place, symbols.inside));
  shortened(others, (options.maxPlaces ?? PLACES) - 1, 'place').forEach((text, index) => row(index === 0 ? 'also' : '', text));

  if (finding.suppression !== null) {
    row('note', suppressionWords(finding.suppression));
    return rows;
  }
  const advice = advise(finding, summary);
  row('fix', said.has(advice.fix) ? `${advice.brief}, as above.` : advice.fix);
  said.add(advice.fix);
  row('next', advice.command, 'command');
  row('ignore', advice.ignore, 'quiet');
  return rows;
}

/** The line with the value, which the frame shows; empty without a frame. */
function markedLine(finding: Finding): string {
  const excerpt = firstPlace(finding).excerpt;
  return excerpt === null ? '' : (excerpt.lines[excerpt.mark.line] ?? '');
}

/** The first few of a list, and how many more there are. */
function shortened(words: readonly string[], most: number, word: string): string[] {
  const kept = words.slice(0, Math.max(1, most));
  const more = words.length - kept.length;
  return more === 0 ? kept : [...kept, countOf(more, `more ${word}`)];
}
