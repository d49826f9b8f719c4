import { describe, expect, it } from 'vitest';
import { analysePattern } from '../../src/rules/pattern/analyse.ts';
import { TOKEN_END, TOKEN_START } from '../../src/rules/pattern/boundary.ts';
import { translatePattern } from '../../src/rules/pattern/translate.ts';

describe('analysePattern', () => {
  it('measures how many bytes a pattern can read', () => {
    expect(analysePattern('abc[0-9]{2,5}(?:x|yz)').width).toEqual({ min: 6, max: 10 });
    expect(analysePattern('a+').width.max).toBe(Infinity);
    expect(analysePattern('(?<=key=)[0-9]{4}(?!;;)').look).toEqual({ behind: 4, ahead: 2 });
  });

  it('ends windows at lines for anchors and unbounded repeats', () => {
    expect(analysePattern('^abc').lines).toBe(true);
    expect(analysePattern('abc.*').lines).toBe(true);
    expect(analysePattern('abc.{3}').lines).toBe(false);
  });

  it.each([
    ['ghp_[0-9]{36}', ['ghp_']],
    ['(?:foo|barbaz)-[0-9]+', ['foo', 'barbaz']],
    ['[kK]ey_live_[a-z]{4}', ['key_live_']],
    ['[a-z]{3}(?:one|[0-9])', []],
    ['(?:abc)?defg[0-9]', ['defg']],
    ['ab[0-9]longer', ['longer']],
  ])('derives the literals of %s', (pattern, literals) => {
    expect(analysePattern(pattern).literals).toEqual(literals);
  });

  it('names a repeat inside a repeat', () => {
    expect(analysePattern('abc(?:[a-z]+,?)+').nestedRepeat).not.toBeNull();
    expect(analysePattern('abc(?:[a-z]{1,9},)+').nestedRepeat).toBeNull();
  });
});

describe('translatePattern', () => {
  it('turns leading flags into flags', () => {
    expect(translatePattern('(?i)abc')).toEqual({ source: 'abc', flags: 'mi' });
    expect(translatePattern('(?is)abc')).toEqual({ source: 'abc', flags: 'mis' });
  });

  it('keeps the byte 0xA0 from counting as white space', () => {
    const { source, flags } = translatePattern('a\\sb');
    expect(new RegExp(source, flags).test('a\xa0b')).toBe(false);
    expect(new RegExp(source, flags).test('a\tb')).toBe(true);
    expect(new RegExp(translatePattern('[\\s,]').source).test('\xa0')).toBe(false);
    expect(new RegExp(translatePattern('a\\Sb').source).test('a\xa0b')).toBe(true);
  });

  it('spells characters outside ASCII as their UTF-8 bytes', () => {
    const { source } = translatePattern('contraseña');
    expect(new RegExp(source).test(Buffer.from('contraseña').toString('latin1'))).toBe(true);
    expect(() => translatePattern('[ñ]')).toThrow(SyntaxError);
  });
});

describe('token boundaries', () => {
  const token = new RegExp(`${TOKEN_START}(?:tok_[0-9]{4})${TOKEN_END}`);
  it.each(['tok_1234', '"tok_1234"', '\\ntok_1234\\n', '%3Dtok_1234&', '=tok_1234;', '\x1b[32mtok_1234\x1b[0m', '\\u003dtok_1234', '<b>tok_1234</b>', 'é tok_1234', '-tok_1234-'])(
    'holds in %j',
    (text) => {
      expect(token.test(text)).toBe(true);
    },
  );
  it.each(['xtok_1234', '_tok_1234', '9tok_1234', 'tok_12345', 'tok_1234a', 'tok_1234_'])('does not hold in %j', (text) => {
    expect(token.test(text)).toBe(false);
  });
});
