/**
 * Findings for report tests, built at run time: no test of this folder holds anything that looks like a credential.
 * Masks look as findings/mask.ts makes them; their public prefixes are put together from pieces.
 */
import type { CommitInfo, Excerpt, Finding, Place } from '../../src/model.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { ReportOptions } from '../../src/report/report.ts';
import { countFindings, groupSkips, type Summary } from '../../src/report/summary.ts';
import type { Terminal } from '../../src/ui/terminal.ts';

export const AWS_MASKED = `${'AK'}${'IA'}…(20)`;
export const STRIPE_MASKED = `${['sk', 'live', ''].join('_')}…(32)`;

/** A rule with everything that reports look at; the rest is neutral. */
export function sampleRule(overrides: Partial<Rule> = {}): Rule {
  return {
    id: 'aws-access-key-id', provider: 'aws', name: 'AWS access key id', kind: 'token', channel: 'secret',
    severity: 'critical', confidence: 'high', keywords: ['akia'], detector: 'pattern', pattern: 'x', flags: '',
    reach: { before: 0, after: 20, lines: false }, check: 'aws-key-id', entropy: null, must: [], mustNot: [], paths: [],
    near: [], facts: {}, publicPrefix: 4, aliases: [], playbook: 'aws-access-key', foreign: false, generic: false,
    ...overrides,
  };
}

/** A commit; the id is made of one repeated digit so that a person can tell them apart. */
export function sampleCommit(digit: string, overrides: Partial<CommitInfo> = {}): CommitInfo {
  return {
    id: digit.repeat(40), author: 'Ada Lovelace', date: '2024-03-01T09:30:00+01:00', subject: 'Add deploy settings',
    ...overrides,
  };
}

/** A frame of three lines around a masked value on the middle one. */
export function sampleExcerpt(line: number, before: string, masked: string, after: string, around: readonly [string, string] = ['', '']): Excerpt {
  return {
    firstLine: line - 1,
    lines: [around[0], before + masked + after, around[1]],
    mark: { line: 1, start: before.length, end: before.length + masked.length },
  };
}

/** A place in a file. */
export function samplePlace(overrides: Partial<Place> = {}): Place {
  return {
    path: 'src/deploy/config.ts', startLine: 14, startColumn: 17, endLine: 14, endColumn: 37, startByte: 402, endByte: 422,
    inner: [], commit: null, blob: null, current: true, removedIn: null, refs: [],
    excerpt: sampleExcerpt(14, '  accessKeyId: "', AWS_MASKED, '",', ['  region: "eu-west-1",', '  secretAccessKey: "…(40)",']),
    ...overrides,
  };
}

/** A new, blocking, staged finding. */
export function sampleFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    fingerprint: '7f3a91c25be04d18', rule: sampleRule(), severity: 'critical', confidence: 'high', status: 'new',
    state: 'staged', masked: AWS_MASKED, facts: { account: '123456789012' },
    reasons: ['prefix', 'account-decodes', 'paired line 15'], places: [samplePlace()], suppression: null, blocking: true,
    ...overrides,
  };
}

const STRIPE_RULE = sampleRule({ id: 'stripe-live-secret-key', provider: 'stripe', name: 'Stripe live secret key', publicPrefix: 8, check: null });
const PASSWORD_RULE = sampleRule({
  id: 'connection-uri', provider: 'generic', name: 'Login in a connection URI', kind: 'uri', severity: 'high', confidence: 'medium',
  check: null, publicPrefix: 0, generic: true,
});
const KEY_RULE = sampleRule({ id: 'private-key', provider: 'generic', name: 'Private key', kind: 'private-key', severity: 'critical', check: null });
const LOG_RULE = sampleRule({
  id: 'secret-in-log-statement', provider: 'practice', name: 'Secret written to a log', kind: 'file', channel: 'practice',
  severity: 'low', confidence: 'medium', check: null,
});

