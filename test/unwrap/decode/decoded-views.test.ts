import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECODE_LIMITS, DecodeBudget } from '../../../src/unwrap/decode/budget.ts';
import { decodedViews } from '../../../src/unwrap/decode/decoded-views.ts';
import { DECODE_HINTS, hintsIn } from '../../../src/unwrap/decode/hints.ts';
import { unwrap } from '../../../src/unwrap/unwrap.ts';
import { fileView } from '../../../src/unwrap/view.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The characters of the text's base64 that hold a bit of `word`. */
function holding(text: string, word: string): string {
  const at = text.indexOf(word);
  return base64(text).slice(Math.floor((at * 8) / 6), Math.ceil(((at + word.length) * 8) / 6));
}

/** What the decoded views of a file show: `layers: text`. */
function shown(file: string): string[] {
  const { views } = decodedViews(fileView(Buffer.from(file)), {}, new DecodeBudget());
  return views.map((view) => `${view.inner.join(' > ')}: ${Buffer.from(view.bytes).toString('utf8')}`);
}

/** The file's own text behind the only place where a decoded view shows `word`. */
function source(file: string, word: string): string {
  const bytes = Buffer.from(file);
  const spans = decodedViews(fileView(bytes), {}, new DecodeBudget()).views.flatMap((view) => {
    const at = Buffer.from(view.bytes).indexOf(word);
    return at === -1 ? [] : [view.toItem(at, at + word.length)];
  });
  expect(spans).toHaveLength(1);
  return bytes.subarray(spans[0]?.start, spans[0]?.end).toString();
}

