/**
 * JUnit XML for Jenkins and everything else that shows test results: a suite a file, a failing case a finding.
 * Shape: the schema of Jenkins' xunit plugin, src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd.
 * A case of its own says whether the scan was complete, so that an empty report is no empty promise.
 */
import type { Finding } from '../model.ts';
import { visible } from '../ui/sanitize.ts';
import { advise } from './advice.ts';
import { conclude } from './conclusion.ts';
import { escapeMarkup } from './markup.ts';
import { count } from './numbers.ts';
import { inReportOrder } from './order.ts';
import { firstPlace, isThere, placeInWords } from './places.ts';
import { reasonInWords } from './reasons.ts';
import type { Writer } from './report.ts';
import type { Summary } from './summary.ts';
import { skipExamples, skipWords, stateSentence, suppressionWords } from './words.ts';

type Outcome = 'failure' | 'skipped' | 'passed';

/** Writes the JUnit report. Blocking findings fail; the others, and those that are known, are skipped with a reason. */
export const writeJunit: Writer = async (findings, summary, _options, sink) => {
  const files = new Map<string, Finding[]>();
  for (const finding of inReportOrder(findings)) {
    const path = (finding.places.find(isThere) ?? firstPlace(finding)).path;
    const group = files.get(path);
    if (group === undefined) files.set(path, [finding]);
    else group.push(finding);
  }
  const failures = findings.filter((finding) => outcomeOf(finding) === 'failure').length;
  const seconds = (summary.durationMs / 1000).toFixed(3);
  const errors = summary.complete ? 0 : 1;
  await sink.write('<?xml version="1.0" encoding="UTF-8"?>\n');
  await sink.write(`<testsuites name="keysieve" tests="${findings.length + 1}" failures="${failures}" errors="${errors}" time="${seconds}">\n`);
  await sink.write(scanSuite(findings, summary, seconds));
  for (const [path, group] of files) await sink.write(fileSuite(path, group, summary));
  await sink.write('</testsuites>\n');
};

function scanSuite(findings: readonly Finding[], summary: Summary, seconds: string): string {
  const { text, incomplete } = conclude(findings, summary);
  const body = incomplete === null
    ? '/>\n'
    : `>\n      <error message="${attribute(incomplete)}" type="incomplete">${element(notRead(summary))}</error>\n    </testcase>\n`;
  return `  <testsuite name="keysieve" tests="1" failures="0" errors="${incomplete === null ? 0 : 1}" skipped="0" time="${seconds}"${timestamp(summary)}>\n`
    + `    <testcase name="the scan is complete" classname="keysieve" time="${seconds}"${body}`
    + `    <system-out>${element(text)}</system-out>\n  </testsuite>\n`;
}

function fileSuite(path: string, findings: readonly Finding[], summary: Summary): string {
  const outcomes = findings.map(outcomeOf);
  const failed = outcomes.filter((outcome) => outcome === 'failure').length;
  const cases = findings.map((finding) => testCase(path, finding, summary)).join('');
  return `  <testsuite name="${attribute(path)}" tests="${findings.length}" failures="${failed}" errors="0" skipped="${findings.length - failed}">\n${cases}  </testsuite>\n`;
}

function testCase(path: string, finding: Finding, summary: Summary): string {
  const place = placeInWords(finding.places.find(isThere) ?? firstPlace(finding), '>');
  const open = `    <testcase name="${attribute(`${finding.rule.id} at ${place}`)}" classname="${attribute(path)}">\n`;
  if (outcomeOf(finding) === 'skipped') {
    const { suppression } = finding;
    const why = suppression === null ? 'below the threshold' : suppressionWords(suppression);
    return `${open}      <skipped message="${attribute(`${finding.severity}, ${why}`)}"/>\n    </testcase>\n`;
  }
  const advice = advise(finding, summary);
  const lines = [
    `${place}`,
    `${finding.rule.name}: ${finding.masked}`,
    stateSentence(finding, summary.stage),
    `${finding.confidence} confidence: ${finding.reasons.map(reasonInWords).join(', ')}`,
    ...finding.places.slice(1, 20).map((other) => `also in ${placeInWords(other, '>')}`),
    advice.fix,
    `next: ${advice.command}`,
    `fingerprint: ${finding.fingerprint}`,
  ];
  const message = `${finding.severity}: ${finding.rule.name} (${finding.masked})`;
  return `${open}      <failure message="${attribute(message)}" type="${attribute(finding.rule.id)}">${lines.map(element).join('\n')}</failure>\n    </testcase>\n`;
}

function outcomeOf(finding: Finding): Outcome {
  return finding.status === 'new' && finding.blocking ? 'failure' : 'skipped';
}

function notRead(summary: Summary): string {
  return summary.skipped.filter((group) => group.incomplete)
    .map((group) => `${count(group.count)} ${skipWords(group.reason)}: ${skipExamples(group).join(', ')}${group.detail === null ? '' : ` (${group.detail})`}`)
    .join('; ');
}

function timestamp(summary: Summary): string {
  const start = Date.parse(summary.startedAt);
  return Number.isNaN(start) ? '' : ` timestamp="${new Date(start).toISOString().slice(0, 19)}"`;
}

/** `visible` leaves no character that XML 1.0 forbids. */
function attribute(text: string): string {
  return escapeMarkup(visible(text));
}

function element(text: string): string {
  return escapeMarkup(visible(text));
}
