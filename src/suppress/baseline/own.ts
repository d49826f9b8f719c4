/** keysieve's own baseline: fingerprints with the judgement of the people who looked at them. No values, no plain hashes. */
import * as v from 'valibot';
import { calendarDay, isCalendarDay, isExpired } from '../../config/calendar-day.ts';
import { BaselineError } from '../../errors.ts';
import type { Finding } from '../../model.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import { checkJson } from './json-file.ts';

const VERSION = 1;

/** What people found out about a known finding. */
export const LABELS = ['unreviewed', 'false-positive', 'accepted', 'real', 'rotated', 'revoked'] as const;
export type Label = (typeof LABELS)[number];

const RecordSchema = v.object({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  rule: v.string(),
  path: v.string(),
  label: v.picklist(LABELS),
  reason: v.optional(v.string()),
  /** The day it was recorded. */
  date: v.pipe(v.string(), v.check(isCalendarDay, 'YYYY-MM-DD')),
  until: v.optional(v.pipe(v.string(), v.check(isCalendarDay, 'YYYY-MM-DD'))),
});

/** One known finding. `rule` and `path` are for the people who read the file; the fingerprint decides. */
export type BaselineRecord = v.InferOutput<typeof RecordSchema>;

/** The content of a baseline file. */
export interface OwnBaseline {
  readonly records: readonly BaselineRecord[];
}

/** The part of a finding that goes into a baseline. */
export type BaselineSubject = Pick<Finding, 'fingerprint' | 'places' | 'status'> & { readonly rule: Pick<Finding['rule'], 'id'> };

/** Reads the parsed JSON of a baseline file. Throws a BaselineError. */
export function readOwn(json: unknown, file: string): OwnBaseline {
  const { version } = checkJson(v.object({ version: v.number() }), json, file);
  if (version !== VERSION) {
    throw new BaselineError(`this is version ${version} of the format; this keysieve reads version ${VERSION}`, { file, line: null, column: null, snippet: null }, { hint: 'Update keysieve.' });
  }
  const { findings } = checkJson(v.object({ findings: v.array(RecordSchema) }), json, file);
  return { records: findings };
}

/** Makes the file's text: one record a line and sorted, so that changes read well and merge. */
export function formatOwn(baseline: OwnBaseline): string {
  const lines = baseline.records.toSorted(compare).map((record) => `    ${JSON.stringify(ordered(record))}`);
  return `{\n  "version": ${VERSION},\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** Records findings as known. Those that are allowed already need no record. `now` becomes their date. */
export function createOwn(findings: readonly BaselineSubject[], now: Date): OwnBaseline {
  return updateOwn({ records: [] }, findings, now);
}

/** Adds new findings, and follows known ones to their present place. Labels, reasons and dates stay; nothing is removed. */
export function updateOwn(baseline: OwnBaseline, findings: readonly BaselineSubject[], now: Date): OwnBaseline {
  const records = new Map(baseline.records.map((record) => [record.fingerprint, record]));
  for (const finding of findings) {
    const known = records.get(finding.fingerprint);
    if (finding.status === 'allowed' && !known) continue;
    const seen = { fingerprint: finding.fingerprint, rule: finding.rule.id, path: finding.places[0]?.path ?? '' };
    records.set(finding.fingerprint, known ? { ...known, ...seen } : { ...seen, label: 'unreviewed', date: calendarDay(now) });
  }
  return { records: [...records.values()] };
}

/** Takes out what a whole scan no longer found. */
export function pruneOwn(baseline: OwnBaseline, findings: readonly BaselineSubject[]): { readonly baseline: OwnBaseline; readonly removed: readonly BaselineRecord[] } {
  const found = new Set(findings.map((finding) => finding.fingerprint));
  return {
    baseline: { records: baseline.records.filter((record) => found.has(record.fingerprint)) },
    removed: baseline.records.filter((record) => !found.has(record.fingerprint)),
  };
}

/** Makes a baseline that suppresses by fingerprint, wherever the secret stands. Expired records suppress nothing. */
export function ownBaseline(content: OwnBaseline, file: string, now: Date): Baseline {
  const entries = new Map<string, BaselineEntry>(
    content.records.map((record) => [
      record.fingerprint,
      {
        where: file,
        what: `${record.fingerprint}, ${record.rule} in ${record.path}`,
        reason: [`${record.label} since ${record.date}`, record.reason].filter(Boolean).join(': '),
        until: record.until ?? null,
      },
    ]),
  );
  return {
    file,
    kind: 'keysieve',
    entries: [...entries.values()],
    notices: [],
    match: (secret) => {
      const entry = entries.get(secret.fingerprint);
      return entry && !isExpired(entry.until, now) ? [entry] : [];
    },
  };
}

function compare(a: BaselineRecord, b: BaselineRecord): number {
  return byText(a.path, b.path) || byText(a.rule, b.rule) || byText(a.fingerprint, b.fingerprint);
}

/** By UTF-16 units, the same on every machine. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function ordered({ fingerprint, rule, path, label, reason, date, until }: BaselineRecord): BaselineRecord {
  return { fingerprint, rule, path, label, ...(reason === undefined ? {} : { reason }), date, ...(until === undefined ? {} : { until }) };
}