/** One finding of every kind that reports treat differently. */
export function sampleFindings(): Finding[] {
  const masked = '…(21)';
  const keyLines = ['PEM = """', '…(1704)', '…', '…', '…', '"""'];
  return [
    sampleFinding(),
    sampleFinding({
      fingerprint: '0c5d2e9a7b1f4e63', rule: STRIPE_RULE, state: 'in-head', masked: STRIPE_MASKED, facts: {},
      reasons: ['prefix', 'key-name', 'entropy 4.6'],
      places: [
        samplePlace({
          path: 'services/billing/src/payments/providers/stripe/client-factory.ts', startLine: 203, startColumn: 34, endLine: 203, endColumn: 66,
          commit: sampleCommit('a'),
          excerpt: sampleExcerpt(203, '\t\tconst client = createClient({ key: "', STRIPE_MASKED, '", apiVersion: "2024-06-20", retries: 3, timeout: 20_000, telemetry: false });', ['\tif (this.live) {', '\t\treturn client;']),
        }),
        samplePlace({ path: 'deploy/values.yaml', startLine: 8, startColumn: 12, endLine: 8, endColumn: 44, commit: sampleCommit('a') }),
        samplePlace({ path: 'notebooks/refunds.ipynb', startLine: 41, startColumn: 9, endLine: 41, endColumn: 41, inner: ['cell 3', 'output 1'], commit: sampleCommit('b') }),
        samplePlace({ path: 'README.md', startLine: 12, startColumn: 1, endLine: 12, endColumn: 33, commit: sampleCommit('b') }),
        samplePlace({ path: 'old/pay.js', startLine: 3, startColumn: 5, endLine: 3, endColumn: 37, commit: sampleCommit('c'), current: false, removedIn: sampleCommit('d') }),
      ],
    }),
    sampleFinding({
      fingerprint: '91ab34cd56ef7801', rule: PASSWORD_RULE, severity: 'high', confidence: 'medium', state: 'history-only', masked, facts: { host: 'db.internal', user: 'app' },
      reasons: ['uri-slot', 'model 0.93'],
      places: [samplePlace({
        path: 'config/database.yml', startLine: 6, startColumn: 31, endLine: 6, endColumn: 52, current: false,
        commit: sampleCommit('e', { author: 'grace@example.org', date: '2021-11-30T23:10:00Z', subject: 'wip: make staging work' }),
        removedIn: sampleCommit('f', { author: 'Linus', date: '2021-12-02T08:00:00Z', subject: 'Move settings to the vault' }),
        refs: ['release/1.2', 'v1.2.0'],
        excerpt: sampleExcerpt(6, '  url: postgres://app:', masked, '@db.internal/app', ['staging:', '  pool: 5']),
      })],
    }),
    sampleFinding({
      fingerprint: 'c0ffee5eed5eed12', rule: KEY_RULE, state: 'worktree', masked: '…(1704)', facts: {}, reasons: ['parses'],
      places: [samplePlace({
        path: 'scripts/sign.py', startLine: 2, startColumn: 1, endLine: 5, endColumn: 26,
        excerpt: { firstLine: 1, lines: keyLines, mark: { line: 1, start: 0, end: 7 } },
      })],
    }),
    sampleFinding({
      fingerprint: '55aa55aa55aa55aa', rule: LOG_RULE, severity: 'low', confidence: 'medium', state: 'in-head', masked: 'logger.info(password)', facts: {}, reasons: ['flag'], blocking: false,
      places: [samplePlace({ path: 'src/login.ts', startLine: 30, startColumn: 3, endLine: 30, endColumn: 24, excerpt: null })],
    }),
    sampleFinding({
      fingerprint: '1234567890abcdef', rule: PASSWORD_RULE, severity: 'medium', confidence: 'low', state: 'dangling', masked: '…(8)', facts: {}, reasons: ['key-name'], blocking: false,
      places: [samplePlace({ path: 'commit message', startLine: 3, startColumn: 11, endLine: 3, endColumn: 19, current: false, commit: sampleCommit('9', { subject: 'temporary' }), excerpt: null })],
    }),
    sampleFinding({
      fingerprint: 'feedfacefeedface', status: 'allowed', blocking: false, state: 'in-head',
      suppression: { by: 'config', where: 'keysieve.yaml:12', reason: 'a key of the test account' },
      places: [samplePlace({ path: 'test/fixtures/aws.txt', startLine: 1, startColumn: 1, endLine: 1, endColumn: 21 })],
    }),
    sampleFinding({
      fingerprint: 'deadbeefdeadbeef', status: 'baselined', blocking: false, state: 'in-head', rule: PASSWORD_RULE, severity: 'high',
      suppression: { by: 'baseline', where: '.keysieve-baseline.json', reason: '' }, masked: '…(12)',
      places: [samplePlace({ path: 'docker-compose.yml', startLine: 9, startColumn: 27, endLine: 9, endColumn: 39 })],
    }),
  ];
}

/** A summary that counts the findings it is given. */
export function sampleSummary(findings: readonly Finding[], overrides: Partial<Summary> = {}): Summary {
  return {
    complete: true, stage: 'history', commits: 1204, files: 312, blobs: 9876, bytes: 45_212_345, durationMs: 2304,
    startedAt: '2026-11-22T09:00:00.000Z', rules: 912, rulesDigest: '4f1c'.repeat(16), toolVersion: '0.1.0',
    skipped: groupSkips([
      { reason: 'binary', what: 'docs/logo.png', incomplete: false },
      { reason: 'binary', what: 'docs/icon.ico', incomplete: false },
    ]),
    notes: [], root: '/work/shop', head: { commit: '8'.repeat(40), branch: 'main' },
    remotes: [{ name: 'origin', url: 'git@github.com:acme/shop.git' }],
    ...countFindings(findings),
    ...overrides,
  };
}

/** A terminal; colour, links and Unicode are off unless asked for. */
export function sampleTerminal(overrides: Partial<Terminal> = {}): Terminal {
  return { isTTY: true, cursor: true, columns: 80, color: 0, unicode: true, hyperlinks: false, ...overrides };
}

/** Options with a remedy; everything else at its default. */
export function sampleOptions(overrides: Partial<ReportOptions> = {}): ReportOptions {
  return {
    terminal: sampleTerminal(),
    remedy: () => ['Make a new key.', 'Put it in place of the old one.', 'Revoke the old key.'],
    ...overrides,
  };
}
