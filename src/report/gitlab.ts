/**
 * GitLab's secret detection report (`artifacts:reports:secret_detection`).
 * Fields and limits: GitLab's schema secret-detection-report-format.json, version 15.2.1. GitLab refuses a report that
 * does not match the version it declares. `raw_source_code_extract` is left out: it is meant to be unmasked.
 */
import type { Finding, Place } from '../model.ts';
import { safeJson, visible } from '../ui/sanitize.ts';
import { advise, wantsSteps } from './advice.ts';
import type { Json } from './json-model.ts';
import { code, prose } from './markdown-text.ts';
import { count } from './numbers.ts';
import { inReportOrder } from './order.ts';
import { firstPlace, isThere, placeInWords } from './places.ts';
import { reasonInWords } from './reasons.ts';
import type { ReportOptions, Writer } from './report.ts';
import { stableUuid } from './stable-id.ts';
import type { Summary } from './summary.ts';
import { capitalized, skipExamples, skipWords, stateSentence } from './words.ts';

const VERSION = '15.2.1';
const SCHEMA = `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${VERSION}/dist/secret-detection-report-format.json`;
const NAME_LIMIT = 255;
const SOLUTION_LIMIT = 7000;
/** What GitLab's own analyzer writes where there is no commit. */
const NO_COMMIT = '0000000';

/** Writes the GitLab report: new findings only, since GitLab keeps its own list of what was dismissed. */
export const writeGitlab: Writer = async (findings, summary, options, sink) => {
  const tool = { id: 'keysieve', name: 'keysieve', version: summary.toolVersion, vendor: { name: 'keysieve' } };
  const document = {
    version: VERSION,
    schema: SCHEMA,
    scan: {
      analyzer: tool,
      scanner: tool,
      type: 'secret_detection',
      start_time: utcSeconds(summary, 0),
      end_time: utcSeconds(summary, summary.durationMs),
      status: summary.complete ? 'success' : 'failure',
      messages: messagesOf(summary),
    },
    vulnerabilities: inReportOrder(findings)
      .filter((finding) => finding.status === 'new')
      .map((finding) => vulnerability(finding, summary, options)),
    remediations: [],
  };
  await sink.write(`${safeJson(document, 2)}\n`);
};

function vulnerability(finding: Finding, summary: Summary, options: ReportOptions): Json {
  const place = finding.places.find(isThere) ?? firstPlace(finding);
  const steps = wantsSteps(finding, summary) ? (options.remedy?.(finding) ?? []) : [];
  const solution = [advise(finding, summary).fix, ...steps].map((step) => visible(step)).join(' ');
  return {
    id: stableUuid(finding.fingerprint),
    name: clip(visible(finding.rule.name.trim() === '' ? finding.rule.id : finding.rule.name), NAME_LIMIT),
    description: descriptionOf(finding, summary),
    severity: capitalized(finding.severity),
    solution: clip(solution, SOLUTION_LIMIT),
    identifiers: [
      { type: 'keysieve_rule_id', name: `keysieve rule ${finding.rule.id}`, value: finding.rule.id },
      ...(finding.rule.channel === 'secret' ? [{ type: 'cwe', name: 'CWE-798', value: '798', url: 'https://cwe.mitre.org/data/definitions/798.html' }] : []),
    ],
    location: {
      file: place.path,
      start_line: place.startLine,
      end_line: Math.max(place.startLine, place.endLine),
      commit: commitOf(place, summary),
    },
  };
}

/** GitLab renders it as Markdown. */
function descriptionOf(finding: Finding, summary: Summary): string {
  const others = finding.places.length - 1;
  return [
    `${prose(finding.rule.name)}: ${code(finding.masked)}. ${prose(stateSentence(finding, summary.stage))}`,
    `${capitalized(finding.confidence)} confidence: ${finding.reasons.map((reason) => prose(reasonInWords(reason))).join(', ')}.`,
    ...(others === 0 ? [] : [`Also in ${finding.places.slice(1, 6).map((place) => code(placeInWords(place, '›'))).join(', ')}${others > 5 ? ' and more' : ''}.`]),
  ].join('\n\n');
}

/** Without the author: a dashboard is no place to blame people. */
function commitOf(place: Place, summary: Summary): Json {
  if (place.commit !== null) return { sha: place.commit.id, date: place.commit.date };
  return { sha: summary.head?.commit ?? NO_COMMIT };
}

function messagesOf(summary: Summary): Json[] {
  return summary.skipped.map((group) => ({
    level: group.incomplete ? 'warn' : 'info',
    value: visible(`${count(group.count)} ${skipWords(group.reason)}: ${skipExamples(group).join(', ')}${group.detail === null ? '' : `. ${group.detail}`}`),
  }));
}

/** `YYYY-MM-DDTHH:MM:SS` in UTC, without a zone. */
function utcSeconds(summary: Summary, after: number): string {
  const start = Date.parse(summary.startedAt);
  return new Date((Number.isNaN(start) ? 0 : start) + after).toISOString().slice(0, 19);
}

function clip(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
