/**
 * Findings made of the worst that a repository can hold, with a value that reports must never show. The value is in
 * the file that a report may read, and nowhere in the finding.
 */
import * as fc from 'fast-check';
import type { Finding } from '../../src/model.ts';
import { sampleCommit, sampleFinding, samplePlace, sampleRule } from './sample-findings.ts';

/** A finding, the raw value behind it, and the file that holds it. */
export interface Hostile {
  readonly finding: Finding;
  readonly value: string;
  readonly file: Uint8Array;
}

const ATTACKS = [
  '::error::boo', '::set-output name=x::y', '\n::warning file=x::y', '##[error]boo', '##vso[task.setvariable variable=x]y', '##teamcity[x]',
  '\u001b[2J\u001b[1;1H', '\u001b]0;title\u0007', '\u001b]8;;http://evil\u001b\\', '\u009b31m', '\r\n', '\u202e', '\u200b', '\u2028', '\ufffe', '\ud800',
  '=HYPERLINK("http://evil","x")', '+1+1', '-2', '@SUM(A1)', ';=1+1', '|=1', '"', '""', ',', '\t=1',
  '<script>alert(1)</script>', '</script><script>x', '<!--', ']]>', '&lt;', '"><img src=x onerror=alert(1)>', "'",
  '`', '``', '|', '[x](http://evil)', '![x](http://evil)', '@everyone', '#1', 'https://evil.example', '</details>', '* ', '\\',
  '日本', '🔑', 'e\u0301', '%0A', '%', ':', '..', '/',
];

/** Any text, with a taste for attacks. */
export function hostileText(minLength = 0): fc.Arbitrary<string> {
  return fc.array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 6 })), { minLength, maxLength: 5 }).map((parts) => parts.join(''));
}

const noNewline = (text: string): string => text.replace(/[\r\n\u2028\u2029\u0085]/g, ' ');

/** A hostile finding. */
export function hostileFinding(): fc.Arbitrary<Hostile> {
  const commit = fc.record({ digit: fc.constantFrom('a', 'b', 'c'), author: hostileText(1), subject: hostileText() });
  const path = hostileText(1).map((text) => (text === '' ? 'x' : text));
  return fc.record({
    path, other: path, name: hostileText(1), fact: hostileText(), reason: hostileText(1), inner: fc.array(hostileText(), { maxLength: 2 }),
    before: hostileText(), after: hostileText(), around: fc.array(hostileText(), { minLength: 2, maxLength: 2 }),
    commit: fc.option(commit), current: fc.boolean(), ref: hostileText(1), suppression: fc.option(hostileText()), blocking: fc.boolean(),
    severity: fc.constantFrom('critical', 'high', 'medium', 'low', 'info' as const),
    state: fc.constantFrom('staged', 'worktree', 'in-head', 'history-only', 'dangling', 'stream' as const),
    value: fc.stringMatching(/^Zq[A-Za-z0-9+/]{22}$/), length: fc.integer({ min: 4, max: 60 }),
  }).map((parts) => {
    const masked = `Zq…(${parts.length})`;
    const before = noNewline(parts.before);
    const info = parts.commit === null ? null : sampleCommit(parts.commit.digit, { author: parts.commit.author, subject: parts.commit.subject });
    const place = samplePlace({
      path: parts.path, startLine: 2, endLine: 2, startColumn: before.length + 1, endColumn: before.length + 1 + parts.value.length,
      inner: parts.inner, commit: info, current: parts.current, removedIn: parts.current ? null : info, refs: [parts.ref],
      excerpt: {
        firstLine: 1, lines: [noNewline(parts.around[0] ?? ''), before + masked + noNewline(parts.after), noNewline(parts.around[1] ?? '')],
        mark: { line: 1, start: before.length, end: before.length + masked.length },
      },
    });
    const suppressed = parts.suppression !== null;
    const finding = sampleFinding({
      rule: sampleRule({ name: parts.name }), severity: parts.severity, state: parts.state, masked,
      facts: { user: parts.fact }, reasons: ['prefix', parts.reason], blocking: parts.blocking && !suppressed,
      status: suppressed ? 'allowed' : 'new',
      suppression: parts.suppression === null ? null : { by: 'config', where: parts.path, reason: parts.suppression },
      places: [place, samplePlace({ path: parts.other, excerpt: null, commit: info })],
    });
    const file = new TextEncoder().encode(`first\n${before}${parts.value}${parts.after}\nlast\n`);
    return { finding, value: parts.value, file };
  });
}
