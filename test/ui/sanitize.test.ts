import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainText, safeJson, visible, visibleCode } from '../../src/ui/sanitize.ts';

/** Everything that moves a cursor, hides or turns text. */
const HARMFUL = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/u;

describe('visible', () => {
  it.each([
    ['plain text', 'plain text'],
    ['tab\tnewline\nreturn\r', 'tab\\tnewline\\nreturn\\r'],
    ['\u001b[31mred\u001b]8;;http://x\u0007', '\\x1b[31mred\\x1b]8;;http://x\\x07'],
    ['\u009b2J', '\\x9b2J'],
    ['user\u202etxt.exe', 'user\\u202etxt.exe'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['lone \ud83d half', 'lone \\ud83d half'],
    ['Größe 日本 ❤️', 'Größe 日本 ❤️'],
    ['::error::boo', '\\x3a:error::boo'],
    ['a ::set-output name=x::y', 'a \\x3a:set-output name=x::y'],
    ['std::string', 'std::string'],
    ['##[error]boo ##vso[task.setvariable]x ##teamcity[x]', '\\x23#[error]boo \\x23#vso[task.setvariable]x \\x23#teamcity[x]'],
    ['## heading', '## heading'],
  ])('%j becomes %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('shows everything outside ASCII as an escape when asked to', () => {
    expect(visible('Größe 日 🔑', { ascii: true })).toBe('Gr\\xf6\\xdfe \\u65e5 \\u{1f511}');
  });

  it('leaves no harmful character and no command in any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, ascii) => {
      const shown = visible(text, { ascii });
      expect(shown).not.toMatch(HARMFUL);
      expect(shown.trimStart()).not.toMatch(/^::/);
      expect(shown).not.toMatch(/##[A-Za-z]*\[/);
      if (ascii) expect(shown).toMatch(/^[\x20-\x7e]*$/);
    }));
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(isPlainText(visible(text))).toBe(true);
    }));
  });

  it('keeps the scope operator in code', () => {
    expect(visibleCode('  ::global(x)')).toBe('  ::global(x)');
  });
});

describe('safeJson', () => {
  it('means the same value and holds nothing harmful', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('##[error]x', '##vso[a]', '\u202e', '\u{e0041}'));
    fc.assert(fc.property(fc.dictionary(fc.string(), text), fc.constantFrom(undefined, 2), (value, indent) => {
      const json = safeJson(value, indent);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(json.replaceAll('\n', '')).not.toMatch(HARMFUL);
      expect(json).not.toMatch(/##[A-Za-z]*\[/);
    }));
  });
});
