import { describe, expect, it } from 'vitest';
import { detector, fileOf, seenIn } from './support.ts';

describe('encoded text', () => {
  it('is looked into, and its findings say so', () => {
    const { text } = fileOf('token_file: <base64-of:{"user":"a","password":"<password>"}>\n', 'json');
    const [found] = seenIn(text, 'a.yaml');
    expect(found).toMatchObject({ rule: 'generic-password', inner: ['base64'] });
    expect(text.slice(found?.start, found?.end)).not.toBe(found?.value);
    expect((JSON.parse(Buffer.from(text.slice(12), 'base64').toString()) as { password: string }).password).toBe(found?.value);
  });

  it.each([
    ['percent-encoding', (value: string) => `redirect=x%3Fdb_password%3D%22${value}%22%26a%3D1`],
    ['HTML entities', (value: string) => `<pre>db_password = &#34;${value.replace(/./g, (c) => `&#${c.charCodeAt(0)};`)}&#34;</pre>`],
    ['hex', (value: string) => Buffer.from(`{"db_password":"${value}"}`).toString('hex')],
  ])('in %s', (layer, encode) => {
    const value = fileOf('Copper!<digits:3>xQ', layer).text;
    expect(seenIn(`${encode(value)}\n`, 'page.html').map((one) => one.value)).toContain(value);
  });

  it('decides over the value as it stands: base64 of a placeholder is none', () => {
    const written = fileOf('<base64-of:your-token-here>', 'placeholder').text;
    const detection = detector.detect(Buffer.from(`kind: Secret\ndata:\n  token: ${written}\n`), 'token.yaml');
    expect(detection.sightings).toEqual([]);
    expect(detection.dropped.filter(({ candidate }) => candidate.value === written).map(({ verdict }) => verdict.reasons[0])).toContain('placeholder:wording');
  });

  it('gives one finding for a value that is plain inside an encoded stretch', () => {
    const { text, marked } = fileOf('<<p>password: "«<password>»" &#60;b&#62;<</p>\n', 'plain');
    expect(seenIn(text, 'a.html').filter((one) => one.start < (marked[0]?.end ?? 0) && one.end > (marked[0]?.start ?? 0))).toHaveLength(1);
  });
});

describe('a chain of versions', () => {
  const secret = fileOf('apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  password: <base64-of:<password>>\n', 'chain').text;
  const more = fileOf('  license: <base64-of:<alnum:28><digits:2>>\n', 'chain').text;
  const versions: readonly (readonly [name: string, base: string, next: string])[] = [
    ['a line added to a Secret', secret, secret + more],
    ['the first data line', 'apiVersion: v1\nkind: Secret\ndata:\n', `apiVersion: v1\nkind: Secret\ndata:\n${more}`],
    ['something encoded far from other text', `${'x = 1\n'.repeat(4000)}`, `${'x = 1\n'.repeat(4000)}${secret}`],
    ['nothing encoded', 'a = 1\n'.repeat(100), `${'a = 1\n'.repeat(100)}b = 2\n`],
  ];

  it.each(versions)('finds what a search of the whole finds: %s', (_name, base, next) => {
    const chain = detector.startChain();
    chain.detect(Buffer.from(base), 0, null);
    const derived = chain.detect(Buffer.from(next), 1, new Uint32Array([0, 0, base.length]));
    const spans = (detection: typeof derived): unknown => detection.sightings.map(({ match }) => [match.candidate.rule.id, match.span, match.inner]);
    expect(spans(derived)).toEqual(spans(detector.detect(Buffer.from(next), null)));
  });
});
