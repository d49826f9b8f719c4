import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/model.ts';
import type { Stage } from '../../src/report/summary.ts';
import { displayWidth } from '../../src/ui/width.ts';
import { hostileFinding } from './hostile-findings.ts';
import { runWriter } from './run-writer.ts';
import { AWS_MASKED, sampleCommit, sampleExcerpt, sampleFinding, sampleFindings, sampleOptions, samplePlace, sampleRule, sampleSummary, sampleTerminal } from './sample-findings.ts';

const incomplete = {
  complete: false,
  skipped: [
    { reason: 'timed-out', count: 1, incomplete: true, examples: ['dist/bundle.min.js'], detail: 'rule connection-uri took longer than 2 s; scan again with --timeout 10' },
    { reason: 'binary', count: 1402, incomplete: false, examples: ['a.png', 'b.png', 'docs/logo.png'], detail: null },
  ],
  notes: ['the allow entry at keysieve.yaml:31 matches nothing'],
} as const;

describe('the whole report', () => {
  it.each([80, 120, 200])('at %i columns', async (columns) => {
    const findings = sampleFindings();
    const text = await runWriter('pretty', findings, sampleSummary(findings, incomplete), sampleOptions({ terminal: sampleTerminal({ columns }) }));
    await expect(text).toMatchFileSnapshot(`golden/pretty-${columns}.txt`);
  });

  it('at 80 columns in colour', async () => {
    const findings = sampleFindings();
    const terminal = sampleTerminal({ color: 1, hyperlinks: true });
    const text = await runWriter('pretty', findings, sampleSummary(findings, incomplete), sampleOptions({ terminal }));
    await expect(text).toMatchFileSnapshot('golden/pretty-80-colour.ansi');
    const plain = await runWriter('pretty', findings, sampleSummary(findings, incomplete), sampleOptions());
    expect(stripVTControlCharacters(text)).toBe(plain);
  });

  it('at 80 columns in ASCII', async () => {
    const findings = sampleFindings();
    const text = await runWriter('pretty', findings, sampleSummary(findings, incomplete), sampleOptions({ terminal: sampleTerminal({ unicode: false }) }));
    await expect(text).toMatchFileSnapshot('golden/pretty-80-ascii.txt');
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('with what was suppressed and dropped', async () => {
    const findings = sampleFindings().filter((finding) => finding.status !== 'new');
    const summary = sampleSummary(findings, {
      dropped: [{ rule: 'connection-uri', path: 'README.md', line: 4, column: 12, masked: '…(8)', reasons: ['placeholder:ellipsis'] }],
    });
    await expect(await runWriter('pretty', findings, summary, sampleOptions({ showSuppressed: true }))).toMatchFileSnapshot('golden/pretty-suppressed.txt');
  });

  it('with nothing found', async () => {
    await expect(await runWriter('pretty', [], sampleSummary([], { stage: 'staged', commits: 0, blobs: 0, files: 3, bytes: 1234, durationMs: 38, skipped: [] })))
      .toMatchInlineSnapshot(`
        "  read        3 files and 1.2 kB in 38 ms, 912 rules, keysieve 0.1.0

          ✔ No secrets found.
        "
      `);
  });
});

describe('one finding', () => {
  const only = async (finding: ReturnType<typeof sampleFinding>, columns = 80): Promise<string> =>
    (await runWriter('pretty', [finding], undefined, sampleOptions({ terminal: sampleTerminal({ columns }) }))).split('\n\n')[0] ?? '';

  it('is clipped around the value when its line is long', async () => {
    const line = 'var a=1;'.repeat(400);
    const place = samplePlace({ path: 'dist/app.min.js', startLine: 1, endLine: 1, excerpt: { firstLine: 1, lines: [`${line}k="${AWS_MASKED}";${line}`], mark: { line: 0, start: line.length + 3, end: line.length + 3 + AWS_MASKED.length } } });
    expect(await only(sampleFinding({ places: [place] }))).toMatchInlineSnapshot(`
      " critical  aws-access-key-id  staged                        dist/app.min.js:1:17
          1 │ … a=1;var a=1;var a=1;k="AKIA…(20)";var a=1;var a=1;var a=1;var a=1;var…
            │                          ^^^^^^^^^ AWS access key id
        why     high confidence: the provider's own prefix, an account number can be
                read from it, it belongs to another part found nearby (line 15)
        about   account 123456789012
        fix     Unstage it and keep the value outside the repository: nothing has
                leaked, nothing to rotate.
        next    git restore --staged dist/app.min.js
        ignore  put the comment "keysieve:allow aws-access-key-id <reason>" on line 1"
    `);
  });

  it('keeps its carets under the value behind tabs and wide characters', async () => {
    const before = '\t日本: "';
    const place = samplePlace({ excerpt: sampleExcerpt(14, before, AWS_MASKED, '"') });
    const [, value = '', carets = ''] = (await only(sampleFinding({ places: [place] }))).split('\n');
    expect(displayWidth(value.slice(0, value.indexOf('AKIA')))).toBe(displayWidth(carets.slice(0, carets.indexOf('^'))));
  });

  it.each<[State, Stage, string]>([
    ['staged', 'staged', 'nothing to rotate'],
    ['in-head', 'push', 'Do not push it'],
    ['in-head', 'pull-request', 'the commit is on the server'],
    ['history-only', 'pull-request', 'every commit of a pull request can still be read'],
    ['in-head', 'history', 'every clone has it'],
    ['history-only', 'history', 'Rotate it first: deleted files stay'],
    ['dangling', 'history', 'if this commit was ever pushed'],
    ['worktree', 'worktree', 'before it is committed'],
    ['worktree', 'files', 'if anybody else could read this file'],
    ['stream', 'stream', 'where this text comes from'],
  ])('that is %s at stage %s has its own advice', async (state, stage, words) => {
    const finding = sampleFinding({ state });
    const text = await runWriter('pretty', [finding], sampleSummary([finding], { stage }));
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  });

  it('links to a file that is there, and not to one that is gone', async () => {
    const terminal = sampleTerminal({ hyperlinks: true });
    const current = sampleFinding({ places: [samplePlace({ path: 'a b/ü.ts' })] });
    expect(await runWriter('pretty', [current], undefined, sampleOptions({ terminal }))).toContain('\u001b]8;;file:///work/shop/a%20b/%C3%BC.ts\u001b\\');
    const gone = sampleFinding({ state: 'history-only', places: [samplePlace({ current: false, commit: sampleCommit('a') })] });
    expect(await runWriter('pretty', [gone], undefined, sampleOptions({ terminal }))).not.toContain('\u001b]8');
  });
});

it('is never wider than the terminal and never sends it a control sequence, whatever the repository holds', async () => {
  await fc.assert(fc.asyncProperty(hostileFinding(), fc.integer({ min: 30, max: 200 }), fc.boolean(), async ({ finding }, columns, unicode) => {
    const text = await runWriter('pretty', [finding], undefined, sampleOptions({ terminal: sampleTerminal({ columns, unicode }) }));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    for (const line of text.split('\n')) expect(displayWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(columns);
  }), { numRuns: 200 });
});

it('says advice in full once, and its beginning after that', async () => {
  const findings = [0, 1, 2].map((index) => sampleFinding({ fingerprint: `${index}`.repeat(16), state: 'in-head', places: [samplePlace({ path: `src/${index}.ts` })] }));
  const fixes = (await runWriter('pretty', findings)).split('\n').filter((line) => line.startsWith('  fix'));
  expect(fixes).toEqual(['  fix     Rotate it first: every clone has it. Then replace it in the file by a', '  fix     Rotate it first, as above.', '  fix     Rotate it first, as above.']);
});

it('draws no blank lines around the value, and names no name that the line shows', async () => {
  const named = (name: string): Promise<string> =>
    runWriter('pretty', [sampleFinding({ facts: { name }, places: [samplePlace({ excerpt: sampleExcerpt(14, 'accessKeyId: "', AWS_MASKED, '"', ['  ', '']) })] })]);
  const shown = await named('accessKeyId');
  expect(shown).not.toMatch(/^ +1[35] │/m);
  expect(shown).not.toContain('about');
  expect(await named('elsewhere')).toContain('about   name elsewhere');
});

it('shows at most as many places as asked for', async () => {
  const places = Array.from({ length: 9 }, (_, index) => samplePlace({ path: `src/${index}.ts` }));
  const finding = sampleFinding({ rule: sampleRule(), places });
  const text = await runWriter('pretty', [finding], undefined, sampleOptions({ maxPlaces: 5 }));
  expect(text).toContain('src/4.ts');
  expect(text).not.toContain('src/5.ts');
  expect(text).toContain('4 more places');
});
