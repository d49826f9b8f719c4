import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advise, shellWord } from '../../src/report/advice.ts';
import { bytes, count, countOf, duration, listOf } from '../../src/report/numbers.ts';
import { withoutEmail } from '../../src/report/people.ts';
import { dropInWords, reasonInWords } from '../../src/report/reasons.ts';
import { stableHash, stableUuid } from '../../src/report/stable-id.ts';
import { relativeUri, remoteUri } from '../../src/report/uri.ts';
import type { Finding } from '../../src/model.ts';
import { skipExamples, stateSentence, stateWords, suppressionWords } from '../../src/report/words.ts';
import { wrap } from '../../src/report/wrap.ts';
import { displayWidth } from '../../src/ui/width.ts';
import { sampleFinding, samplePlace, sampleSummary } from './sample-findings.ts';

describe('numbers', () => {
  it.each([[0, '0'], [999, '999'], [1000, '1,000'], [1234567, '1,234,567']])('%i is %s', (value, text) => expect(count(value)).toBe(text));
  it.each([[1, '1 file'], [0, '0 files'], [2000, '2,000 files']])('%i is %s', (value, text) => expect(countOf(value, 'file')).toBe(text));
  it.each([[1, '1 byte'], [999, '999 bytes'], [1000, '1.0 kB'], [9949, '9.9 kB'], [9950, '10 kB'], [999_400, '999 kB'], [999_600, '1.0 MB'], [45_212_345, '45 MB'], [3e12, '3.0 TB'], [3e15, '3,000 TB']])(
    '%i bytes are %s', (value, text) => expect(bytes(value)).toBe(text));
  it.each([[0.4, '0 ms'], [38, '38 ms'], [2304, '2.3 s'], [59_940, '59.9 s'], [59_960, '1 min 0 s'], [245_000, '4 min 5 s']])(
    '%i milliseconds are %s', (value, text) => expect(duration(value)).toBe(text));
  it.each([[[], ''], [['a'], 'a'], [['a', 'b'], 'a and b'], [['a', 'b', 'c'], 'a, b and c']])('%j is %j', (words, text) => expect(listOf(words)).toBe(text));
});

describe('withoutEmail', () => {
  it.each([['Ada Lovelace', 'Ada Lovelace'], ['Ada <ada@example.org>', 'Ada'], ['ada@example.org', 'ada'], ['<ada@example.org>', 'ada'], ['a b@c d', 'a b d']])(
    '%j becomes %j', (name, bare) => expect(withoutEmail(name)).toBe(bare));
});

describe('reasons', () => {
  it.each([
    ['checksum', 'its checksum is right'],
    ['entropy 4.2', 'it looks random (4.2 bits per character)'],
    ['model 0.93', 'the context model takes it for real (score 0.93)'],
    ['decoded base64', 'it was decoded first from base64'],
    ['uri-slot', 'it stands where a URL has its password'],
    ['some-new-reason', 'some new reason'],
    ['constructor', 'constructor'],
  ])('%s: %s', (code, words) => expect(reasonInWords(code)).toBe(words));

  it.each([['placeholder:ellipsis', 'a placeholder (ellipsis)'], ['reference:op-uri', 'a reference to a secret kept elsewhere (op uri)'], ['entropy 2.1', 'not random enough (2.1 bits per character)']])(
    '%s: %s', (code, words) => expect(dropInWords(code)).toBe(words));
});

it('has words for every reason that a check gives', () => {
  const files = readdirSync('src/judge', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const codes = new Set(files.flatMap((file) => [...readFileSync(join('src/judge', file), 'utf8').matchAll(/reason: '([a-z][a-z0-9-]*)'/g)].map((match) => match[1] ?? '')));
  expect(codes.size).toBeGreaterThan(20);
  expect([...codes].filter((code) => reasonInWords(code) === code.replaceAll('-', ' '))).toEqual([]);
});

it.each([
  ['config', 'allowed in keysieve.yaml:3: known'], ['inline', 'allowed by a comment at keysieve.yaml:3: known'], ['baseline', 'in the baseline keysieve.yaml:3: known'],
] as const)('suppression by %s: %s', (by, words) => expect(suppressionWords({ by, where: 'keysieve.yaml:3', reason: 'known' })).toBe(words));

describe('relativeUri', () => {
  it.each([
    ['src/a.ts', 'src/a.ts'], ['a b/ü#?.ts', 'a%20b/%C3%BC%23%3F.ts'], ['c:x/%41', 'c%3Ax/%2541'], ['back\\slash', 'back%5Cslash'],
    ["it's(1)!*", 'it%27s%281%29%21%2A'], ['./a//b', 'a/b'], ['\ud800', '%EF%BF%BD'], ['', 'unknown'],
  ])('%j becomes %s', (path, uri) => expect(relativeUri(path)).toBe(uri));

  it('can be decoded again', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((part) => !/^\.{1,2}$|\//.test(part)), { minLength: 1 }), (parts) => {
      const path = parts.join('/');
      expect(decodeURIComponent(relativeUri(path))).toBe(path);
      expect(relativeUri(path)).toMatch(/^[\w.~%/-]+$/);
    }));
  });
});

