/**
 * The JSON report's shape, a contract: other tools build on it. Described in docs/report-json.md and
 * schema/report.schema.json; a change that is not an addition needs a new SCHEMA_VERSION.
 */
import type { CommitInfo, Finding, Place } from '../model.ts';
import { withoutEmail } from './people.ts';
import type { Summary } from './summary.ts';

export const SCHEMA_VERSION = 1;

/** A JSON object whose keys come in the order in which they are printed. */
export type Json = Readonly<Record<string, unknown>>;

/** One finding as the report has it. */
export function findingToJson(finding: Finding): Json {
  return {
    fingerprint: finding.fingerprint,
    rule: finding.rule.id,
    name: finding.rule.name,
    provider: finding.rule.provider,
    channel: finding.rule.channel,
    severity: finding.severity,
    confidence: finding.confidence,
    status: finding.status,
    blocking: finding.blocking,
    state: finding.state,
    masked: finding.masked,
    facts: finding.facts,
    reasons: finding.reasons,
    suppression: finding.suppression === null ? null : { by: finding.suppression.by, where: finding.suppression.where, reason: finding.suppression.reason },
    places: finding.places.map(placeToJson),
  };
}

/** What made the report: tool, version, rules. */
export function toolToJson(summary: Summary): Json {
  return { name: 'keysieve', version: summary.toolVersion, rules: summary.rules, rulesDigest: summary.rulesDigest };
}

/** The summary as the report has it. Keys for things that were not asked for are left out. */
export function summaryToJson(summary: Summary): Json {
  return {
    complete: summary.complete,
    stage: summary.stage,
    startedAt: summary.startedAt,
    commits: summary.commits,
    files: summary.files,
    blobs: summary.blobs,
    bytes: summary.bytes,
    durationMs: Math.round(summary.durationMs),
    findings: summary.findings,
    bySeverity: summary.bySeverity,
    byConfidence: summary.byConfidence,
    skipped: summary.skipped.map(({ reason, count, incomplete, examples, detail }) => ({ reason, count, incomplete, examples, detail })),
    notes: summary.notes,
    ...(summary.range === undefined ? {} : { range: summary.range }),
    ...(summary.head === undefined ? {} : { head: summary.head }),
    ...(summary.dropped === undefined ? {} : { dropped: summary.dropped }),
  };
}

function placeToJson(place: Place): Json {
  return {
    path: place.path,
    startLine: place.startLine,
    startColumn: place.startColumn,
    endLine: place.endLine,
    endColumn: place.endColumn,
    startByte: place.startByte,
    endByte: place.endByte,
    inner: place.inner,
    commit: commitToJson(place.commit),
    blob: place.blob,
    current: place.current,
    removedIn: commitToJson(place.removedIn),
    refs: place.refs,
  };
}

function commitToJson(commit: CommitInfo | null): Json | null {
  if (commit === null) return null;
  return { id: commit.id, author: withoutEmail(commit.author), date: commit.date, subject: commit.subject };
}
