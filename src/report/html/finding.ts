/** One finding as HTML, complete without a script. */
import type { Excerpt, Finding, Place } from '../../model.ts';
import { visible, visibleCode } from '../../ui/sanitize.ts';
import { advise, wantsSteps } from '../advice.ts';
import { isBlank } from '../excerpt.ts';
import { escapeMarkup } from '../markup.ts';
import { countOf } from '../numbers.ts';
import { commitInWords, firstCommit, firstPlace, lastRemoval, placeInWords, refsOf } from '../places.ts';
import { reasonInWords } from '../reasons.ts';
import type { ReportOptions } from '../report.ts';
import type { Summary } from '../summary.ts';
import { stateSentence, stateWords, suppressionWords } from '../words.ts';

/** Characters of a line on either side of the value; minified files have lines of megabytes. */
const AROUND = 300;
/** Places that are listed; the JSON has all. */
const MOST_PLACES = 200;

/** Text as HTML text: harmless, escaped. */
export function html(text: string): string {
  return escapeMarkup(visible(text));
}

/** Renders an article. */
export function findingHtml(finding: Finding, summary: Summary, options: ReportOptions): string {
  const place = firstPlace(finding);
  const state = stateWords(finding, summary.stage);
  const tags = [state, `${finding.confidence} confidence`, ...(finding.status === 'new' ? [] : [finding.status])];
  return `<article class="${finding.severity}" id="finding-${html(finding.fingerprint)}">
<h3><span class="severity">${finding.severity}</span> ${html(finding.rule.name)} <code class="soft">${html(finding.rule.id)}</code>${tags.map((tag) => ` <span class="tag">${html(tag)}</span>`).join('')}</h3>
<p class="where"><code>${html(placeInWords(place, '›'))}</code></p>
${place.excerpt === null ? `<pre class="frame"><span class="hit"><i></i><mark>${html(finding.masked)}</mark></span></pre>` : frame(place.excerpt, place)}
<dl>${detailsOf(finding, summary).map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join('')}</dl>
${placesOf(finding)}${remedyOf(finding, summary, options)}</article>`;
}

function detailsOf(finding: Finding, summary: Summary): [string, string][] {
  const rows: [string, string][] = [
    ['Why', html(finding.reasons.map(reasonInWords).join(', '))],
    ['Where it is', html(stateSentence(finding, summary.stage))],
  ];
  const facts = Object.entries(finding.facts);
  if (facts.length > 0) rows.push(['About it', facts.map(([name, value]) => `${html(name)} <code>${html(value)}</code>`).join(', ')]);
  const first = firstCommit(finding);
  if (first !== null) rows.push(['Since', `${html(commitInWords(first))}: ${html(first.subject)}`]);
  const removed = lastRemoval(finding);
  if (removed !== null) rows.push(['Removed', `${html(commitInWords(removed))}: ${html(removed.subject)}`]);
  const refs = refsOf(finding);
  if (refs.length > 0) rows.push(['Still on', refs.slice(0, 20).map((ref) => `<code>${html(ref)}</code>`).join(', ')]);
  if (finding.suppression === null) {
    const advice = advise(finding, summary);
    rows.push(['What to do', `${html(advice.fix)} <code class="command">${html(advice.command)}</code>`]);
    rows.push(['No secret?', html(`${advice.ignore.slice(0, 1).toUpperCase()}${advice.ignore.slice(1)}.`)]);
  } else {
    rows.push(['Known', html(suppressionWords(finding.suppression))]);
  }
  rows.push(['Fingerprint', `<code>${html(finding.fingerprint)}</code>`]);
  return rows;
}

function placesOf(finding: Finding): string {
  const others = finding.places.slice(1);
  if (others.length === 0) return '';
  const items = others.slice(0, MOST_PLACES).map((place) => `<li><code>${html(placeInWords(place, '›'))}</code></li>`);
  if (others.length > MOST_PLACES) items.push(`<li>${countOf(others.length - MOST_PLACES, 'more place')}</li>`);
  return `<details><summary>The same value in ${countOf(others.length, 'more place')}</summary><ul>${items.join('')}</ul></details>\n`;
}

function remedyOf(finding: Finding, summary: Summary, options: ReportOptions): string {
  const steps = wantsSteps(finding, summary) ? (options.remedy?.(finding) ?? []) : [];
  if (steps.length === 0) return '';
  return `<details><summary>How to make it harmless</summary><ol>${steps.map((step) => `<li>${html(step)}</li>`).join('')}</ol></details>\n`;
}

/** The code frame: one line each side; a value over several lines by its first and its last. */
function frame(excerpt: Excerpt, place: Place): string {
  const { lines, firstLine, mark } = excerpt;
  const rows: string[] = [];
  const context = (index: number): void => {
    const text = lines[index];
    if (text !== undefined && !isBlank(text)) rows.push(`<span><i>${firstLine + index}</i>${codeHtml(text.slice(0, 2 * AROUND))}</span>`);
  };
  context(mark.line - 1);
  const line = lines[mark.line] ?? '';
  const from = Math.max(0, mark.start - AROUND);
  const to = Math.min(line.length, mark.end + AROUND);
  rows.push(
    `<span class="hit"><i>${firstLine + mark.line}</i>${from > 0 ? '…' : ''}${codeHtml(line.slice(from, mark.start))}`
    + `<mark>${codeHtml(line.slice(mark.start, mark.end))}</mark>${codeHtml(line.slice(mark.end, to))}${to < line.length ? '…' : ''}</span>`,
  );
  const last = place.endLine - firstLine;
  if (last > mark.line && last < lines.length) {
    if (last > mark.line + 1) rows.push(`<span><i>⋮</i>${countOf(last - mark.line - 1, 'more line')}</span>`);
    context(last);
    context(last + 1);
  } else {
    context(mark.line + 1);
  }
  return `<pre class="frame">${rows.join('')}</pre>`;
}

function codeHtml(text: string): string {
  return escapeMarkup(visibleCode(text.replaceAll('\t', '    ')));
}
