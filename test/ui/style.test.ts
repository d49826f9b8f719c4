import { describe, expect, it } from 'vitest';
import { loadStyle } from '../../src/ui/style.ts';
import { sampleTerminal } from '../report/sample-findings.ts';

describe('loadStyle', () => {
  it('paints nothing without colour', async () => {
    const style = await loadStyle(sampleTerminal({ color: 0 }));
    expect(style.severity.critical('x') + style.bold('y') + style.link('z', 'file:///z')).toBe('xyz');
  });

  it('paints by role with colour, whatever the stream of the test is', async () => {
    const style = await loadStyle(sampleTerminal({ color: 1 }));
    expect(style.severity.high('x')).toBe('\u001b[31m\u001b[1mx\u001b[22m\u001b[39m');
  });

  it('makes a link that ends where its text ends', async () => {
    const style = await loadStyle(sampleTerminal({ hyperlinks: true }));
    expect(style.link('a.ts', 'file:///a.ts')).toBe('\u001b]8;;file:///a.ts\u001b\\a.ts\u001b]8;;\u001b\\');
  });

  it('draws with ASCII where nothing else is sure to arrive', async () => {
    const style = await loadStyle(sampleTerminal({ unicode: false }));
    expect(Object.values(style.symbols).join('')).toMatch(/^[\x20-\x7e]+$/);
  });
});
