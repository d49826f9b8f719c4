/** The report for a person at a terminal: a frame per secret, what it is, how far it got, what to do; then the numbers. */
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import type { Finding } from '../model.ts';
import { visible } from '../ui/sanitize.ts';
import { loadStyle, type Style } from '../ui/style.ts';
import { clipEnd, clipStart, displayWidth } from '../ui/width.ts';
import { inReportOrder } from './order.ts';
import { firstPlace, isThere, placeInWords } from './places.ts';
import { detailRows } from './pretty/details.ts';
import { renderFrame } from './pretty/frame.ts';
import { renderSummary } from './pretty/summary.ts';
import type { ReportOptions, Writer } from './report.ts';
import type { Summary } from './summary.ts';
import { stateWords } from './words.ts';
import { wrap } from './wrap.ts';

/** Text is easier to read when its lines end before the terminal does; code uses all of it. */
const TEXT_COLUMNS = 100;
const LABEL = 10;

/** Writes the pretty report. */
export const writePretty: Writer = async (findings, summary, options, sink) => {
  const style = await loadStyle(options.terminal);
  const ordered = inReportOrder(findings);
  const said = new Set<string>();
  for (const finding of ordered) {
    if (finding.status !== 'new' && options.showSuppressed !== true) continue;
    await sink.write(`${renderFinding(finding, summary, options, style, said).join('\n')}\n\n`);
  }
  await sink.write(`${renderSummary(ordered, summary, options, style).join('\n')}\n`);
};

/** The lines of one finding, none wider than the terminal. `said` is the advice given above. */
function renderFinding(finding: Finding, summary: Summary, options: ReportOptions, style: Style, said: Set<string>): string[] {
  const { columns, unicode } = options.terminal;
  const place = firstPlace(finding);
  const lines = headline(finding, summary, options, style);
  const paint = style.severity[finding.severity === 'critical' ? 'high' : finding.severity];
  const name = visible(finding.rule.name, { ascii: !unicode });
  if (place.excerpt === null) {
    lines.push(clipEnd(`      ${visible(finding.masked, { ascii: !unicode })}  ${name}`, columns, style.symbols.ellipsis));
  } else {
    lines.push(...renderFrame(place.excerpt, place, name, { style, unicode, width: columns, paint }));
  }
  const width = Math.max(8, Math.min(columns, TEXT_COLUMNS) - LABEL);
  for (const { label, text, tone } of detailRows(finding, summary, options, said)) {
    wrap(text, width).forEach((line, index) => {
      const painted = tone === 'command' ? style.accent(line) : tone === 'quiet' ? style.dim(line) : line;
      lines.push(`  ${style.dim((index === 0 ? label : '').padEnd(LABEL - 2))}${painted}`);
    });
  }
  return lines;
}

/** ` critical  rule-id  staged                    src/a.ts:1:2`; the place moves to a line of its own where it has no room. */
function headline(finding: Finding, summary: Summary, options: ReportOptions, style: Style): string[] {
  const { columns, unicode } = options.terminal;
  const ascii = { ascii: !unicode };
  const place = firstPlace(finding);
  const state = stateWords(finding, summary.stage);
  const words = finding.status === 'new' ? state : `${state}, ${finding.status}`;
  const label = ` ${finding.severity} `;
  const rule = clipEnd(visible(finding.rule.id, ascii), columns - label.length - 1, style.symbols.ellipsis);
  const named = `${style.severity[finding.severity](label)} ${style.bold(rule)}`;
  const left = `${label} ${rule}  ${words}`;
  const painted = `${named}  ${style.dim(words)}`;
  const text = visible(placeInWords(place, style.symbols.inside), ascii);
  const url = isThere(place) && summary.root !== null ? pathToFileURL(path.join(summary.root, place.path)).href : null;
  const show = (shown: string): string => (url === null ? style.path(shown) : style.link(style.path(shown), url));
  const room = Math.min(columns, TEXT_COLUMNS) - displayWidth(left) - displayWidth(text);
  if (room >= 2) return [painted + ' '.repeat(room) + show(text)];
  const opening = displayWidth(left) <= columns ? [painted] : [named, `   ${style.dim(words)}`];
  return [...opening, `   ${show(clipStart(text, columns - 3, style.symbols.ellipsis))}`];
}
