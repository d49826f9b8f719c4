import { describe, expect, it } from 'vitest';
import type { Skip } from '../../src/model.ts';
import { conclude } from '../../src/report/conclusion.ts';
import { countFindings, groupSkips, severityList } from '../../src/report/summary.ts';
import { sampleFinding, sampleFindings, sampleRule, sampleSummary } from './sample-findings.ts';

const skip = (what: string, overrides: Partial<Skip> = {}): Skip => ({ reason: 'binary', what, incomplete: false, ...overrides });

describe('groupSkips', () => {
  it('counts by reason, keeps the first three names, and puts what makes the scan incomplete first', () => {
    const skips = [
      skip('d.png'), skip('b.png'), skip('c.png'), skip('a.png'),
      skip('huge.sql', { reason: 'too-large', incomplete: true, detail: '1.2 GB; raise the limit with --max-size' }),
      skip('linked', { reason: 'symlink' }),
    ];
    expect(groupSkips(skips)).toEqual([
      { reason: 'too-large', count: 1, incomplete: true, examples: ['huge.sql'], detail: '1.2 GB; raise the limit with --max-size' },
      { reason: 'binary', count: 4, incomplete: false, examples: ['a.png', 'b.png', 'c.png'], detail: null },
      { reason: 'symlink', count: 1, incomplete: false, examples: ['linked'], detail: null },
    ]);
    expect(groupSkips(skips.toReversed())).toEqual(groupSkips(skips));
  });

  it('names the most frequent kinds of binary files', () => {
    const kinds = ['PNG image', 'PDF', 'PDF', 'ZIP archive', 'ZIP archive', 'ZIP archive', 'font', 'font', 'JPEG image'];
    expect(groupSkips(kinds.map((detail, index) => skip(`${index}`, { detail })))[0]?.detail).toBe('ZIP archive, PDF, font, 2 more kinds');
  });

  it('keeps skips of one reason apart when only some make the scan incomplete', () => {
    const groups = groupSkips([skip('a', { reason: 'limit', incomplete: true }), skip('b', { reason: 'limit' })]);
    expect(groups.map((group) => [group.incomplete, group.count])).toEqual([[true, 1], [false, 1]]);
  });
});

it('counts findings by status, and only new ones by severity and confidence', () => {
  expect(countFindings(sampleFindings())).toEqual({
    findings: { new: 6, baselined: 1, allowed: 1, blocking: 4 },
    bySeverity: { critical: 3, high: 1, medium: 1, low: 1, info: 0 },
    byConfidence: { high: 3, medium: 2, low: 1 },
  });
  expect(severityList(countFindings(sampleFindings()).bySeverity)).toBe('3 critical, 1 high, 1 medium, 1 low');
  expect(severityList(countFindings([]).bySeverity)).toBe('');
});

describe('conclude', () => {
  const words = (findings: Parameters<typeof conclude>[0], overrides: Parameters<typeof sampleSummary>[1] = {}): string => {
    const { tone, text, incomplete } = conclude(findings, sampleSummary(findings, overrides));
    return `${tone}: ${text}${incomplete === null ? '' : ` ${incomplete}`}`;
  };

  it('names what is in the way by stage', () => {
    const finding = sampleFinding();
    expect(words([finding], { stage: 'staged' })).toBe('bad: 1 secret in the way of this commit: 1 critical.');
    expect(words([finding, finding], { stage: 'push' })).toBe('bad: 2 secrets in the way of this push: 2 critical.');
    expect(words([finding], { stage: 'pull-request' })).toBe('bad: 1 secret in the way of this pull request: 1 critical.');
    expect(words([finding], { stage: 'history' })).toBe('bad: 1 secret to act on: 1 critical.');
  });

  it('speaks of findings when some are practices', () => {
    const practice = sampleFinding({ rule: sampleRule({ channel: 'practice' }), severity: 'low' });
    expect(words([sampleFinding(), practice])).toBe('bad: 2 findings to act on: 1 critical, 1 low.');
  });

  it('warns of findings below the threshold', () => {
    expect(words([sampleFinding(), sampleFinding({ blocking: false, severity: 'low' })])).toBe('bad: 1 secret to act on: 1 critical. 1 more to look at.');
    expect(words([sampleFinding({ blocking: false, severity: 'medium' })])).toBe('warn: 1 secret to look at, none in the way: 1 medium.');
  });

  it('says "no secrets" of a complete scan only', () => {
    expect(words([])).toBe('good: No secrets found.');
    expect(words([], { complete: false, skipped: [] })).toBe('warn: Nothing new was found in what could be read. The scan is incomplete: something was not read, so this is not an all-clear.');
    expect(words([sampleFinding({ status: 'baselined', blocking: false })])).toBe('good: No new secrets found. Known: 1 in the baseline.');
  });

  it('does not say "no secrets" of an empty input', () => {
    const nothing = { commits: 0, files: 1, blobs: 0, bytes: 0 };
    expect(words([], { ...nothing, stage: 'stream' })).toBe('warn: Nothing was checked: the input is empty.');
    expect(words([], { ...nothing, stage: 'files' })).toBe('good: No secrets found.');
  });

  it('adds the incompleteness to what was found', () => {
    const skipped = groupSkips([skip('a', { reason: 'timed-out', incomplete: true }), skip('b', { reason: 'shallow', incomplete: true }), skip('c')]);
    expect(words([sampleFinding()], { complete: false, skipped })).toBe(
      'bad: 1 secret to act on: 1 critical. The scan is incomplete: 2 things could not be read, so this is not an all-clear.',
    );
  });
});
