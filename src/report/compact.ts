/**
 * One line a place, `file:line:column: …`, for grep, editors and agents. Lines that are not about a place begin with
 * `keysieve: `. Every current place has its line; places in the history are counted on the first.
 */
import type { Finding, Place } from '../model.ts';
import { visible } from '../ui/sanitize.ts';
import { advise } from './advice.ts';
import { conclude } from './conclusion.ts';
import { count, countOf } from './numbers.ts';
import { inReportOrder } from './order.ts';
import { firstPlace, isThere, position } from './places.ts';
import { dropInWords } from './reasons.ts';
import type { Writer } from './report.ts';
import { droppedRows, readSentence } from './summary-words.ts';
import type { Summary } from './summary.ts';
import { shortId, skipExamples, skipWords, stateWords } from './words.ts';

/** Current places of one secret that get a line; more are counted. */
const MOST_LINES = 20;

/** Writes the compact report. */
export const writeCompact: Writer = async (findings, summary, options, sink) => {
  const ascii = { ascii: !options.terminal.unicode };
  const ordered = inReportOrder(findings);
  const say = (line: string): Promise<void> => sink.write(`${visible(line, ascii)}\n`);
  const fixes = new Map<string, string>();
  for (const finding of ordered) {
    if (finding.status !== 'new' && options.showSuppressed !== true) continue;
    for (const line of linesOf(finding, summary)) await say(line);
    if (finding.status === 'new') fixes.set(advise(finding, summary).fix, stateWords(finding, summary.stage));
  }
  for (const { where, dropped } of droppedRows(summary.dropped ?? [])) {
    await say(`${where}: dropped ${dropped.rule} ${dropped.masked} (${dropped.reasons.map(dropInWords).join(', ')})`);
  }
  for (const [fix, state] of fixes) await say(`keysieve: fix (${state}): ${fix}`);
  for (const group of summary.skipped) {
    const verb = group.incomplete ? 'not read' : 'skipped';
    await say(`keysieve: ${verb}: ${count(group.count)} ${skipWords(group.reason)} (${skipExamples(group).join(', ')})${group.detail === null ? '' : `: ${group.detail}`}`);
  }
  for (const note of summary.notes) await say(`keysieve: note: ${note}`);
  const { text, incomplete } = conclude(ordered, summary);
  await say(`keysieve: ${text}${incomplete === null ? '' : ` ${incomplete}`} (${readSentence(summary)})`);
};

function linesOf(finding: Finding, summary: Summary): string[] {
  const current = finding.places.filter(isThere);
  const shown = current.length === 0 ? [firstPlace(finding)] : current.slice(0, MOST_LINES);
  const elsewhere = finding.places.length - shown.length;
  return shown.map((place, index) => lineFor(finding, place, summary, index === 0 ? elsewhere : 0));
}

function lineFor(finding: Finding, place: Place, summary: Summary, elsewhere: number): string {
  const parts = [stateWords(finding, summary.stage), `${finding.confidence} confidence`];
  if (finding.status !== 'new') parts.push(finding.status);
  if (place.inner.length > 0) parts.push(place.inner.join(' '));
  if (!place.current && place.commit !== null) parts.push(`in commit ${shortId(place.commit.id)}`);
  if (!place.current && place.removedIn !== null) parts.push(`removed in ${shortId(place.removedIn.id)}`);
  if (elsewhere > 0) parts.push(countOf(elsewhere, 'more place'));
  return `${position(place)}: ${finding.severity} ${finding.rule.id} ${finding.masked} (${parts.join(', ')}) [${finding.fingerprint}]`;
}
