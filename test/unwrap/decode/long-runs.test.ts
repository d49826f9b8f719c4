import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLongRuns } from '../../../src/unwrap/decode/long-runs.ts';

function runs(text: string): string[] {
  const bytes = Buffer.from(text, 'latin1');
  return findLongRuns(bytes).map(({ start, end, layer, name }) => {
    const label = name === null ? '' : `${bytes.toString('latin1', name.start, name.end)}: `;
    return `${label}${layer} ${bytes.toString('latin1', start, end)}`;
  });
}

const separator = fc.constantFrom(' ', '\n', '"', "'", ', ', ';\n', ' = "', ': ', '<b>', '(');

describe('findLongRuns', () => {
  it('finds every encoded text of fifteen bytes or more, wherever it stands', () => {
    const content = fc.stringMatching(/^[ -~]{15,60}$/);
    // Words too short to be runs themselves, between things that no run holds.
    const words = fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z0-9+/_-]{0,19}$/), separator).map(([word, end]) => word + end), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, content, separator, words, fc.constantFrom('base64', 'base64url', 'hex'), (before, text, end, after, encoding) => {
        const encoded = Buffer.from(text).toString(encoding);
        const file = `${before}\n${encoded}${end}${after}`;
        // A line that may be wrapped takes in what continues it.
        expect(runs(file).some((run) => run.includes(` ${encoded}`))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves hashes, identifiers, keys and images alone', () => {
    const noise = (seed: number): Buffer => createHash('sha512').update(`noise ${seed}`).digest();
    const lines: string[] = [];
    for (let seed = 0; seed < 2000; seed += 1) {
      lines.push(noise(seed).toString('base64'), noise(seed).toString('hex'), noise(seed).toString('base64url'), noise(seed).toString('hex').slice(0, 40));
    }
    lines.push('thisIsAVeryLongCamelCaseIdentifierForATest', '/usr/local/lib/node_modules/package/dist/index', 'A'.repeat(200), 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', '0'.repeat(64), '-'.repeat(80), '_'.repeat(40));
    expect(runs(lines.join('\n'))).toEqual([]);
  });

  it('leaves the segments of JSON web tokens to their rule', () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'somebody', name: 'Some Body' })}.${'x'.repeat(43)}`;
    expect(runs(`token = "${token}"`)).toEqual([]);
  });

  it('follows wrapped lines, and stops where they stop', () => {
    const text = 'line one of a text that is long enough to be wrapped over lines of base64\nline two\n';
    const encoded = Buffer.from(text.repeat(2)).toString('base64');
    const wrapped = encoded.replace(/(.{76})/g, '$1\r\n    ');
    const [run] = runs(`data: |\n    ${wrapped}\n\nnext: value`);
    expect(run?.replace(/\s+/g, '')).toBe(`base64${encoded}`);
    const single = Buffer.from('a text that fills one line of sixty bytes exactly, or nearly').toString('base64');
    expect(runs(`${single}\nnext line of prose`)).toEqual([`base64 ${single}`]);
  });

  it('reads names before values', () => {
    const encoded = Buffer.from('a text that is long enough').toString('base64');
    const named = [`NAME=${encoded}`, `  my.name: ${encoded}`, `{"json-name": "${encoded}"}`, `let name = '${encoded}';`, `f(key := "${encoded}")`, `!!! ${encoded}`, `a: b ${encoded}`];
    expect(named.map((line) => runs(line)[0]?.replace(encoded, '…'))).toEqual([
      'NAME: base64 …', 'my.name: base64 …', 'json-name: base64 …', 'name: base64 …', 'key: base64 …', 'base64 …', 'base64 …',
    ]);
  });
});