describe('remoteUri', () => {
  const user = ['user', 'word'].join(':');
  it.each([
    ['https://github.com/acme/shop.git', 'https://github.com/acme/shop.git'],
    [`https://${user}@github.com/acme/shop?x=1#y`, 'https://github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'ssh://github.com/acme/shop.git'],
    ['ssh://git@host:2222/x.git', 'ssh://host:2222/x.git'],
    ['/srv/git/x.git', null], ['../x', null], ['file:///srv/x', null], ['C:\\x', null], ['', null],
  ])('%j becomes %j', (url, uri) => expect(remoteUri(url)).toBe(uri));
});

describe('stable identifiers', () => {
  it('have the shape of a UUID of version 8 and never change', () => {
    expect(stableUuid('7f3a91c25be04d18')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(stableUuid('7f3a91c25be04d18')).toBe('dce3b4a0-5c78-808d-8722-74c304edd138');
    expect(stableHash('x')).toBe('f80dfef5e1ee5d615cd887208687b4f5');
    expect(stableHash('x')).not.toBe(stableHash('y'));
  });
});

describe('shellWord', () => {
  it.each([['src/a.ts', 'src/a.ts'], ['a b', "'a b'"], ["it's", "'it'\\''s'"], ['-rf', './-rf'], ['$(x)', "'$(x)'"], ['a\nb', null], ['\u202e', null]])(
    '%j becomes %j', (path, word) => expect(shellWord(path)).toBe(word));
});

describe('wrap', () => {
  it('breaks at spaces, and inside words that are too long', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(wrap('', 10)).toEqual(['']);
    expect(wrap('日本語', 4)).toEqual(['日本', '語']);
  });

  it('fits and loses nothing but spaces', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 2, max: 50 }), (text, width) => {
      const lines = wrap(text, width);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }));
  });
});

describe('advice for a false alarm in a pull request', () => {
  const ignore = (path: string, basePolicy?: { markersCount: boolean }): string => {
    const finding = sampleFinding({ state: 'in-head', places: [samplePlace({ path })] });
    return advise(finding, sampleSummary([finding], { stage: 'pull-request', basePolicy })).ignore;
  };
  const comment = 'put the comment "keysieve:allow aws-access-key-id <reason>" on line 14';
  const entry = 'allow the fingerprint 7f3a91c25be04d18 in keysieve.yaml, with a reason';
  const later = '; that counts once it is merged into the base, in a pull request of its own';

  it.each([
    ['a.ts', undefined, comment], ['a.ts', { markersCount: true }, comment], ['a.ts', { markersCount: false }, entry + later],
    ['a.json', undefined, entry], ['a.json', { markersCount: true }, entry + later],
  ] as const)('%s, %j', (path, basePolicy, words) => expect(ignore(path, basePolicy)).toBe(words));
});

it('calls versions of files without a name objects', () => {
  expect(skipExamples({ examples: ['ab'.repeat(20), 'cd'.repeat(32), 'a.png'] })).toEqual(['object abababababab', 'object cdcdcdcdcdcd', 'a.png']);
});

describe('state words', () => {
  const there = (current: boolean): Parameters<typeof stateWords>[0] => ({ state: 'in-head', places: [{ current }] as unknown as Finding['places'] });
  it('tell HEAD from other branches', () => {
    expect(stateWords(there(true), 'history')).toBe('in HEAD');
    expect(stateWords(there(false), 'history')).toBe('on other refs');
    expect(stateSentence(there(false), 'history')).toBe('It is in a branch or tag that is not checked out.');
  });
});
