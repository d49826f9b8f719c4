/** Reads what gitleaks users have: `.gitleaksignore`, and a JSON report that serves as a baseline. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { toBinary } from '../binary-text.ts';
import { normalisePath, pathsOf } from './baseline.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import { parsePosition, PositionIndex } from './gitleaks-position.ts';
import { checkJson } from './json-file.ts';
import { upstreamValues } from './upstream-values.ts';

/**
 * Reads `.gitleaksignore`: a position a line, `#` starts a comment line. It goes by position and never by content, as
 * upstream: a new value on a listed line is covered too. Lines of another form are named in the notices.
 */
export function gitleaksIgnore(text: string, file: string): Baseline {
  const index = new PositionIndex();
  const entries: BaselineEntry[] = [];
  const notices: string[] = [];
  for (const [number, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const where = `${file}:${number + 1}`;
    const position = parsePosition(line);
    if (!position) {
      notices.push(`${where}: not of the form file:rule:line or commit:file:rule:line, and without effect`);
      continue;
    }
    const entry = { where, what: line, reason: 'listed by position', until: null };
    entries.push(entry);
    index.add(position, entry);
  }
  return { file, kind: 'gitleaksignore', entries, notices, match: (secret, place) => index.find(secret, place) };
}

const ReportSchema = v.array(
  v.looseObject({
    RuleID: v.string(),
    File: v.string(),
    StartLine: v.number(),
    Commit: v.optional(v.string()),
    Secret: v.optional(v.string()),
  }),
);

/**
 * Makes a baseline of the parsed JSON of a gitleaks report. Where the report holds the value, the same value in the same
 * file is covered, wherever it moved; where it is redacted, the position decides. Of values only hashes are kept in
 * memory. Throws a BaselineError.
 */
export function gitleaksReport(json: unknown, file: string): Baseline {
  const index = new PositionIndex();
  const byValue = new Map<string, BaselineEntry>();
  const entries: BaselineEntry[] = [];
  for (const finding of checkJson(ReportSchema, json, file)) {
    const path = normalisePath(finding.File);
    const entry = { where: file, what: `${path}:${finding.StartLine}, ${finding.RuleID}`, reason: 'recorded by gitleaks', until: null };
    if (finding.Secret !== undefined && !isRedacted(finding.Secret)) {
      const key = keyOf(path, toBinary(finding.Secret));
      // A report lists a value once for each commit; here it is one record.
      if (byValue.has(key)) continue;
      byValue.set(key, entry);
    } else index.add({ commit: finding.Commit ? finding.Commit.toLowerCase() : null, path, rule: finding.RuleID, line: finding.StartLine }, entry);
    entries.push(entry);
  }
  return {
    file,
    kind: 'gitleaks',
    entries,
    notices: byValue.size > 0 ? [`${file}: holds ${byValue.size} values in the clear; record them with keysieve baseline create and delete the file`] : [],
    match(secret, place) {
      const values = byValue.size > 0 ? upstreamValues(secret, place) : [];
      const byContent = pathsOf(place).flatMap((path) => values.flatMap((value) => byValue.get(keyOf(path, value)) ?? []));
      return [...byContent, ...index.find(secret, place)];
    },
  };
}

/** `--redact` writes REDACTED; with a percentage it keeps the start and ends in three dots. */
function isRedacted(secret: string): boolean {
  return secret === '' || secret === 'REDACTED' || secret.endsWith('...');
}

function keyOf(path: string, binaryValue: string): string {
  return createHash('sha256').update(path).update('\0').update(binaryValue, 'latin1').digest('base64');
}