describe('decodedViews', () => {
  it('finds nothing in ordinary source', () => {
    expect(shown('import { a } from "b";\nconst basic = auth(user); // Secret: 100%\nif (x && y) return "&copy;";\n')).toEqual([]);
  });

  it('marks what it gives as decoded, and names cell, line and layer', () => {
    const file = Buffer.from(JSON.stringify({ nbformat: 4, cells: [{ source: `a = 1\nb = "${base64('{"inner": "word"}')}"` }] }));
    const [cell] = unwrap(file, null).views;
    if (cell === undefined) throw new Error('no cell');
    const { views } = decodedViews(cell, {}, new DecodeBudget());
    expect(views.map(({ inner, decoded }) => ({ inner, decoded }))).toEqual([{ inner: ['cell 1', 'line 2', 'base64'], decoded: true }]);
    const at = Buffer.from(views[0]?.bytes ?? []).indexOf('word');
    const span = views[0]?.toItem(at, at + 4);
    expect(file.subarray(span?.start, span?.end).toString()).toBe(holding('{"inner": "word"}', 'word'));
  });

  it('reads data of Kubernetes Secrets, however short, after their names', () => {
    const manifest = [
      'apiVersion: v1', 'kind: ConfigMap', 'data:', `  plain: ${base64('abc')}`, '---',
      'apiVersion: v1', 'kind: Secret', 'metadata:', '  name: db', 'data:', `  user: ${base64('app')}`, `  db-word: "${base64("p'ss")}" # rotated`,
      `  template: {{ .Values.x }}`, '  config.json: |', `    ${base64('{"a":1,"b":2}').slice(0, 12)}`, `    ${base64('{"a":1,"b":2}').slice(12)}`, 'stringData:', `  other: ${base64('plain')}`,
      '---', 'kind: List', 'items:', '- kind: Secret', '  data:', `    token: ${base64('xyz1')}`, '- kind: ConfigMap', '',
    ].join('\r\n');
    expect(shown(manifest)).toEqual(['base64: user: "app"', 'base64: db-word: "p\'ss"', 'base64: {"a":1,"b":2}', 'base64: token: "xyz1"']);
    expect(source(manifest, "p'ss")).toBe(holding("p'ss", "p'ss"));
    expect(source(manifest, 'db-word')).toBe('db-word');
    expect(shown(JSON.stringify({ kind: 'Secret', data: { user: base64('app'), 'api-key': base64('k1') } }, null, 2))).toEqual(['base64: user: "app"', 'base64: api-key: "k1"']);
  });

  it('reads Basic credentials as user and password', () => {
    const encoded = base64('deploy:p"ss:word');
    for (const file of [`Authorization: Basic ${encoded}`, `{"auths": {"host": {"auth": "${encoded}"}}}`, `//registry.example/:_auth=${encoded}`]) {
      expect(shown(file), file).toEqual([`base64: username: "deploy"\n${'pass'}word: 'p"ss:word'`]);
    }
    const file = `curl -H "Authorization: basic ${base64('me:tooshort')}"`;
    expect(source(file, 'tooshort')).toBe(holding('me:tooshort', 'tooshort'));
    expect(shown('"auth": "required"\nbasic authentication')).toEqual([]);
  });

  it('keeps the name of a value that has no structure of its own', () => {
    expect(shown(`API_TOKEN_B64=${base64('a value without structure')}`)).toEqual(['base64: API_TOKEN_B64: "a value without structure"']);
    expect(shown(`CONFIG=${base64('key=a value with structure')}`)).toEqual(['base64: key=a value with structure']);
    expect(shown(`URL=${base64('amqp://host.example/path')}`)).toEqual(['base64: URL: "amqp://host.example/path"']);
  });

  it('reads UTF-16, as PowerShell encodes its commands', () => {
    const command = Buffer.from('$name = "a value"; run', 'utf16le').toString('base64');
    expect(shown(`powershell -enc ${command}`)).toEqual(['base64: $name = "a value"; run']);
    const file = `powershell -enc ${command}`;
    expect(Buffer.from(source(file, 'value'), 'base64').length).toBeGreaterThanOrEqual(10);
  });

  it('decodes percent-encoding, escapes and entities around delimiters and letters', () => {
    expect(shown('next=/login?to=amqp%3A%2F%2Fhost%2Fpath%3Da%40b&x=1')).toEqual(['percent-encoding: next=/login?to=amqp://host/path=a@b&x=1']);
    expect(shown(String.raw`s = "\u0022name\u0022:\u0022word\u0022"`)).toEqual(['escapes: s = ""name":"word""']);
    expect(shown(String.raw`c = "\x6b\x65\x79"`)).toEqual(['escapes: c = "key"']);
    expect(shown('<div data-x="{&quot;name&quot;:&quot;word&quot;}">')).toEqual(['HTML entities: <div data-x="{"name":"word"}">']);
    expect(shown('café 100 %\n"caf\\u00e9" &eacute; &#233; %20 \\x00')).toEqual([]);
  });

  it('decodes once what stands plainly in a stretch that is decoded too', () => {
    const plain = base64('{"inner": "a text"}').replace(/=+$/, '');
    expect(shown(`u=http%3A//host/?state=${plain}&x=1`)).toEqual([
      `percent-encoding: u=http://host/?state=${plain}&x=1`,
      'base64: {"inner": "a text"}',
    ]);
  });

  it('does not cut a long encoded stretch', () => {
    const text = `{"name":"${'word" : "'.repeat(1500)}"}`;
    expect(shown(`f("${text.replaceAll('"', String.raw`\u0022`)}")`)).toEqual([`escapes: f("${text}")`]);
    expect(shown(`${'x'.repeat(5000)}%22 ${'y'.repeat(5000)}&quot;`).map((view) => view.length)).toEqual([18 + 2048 + 1, 15 + 2048 + 1]);
  });

  it('maps what was percent-encoded to where it is written', () => {
    expect(source('u=amqp%3A%2F%2Fuser%3Ap%2Fword%40host', 'p/word')).toBe('p%2Fword');
  });

  it('goes through layers, and every layer maps back to the file', () => {
    const layers: [string, (text: string) => string][] = [
      ['base64', base64],
      ['hex', (text) => Buffer.from(text).toString('hex')],
      ['percent-encoding', (text) => text.replace(/[^A-Za-z0-9]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...layers), { minLength: 1, maxLength: 3 }), fc.stringMatching(/^[ -~]{8,20}$/), (chain, padding) => {
        const text = `{"@": "needle:${padding.replace(/[%"\\&]/g, '.')}"}`;
        const file = Buffer.from(`x = (${chain.reduce((inner, [, encode]) => encode(inner), text)})`);
        const { views, notes } = decodedViews(fileView(file), {}, new DecodeBudget({ ...DECODE_LIMITS, depth: 4 }));
        const innermost = views.filter((view) => Buffer.from(view.bytes).includes(text));
        expect(innermost.length).toBeGreaterThan(0);
        expect(notes).toEqual([]);
        for (const view of innermost) {
          const at = Buffer.from(view.bytes).indexOf('needle');
          const span = view.toItem(at, at + 6);
          expect(span.start).toBeGreaterThanOrEqual(5);
          expect(span.end).toBeLessThanOrEqual(file.length - 1);
          expect(span.end - span.start).toBeGreaterThanOrEqual(6);
          expect(span.end - span.start).toBeLessThanOrEqual(80);
        }
      }),
    );
  });

  it('stops at its bounds, and says so once', () => {
    const twice = base64(`{"a": "${base64('{"b": "the innermost text"}')}"}`);
    const limited = (limits: Partial<typeof DECODE_LIMITS>, file: string): { count: number; notes: string[] } => {
      const { views, notes } = decodedViews(fileView(Buffer.from(file)), {}, new DecodeBudget({ ...DECODE_LIMITS, ...limits }));
      return { count: views.length, notes: notes.map((note) => `${note.kind}: ${note.message}`) };
    };
    expect(limited({}, twice)).toEqual({ count: 2, notes: [] });
    expect([limited({ depth: 1 }, twice), limited({ runs: 1 }, `${twice}\n${twice}`), limited({ bytes: 100 }, `${base64('a text that is short enough')} ${twice}`)]).toMatchInlineSnapshot(`
      [
        {
          "count": 1,
          "notes": [
            "limit: text in more than 1 layers of encoding was not decoded further",
          ],
        },
        {
          "count": 1,
          "notes": [
            "limit: there are more than 1 encoded texts; the others were not decoded",
          ],
        },
        {
          "count": 2,
          "notes": [
            "limit: there are more than 100 bytes of encoded text; the rest was not decoded",
          ],
        },
      ]
    `);
  });

  it('decodes the same with the hints of a search as with its own', () => {
    const file = Buffer.from(`Basic ${base64('me:word')} ${base64('a long text without a place')} a%3Ab`);
    const own = decodedViews(fileView(file), {}, new DecodeBudget()).views.map((view) => Buffer.from(view.bytes).toString());
    const given = decodedViews(fileView(file), { hints: new Set(DECODE_HINTS) }, new DecodeBudget()).views.map((view) => Buffer.from(view.bytes).toString());
    const none = decodedViews(fileView(file), { hints: new Set() }, new DecodeBudget()).views.map((view) => Buffer.from(view.bytes).toString());
    expect(given).toEqual(own);
    expect(none).toEqual(['a long text without a place']);
    expect(hintsIn(file)).toEqual(new Set(['basic ', '%3a', '%3d']));
  });
});
