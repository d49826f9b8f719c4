/**
 * The report as one HTML file that needs nothing else: no network, no other file, and a content policy that allows
 * only the style and the script it carries. Complete without scripting; with it the findings can be searched, filtered
 * and sorted. The data in it is the JSON report, masked like every report.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../model.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { safeJson } from '../ui/sanitize.ts';
import { conclude } from './conclusion.ts';
import { findingHtml, html } from './html/finding.ts';
import { PAGE_SCRIPT } from './html/script.ts';
import { PAGE_STYLE } from './html/style.ts';
import { findingToJson, SCHEMA_VERSION, summaryToJson, toolToJson } from './json-model.ts';
import { count } from './numbers.ts';
import { inReportOrder } from './order.ts';
import { dropInWords } from './reasons.ts';
import type { Writer } from './report.ts';
import { confidenceList, droppedRows, readSentence } from './summary-words.ts';
import type { Summary } from './summary.ts';
import { skipExamples, skipWords } from './words.ts';

/** Writes the page. All findings are in it; the script shows the new ones first. */
export const writeHtml: Writer = async (findings, summary, options, sink) => {
  const ordered = inReportOrder(findings);
  const { tone, text, incomplete } = conclude(ordered, summary);
  await sink.write(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${sha256(PAGE_STYLE)}'; script-src '${sha256(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>keysieve: ${html(text)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>keysieve report</h1>
<p class="verdict ${tone}">${html(text)}</p>
${incomplete === null ? '' : `<p class="incomplete">${html(incomplete)}</p>\n`}${tiles(summary)}<p class="soft">${html(readSentence(summary))}</p>
</header>
<main>
<h2>Findings</h2>
${controls()}
<div id="findings">`);
  for (const finding of ordered) await sink.write(findingHtml(finding, summary, options));
  await sink.write(`</div>\n${ordered.length === 0 ? '<p>None.</p>\n' : ''}${unread(summary)}${dropped(summary)}</main>\n${about(summary)}`);
  await sink.write(`<script type="application/json" id="report">${island(ordered, summary)}</script>\n`);
  await sink.write(`<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`);
};

function tiles(summary: Summary): string {
  const { new: fresh, baselined, allowed } = summary.findings;
  const tile = (number: number, word: string, kind = ''): string => `<li${kind === '' ? '' : ` class="${kind}"`}><b>${count(number)}</b> ${word}</li>`;
  const items = [
    tile(fresh, 'new'),
    ...SEVERITIES.filter((severity) => summary.bySeverity[severity] > 0).map((severity) => tile(summary.bySeverity[severity], severity, severity)),
    ...(baselined > 0 ? [tile(baselined, 'in the baseline')] : []),
    ...(allowed > 0 ? [tile(allowed, 'allowed')] : []),
  ];
  const sure = confidenceList(summary);
  return `<ul class="tiles">${items.join('')}${sure === '' ? '' : `<li>confidence: ${html(sure)}</li>`}</ul>\n`;
}

/** Hidden until the script has taken hold of it. */
function controls(): string {
  const select = (name: string, label: string, options: readonly (readonly [string, string])[]): string =>
    `<label>${label}<select name="${name}">${options.map(([value, words]) => `<option value="${value}">${words}</option>`).join('')}</select></label>`;
  return `<form id="controls" class="controls" hidden autocomplete="off">
<label class="grow">Search<input type="search" name="search" placeholder="rule, path, author, commit, fingerprint"></label>
${select('severity', 'Severity', [['', 'all'], ['critical', 'critical'], ['high', 'high and worse'], ['medium', 'medium and worse'], ['low', 'low and worse']])}
${select('status', 'Status', [['new', 'new'], ['', 'all'], ['baselined', 'baselined'], ['allowed', 'allowed']])}
${select('state', 'Where it is', [['', 'anywhere'], ['staged', 'staged'], ['worktree', 'working tree'], ['in-head', 'in HEAD'], ['history-only', 'history only'], ['dangling', 'unreachable'], ['stream', 'input']])}
${select('sort', 'Order', [['', 'as reported'], ['severity', 'severity'], ['confidence', 'confidence'], ['path', 'path'], ['oldest', 'oldest first'], ['rule', 'rule']])}
<button type="reset">Reset</button> <button type="button" id="save">Save as JSON</button>
<output id="shown" class="soft" aria-live="polite"></output>
</form>`;
}

function unread(summary: Summary): string {
  if (summary.skipped.length === 0) return '';
  const rows = summary.skipped.map((group) => `<tr><td>${count(group.count)}</td><td>${html(skipWords(group.reason))}${group.incomplete ? ' <b class="incomplete">(should have been read)</b>' : ''}</td>`
    + `<td>${skipExamples(group).map((example) => `<code>${html(example)}</code>`).join(', ')}${group.count > group.examples.length ? ', …' : ''}</td><td>${html(group.detail ?? '')}</td></tr>`);
  return `<h2>Not scanned</h2>\n<table><thead><tr><th>Number</th><th>Why</th><th>For example</th><th>More</th></tr></thead><tbody>${rows.join('')}</tbody></table>\n`;
}

function dropped(summary: Summary): string {
  if (summary.dropped === undefined || summary.dropped.length === 0) return '';
  const items = droppedRows(summary.dropped).map(({ where, dropped: entry }) =>
    `<li><code>${html(where)}</code> <code>${html(entry.rule)}</code> <code>${html(entry.masked)}</code>: ${html(entry.reasons.map(dropInWords).join(', '))}</li>`);
  return `<h2>Judged not to be secrets</h2>\n<ul>${items.join('')}</ul>\n`;
}

function about(summary: Summary): string {
  const notes = summary.notes.length === 0 ? '' : `<h2>Notes</h2>\n<ul>${summary.notes.map((note) => `<li>${html(note)}</li>`).join('')}</ul>\n`;
  return `<footer>\n${notes}<p class="soft">keysieve ${html(summary.toolVersion)}, rules <code>${html(summary.rulesDigest.slice(0, 16))}</code>, ${html(summary.startedAt)}</p>\n</footer>\n`;
}

/** The JSON report as the content of a script element: nothing in it can end the element or begin a comment. */
function island(findings: readonly Finding[], summary: Summary): string {
  const document = { schemaVersion: SCHEMA_VERSION, tool: toolToJson(summary), summary: summaryToJson(summary), findings: findings.map(findingToJson) };
  return safeJson(document).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

/** A source expression of the content policy: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
