/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), shaped for GitHub code scanning
 * (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 *
 * Secrets that stand in a file of today are in the first run. Those that are only in the history, or in a commit
 * message, get a run of their own with level `note`: an alert about a file that is gone would lead nowhere.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Finding } from '../model.ts';
import type { Severity } from '../rules/rule.ts';
import { safeJson } from '../ui/sanitize.ts';
import { lineHashes } from './line-hash.ts';
import { count } from './numbers.ts';
import { inReportOrder } from './order.ts';
import { isThere } from './places.ts';
import type { ReportOptions, Writer } from './report.ts';
import { describeRules } from './sarif/rules.ts';
import { primaryPlace, resultOf } from './sarif/result.ts';
import { runHead } from './sarif/run.ts';
import { severityList, type Summary } from './summary.ts';

/** What GitHub takes; more, and it refuses the whole file. */
export const SARIF_LIMITS = {
  /** Results of a run. */
  results: 25_000,
  /** Bytes of the file after gzip. */
  gzipBytes: 10_000_000,
} as const;

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const gzipped = promisify(gzip);

/** Writes the SARIF report, trimmed to GitHub's limits; what was left out is counted in the invocation. */
export const writeSarif: Writer = async (findings, summary, options, sink) => {
  const ordered = inReportOrder(findings).filter((finding) => finding.status === 'new' || options.omitSuppressed !== true);
  const hashes = await hashLines(ordered, options);
  let most = ordered.length;
  for (;;) {
    const pieces = render(ordered, most, hashes, summary, options);
    const size = await compressedSize(pieces);
    if (size <= SARIF_LIMITS.gzipBytes || most === 0) {
      for (const piece of pieces) await sink.write(piece);
      return;
    }
    // Aim a little below the limit: the least severe results are not always of average length.
    most = Math.min(most - 1, Math.floor((most * SARIF_LIMITS.gzipBytes * 0.95) / size));
  }
};

/** The document in pieces, with at most `most` results, a result a line. */
function render(
  ordered: readonly Finding[], most: number, hashes: ReadonlyMap<Finding, string>, summary: Summary, options: ReportOptions,
): string[] {
  const category = options.category ?? 'keysieve';
  const fitting = ordered.slice(0, most);
  const wanted = { current: ordered.filter((finding) => !isHistory(finding)), history: ordered.filter(isHistory) };
  const runs = [{ all: wanted.current, category, history: false, describedAs: 'Secrets in the scanned files.' }];
  if (wanted.history.length > 0) {
    runs.push({ all: wanted.history, category: `${category}-history`, history: true, describedAs: 'Secrets that are in the history only.' });
  }
  const pieces = [`{"$schema":"${SCHEMA}","version":"2.1.0","runs":[`];
  for (const [index, run] of runs.entries()) {
    const kept = fitting.filter((finding) => isHistory(finding) === run.history).slice(0, SARIF_LIMITS.results);
    const { rules, index: ruleIndex } = describeRules(kept, options);
    const head = runHead({ summary, rules, category: run.category, describedAs: run.describedAs, trimmed: trimmedSentence(run.all, kept) });
    pieces.push(`${index === 0 ? '' : ','}\n${safeJson(head).slice(0, -1)},"results":[`);
    kept.forEach((finding, at) => {
      const result = resultOf(finding, { summary, ruleIndex, lineHash: hashes.get(finding) ?? null, history: run.history });
      pieces.push(`${at === 0 ? '' : ','}\n${safeJson(result)}`);
    });
    pieces.push(kept.length === 0 ? ']}' : '\n]}');
  }
  pieces.push(']}\n');
  return pieces;
}

function isHistory(finding: Finding): boolean {
  return !finding.places.some(isThere);
}

function trimmedSentence(all: readonly Finding[], kept: readonly Finding[]): string[] {
  if (kept.length === all.length) return [];
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const finding of all.slice(kept.length)) counts[finding.severity]++;
  return [
    `${count(all.length - kept.length)} of ${count(all.length)} results are left out to stay within the limits of code scanning, `
    + `the least severe first: ${severityList(counts)}. The JSON report has all of them.`,
  ];
}

/** GitHub's line hashes by finding. Each file is read once. */
async function hashLines(findings: readonly Finding[], options: ReportOptions): Promise<Map<Finding, string>> {
  const hashes = new Map<Finding, string>();
  if (options.readFile === undefined) return hashes;
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    const place = primaryPlace(finding);
    if (!isThere(place)) continue;
    const group = byPath.get(place.path);
    if (group === undefined) byPath.set(place.path, [finding]);
    else group.push(finding);
  }
  for (const [path, group] of byPath) {
    const bytes = await options.readFile(path);
    if (bytes === null) continue;
    const lines = lineHashes(bytes, new Set(group.map((finding) => primaryPlace(finding).startLine)));
    for (const finding of group) {
      const hash = lines.get(primaryPlace(finding).startLine);
      if (hash !== undefined) hashes.set(finding, hash);
    }
  }
  return hashes;
}

/** The size that counts against the limit; short documents are not compressed to find out. */
async function compressedSize(pieces: readonly string[]): Promise<number> {
  const units = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // A UTF-16 unit takes at most three bytes in UTF-8, and gzip adds next to nothing to what it cannot shrink.
  if (units * 3 + 1024 <= SARIF_LIMITS.gzipBytes) return units * 3;
  return (await gzipped(Buffer.from(pieces.join(''), 'utf8'))).length;
}
