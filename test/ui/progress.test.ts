import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/ui/progress.ts';
import { sampleTerminal } from '../report/sample-findings.ts';

/** A terminal line as a person sees it, and a clock that is moved by hand. */
function screen(overrides: Parameters<typeof sampleTerminal>[0] = {}): {
  progress: ReturnType<typeof createProgress>; tick: (ms: number) => void; line: () => string; written: () => string;
} {
  let time = 0;
  let written = '';
  const progress = createProgress(
    { write: (text: string) => { written += text; } },
    { terminal: sampleTerminal({ columns: 20, ...overrides }), now: () => time },
  );
  return {
    progress,
    tick: (ms) => { time += ms; },
    line: () => written.split('\r\u001b[2K').at(-1) ?? '',
    written: () => written,
  };
}

describe('createProgress', () => {
  it('keeps quiet during short runs', () => {
    const { progress, tick, written } = screen();
    progress.update('one');
    tick(299);
    progress.update('two');
    progress.stop();
    expect(written()).toBe('');
  });

  it('draws over itself, at most ten times a second', () => {
    const { progress, tick, line } = screen();
    tick(300);
    progress.update('10 commits');
    expect(line()).toBe('10 commits');
    tick(99);
    progress.update('11 commits');
    expect(line()).toBe('10 commits');
    tick(1);
    progress.update('12 commits');
    expect(line()).toBe('12 commits');
  });

  it('never fills the line and never passes on a control character', () => {
    const { progress, tick, line } = screen();
    tick(300);
    progress.update(`reading \u001b[2J${'x'.repeat(50)}`);
    expect(line()).toBe('reading \\x1b[2Jxxx…');
  });

  it('takes itself away, once, and comes back after clear but not after stop', () => {
    const { progress, tick, line, written } = screen();
    tick(300);
    progress.update('here');
    progress.clear();
    expect(line()).toBe('');
    const before = written();
    progress.clear();
    expect(written()).toBe(before);
    tick(100);
    progress.update('again');
    expect(line()).toBe('again');
    progress.stop();
    tick(100);
    progress.update('never');
    expect(line()).toBe('');
  });

  it('writes nothing where a line cannot be written over', () => {
    const { progress, tick, written } = screen({ cursor: false });
    tick(1000);
    progress.update('x');
    progress.stop();
    expect(written()).toBe('');
  });
});
