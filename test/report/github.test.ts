import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model.ts';
import { STEP_SUMMARY_LIMIT, stepSummary } from '../../src/report/step-summary.ts';
import { workflowCommand } from '../../src/report/workflow-command.ts';
import { runWriter } from './run-writer.ts';
import { sampleCommit, sampleFinding, sampleOptions, samplePlace, sampleSummary } from './sample-findings.ts';

/** Reads an annotation as the runner does: properties at commas, then the escapes undone. */
function parseCommand(line: string): { level: string; properties: Record<string, string>; message: string } {
  const [, level = '', list = '', message = ''] = /^::(\w+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  const undo = (text: string): string => text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%');
  const properties = Object.fromEntries(list.split(',').map((part) => part.split('=', 2)).map(([name = '', value = '']) => [name, undo(value)]));
  return { level, properties, message: undo(message) };
}

const numbered = (count: number, extra: Partial<Finding> = {}): Finding[] =>
  Array.from({ length: count }, (_, index) => sampleFinding({ fingerprint: index.toString(16).padStart(16, '0'), places: [samplePlace({ path: `src/${index}.ts` })], ...extra }));

describe('workflowCommand', () => {
  it('escapes what the runner takes for its own', () => {
    expect(workflowCommand('error', { file: 'a,b:c%d.ts', line: 3 }, '100%: x, y')).toBe('::error file=a%2Cb%3Ac%25d.ts,line=3::100%25: x, y');
  });

  it('passes on the name of a file with a line break, and no other unseen character', () => {
    expect(parseCommand(workflowCommand('error', { file: 'a\nb.ts' }, 'x')).properties['file']).toBe('a\nb.ts');
    expect(workflowCommand('error', { file: 'a\u001b.ts' }, 'x\ny\u001b')).toBe('::error file=a\\x1b.ts::x\\ny\\x1b');
  });
});

describe('annotations', () => {
  it('are at most ten errors and ten warnings, and the rest is named in the log', async () => {
    const findings = [...numbered(14), ...numbered(12, { blocking: false, severity: 'medium' })];
    const lines = (await runWriter('github', findings)).split('\n');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
    expect(lines).toContain('6 more findings without an annotation, since GitHub keeps 10 of a kind:');
  });

  it('repeat the position in the message, and carry it as parameters', async () => {
    const [first = ''] = (await runWriter('github', [sampleFinding()])).split('\n');
    const { properties, message } = parseCommand(first);
    expect(properties).toMatchObject({ file: 'src/deploy/config.ts', line: '14', endLine: '14', col: '17', endColumn: '37' });
    expect(message).toMatch(/^src\/deploy\/config\.ts:14:17: /);
  });

  it('name no file that is not there, and no columns over several lines', async () => {
    const gone = sampleFinding({ places: [samplePlace({ current: false, commit: sampleCommit('a') })] });
    expect(await runWriter('github', [gone])).not.toContain('file=');
    const long = sampleFinding({ places: [samplePlace({ endLine: 20 })] });
    expect(await runWriter('github', [long])).not.toContain('col=');
  });

  it('are not made of what is known', async () => {
    const known = sampleFinding({ status: 'baselined', blocking: false, suppression: { by: 'baseline', where: 'b.json', reason: '' } });
    expect(await runWriter('github', [known])).not.toContain('::');
  });
});

describe('the job summary', () => {
  it('stays below 1 MiB, most severe first, and says how many are missing', () => {
    const findings = [
      ...numbered(20_000, { blocking: false, severity: 'low' }),
      sampleFinding({ places: [samplePlace({ path: 'worst.ts' })] }),
    ];
    const text = stepSummary(findings, sampleSummary(findings), sampleOptions());
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(STEP_SUMMARY_LIMIT);
    expect(text).toContain('worst.ts');
    expect(text).toMatch(/[\d,]+ more findings are not shown here\./);
    expect(text).toContain('### What was read');
  });

  it('stays below it even when the notes alone are longer', () => {
    const notes = Array.from({ length: 20_000 }, (_, index) => `note ${index} ${'x'.repeat(100)}`);
    const text = stepSummary([sampleFinding()], sampleSummary([sampleFinding()], { notes }), sampleOptions());
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(STEP_SUMMARY_LIMIT);
    expect(text).toContain('The rest does not fit here.');
  });
});
