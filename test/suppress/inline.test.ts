import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMarkers, lineTextAt, markerApplies } from '../../src/suppress/inline.ts';
import type { Marker } from '../../src/suppress/inline.ts';

/** A value that no real credential has the shape of. */
const VALUE = 'V'.repeat(12);
const RULE = { id: 'acme-token', aliases: ['acme-legacy'] };

/** Markers for the (first) VALUE in a text; the text is given as people write it and encoded as UTF-8. */
function markersIn(text: string, value = VALUE): readonly Marker[] {
  const binary = Buffer.from(text, 'utf8').toString('latin1');
  const start = binary.indexOf(value);
  return findMarkers(binary, start, start + value.length);
}

const applies = (text: string, value?: string): boolean => markersIn(text, value).some((marker) => markerApplies(marker, RULE));

describe('our own marker', () => {
  test.each([
    ['# Python', `key = "${VALUE}"  # keysieve:allow acme-token test key`],
    ['// JavaScript', `const key = '${VALUE}'; // keysieve:allow acme-token test key`],
    ['/* C */', `char *k = "${VALUE}"; /* keysieve:allow acme-token test key */`],
    ['<!-- XML -->', `<k>${VALUE}</k> <!-- keysieve:allow acme-token test key -->`],
    ['-- SQL', `SET k = '${VALUE}'; -- keysieve:allow acme-token test key`],
    ['; INI', `k = ${VALUE} ; keysieve:allow acme-token test key`],
    ['% TeX', `\\def\\k{${VALUE}} % keysieve:allow acme-token test key`],
    ["' Basic", `k = "${VALUE}" ' keysieve:allow acme-token test key`],
    ['REM batch', `set k=${VALUE} & REM keysieve:allow acme-token test key`],
    ['{# Jinja #}', `${VALUE} {# keysieve:allow acme-token test key #}`],
    ['{/* JSX */}', `<K k="${VALUE}" /> {/* keysieve:allow acme-token test key */}`],
    ['<%# ERB %>', `${VALUE} <%# keysieve:allow acme-token test key %>`],
    ['(* ML *)', `let k = "${VALUE}" (* keysieve:allow acme-token test key *)`],
    ['{- Haskell -}', `k = "${VALUE}" {- keysieve:allow acme-token test key -}`],
    ['--[[ Lua ]]', `k = "${VALUE}" --[[ keysieve:allow acme-token test key ]]`],
    ['Markdown', `\`${VALUE}\` [//]: # (keysieve:allow acme-token test key)`],
    ['a line of JSON', `  "k": "${VALUE}", "//": "keysieve:allow acme-token test key",`],
    ['a notebook line', `    "k = '${VALUE}'  # keysieve:allow acme-token test key\\n",`],
    ['in front of the value', `/* keysieve:allow acme-token test key */ k = "${VALUE}"`],
    ['a dash before the reason', `${VALUE} # keysieve:allow acme-token -- test key`],
    ['a colon and a long dash', `${VALUE} # keysieve:allow acme-token: — test key`.replace('token:', 'token :')],
    ['a blank after the colon', `${VALUE} # keysieve: allow acme-token test key`],
    ['tabs', `${VALUE}\t#\tkeysieve:allow\tacme-token\ttest key`],
    ['CRLF', `${VALUE} # keysieve:allow acme-token test key\r\nnext`],
  ])('on the same line: %s', (_, text) => {
    expect(markersIn(text)).toEqual([{ tool: 'keysieve', rules: ['acme-token'], reason: expect.stringMatching(/^test key\)?$/), line: 0 }]);
  });

  test.each([
    ['#', `# keysieve:allow acme-token test key\nkey = "${VALUE}"`],
    ['indented //', `x\n\t  // keysieve:allow acme-token test key\n\t  key = "${VALUE}"`],
    ['/* */', `/* keysieve:allow acme-token test key */\n"${VALUE}"`],
    ['inside a block comment', ` * keysieve:allow acme-token test key\n * ${VALUE}`],
    ['<!-- -->', `<!-- keysieve:allow acme-token test key -->\n${VALUE}`],
    ['REM', `REM keysieve:allow acme-token test key\nset k=${VALUE}`],
    ['@rem', `@rem keysieve:allow acme-token test key\nset k=${VALUE}`],
    ['dnl', `dnl keysieve:allow acme-token test key\n${VALUE}`],
    ['CRLF', `# keysieve:allow acme-token test key\r\nkey = "${VALUE}"\r\n`],
    ['a notebook line', `   "# keysieve:allow acme-token test key\\n",\n   "k = '${VALUE}'\\n",`],
    ['JSX', `{/* keysieve:allow acme-token test key */}\n<K k="${VALUE}" />`],
  ])('alone on the line before: %s', (_, text) => {
    expect(markersIn(text)).toEqual([{ tool: 'keysieve', rules: ['acme-token'], reason: 'test key', line: -1 }]);
  });

  test.each([
    ['after code on the line before', `x = 1  # keysieve:allow acme-token test key\nkey = "${VALUE}"`],
    ['two lines before', `# keysieve:allow acme-token test key\n\nkey = "${VALUE}"`],
    ['on the line after', `key = "${VALUE}"\n# keysieve:allow acme-token test key`],
    ['another word in front', `${VALUE} # nokeysieve:allow acme-token test key`],
    ['another word behind', `${VALUE} # keysieve:allowlist acme-token test key`],
    ['a next-line word', `${VALUE} # keysieve:allow-next acme-token test key`],
  ])('does not count: %s', (_, text) => {
    expect(markersIn(text)).toEqual([]);
  });

  test.each([
    ['acme-token', true],
    ['ACME-Token', true],
    ['acme-legacy', true],
    ['acme-*', true],
    ['*', true],
    ['other,acme-token', true],
    ['other', false],
    ['acme', false],
    ['', false],
    ['this', false],
  ])('naming %j it applies: %s', (names, expected) => {
    expect(applies(`${VALUE} # keysieve:allow ${names} because`)).toBe(expected);
  });

  test('several on a line each have their own rule and reason', () => {
    expect(markersIn(`${VALUE} # keysieve:allow other first keysieve:allow acme-token second`)).toMatchObject([
      { rules: ['other'], reason: 'first' },
      { rules: ['acme-token'], reason: 'second' },
    ]);
  });

  test('without a reason it is found, with an empty one', () => {
    expect(markersIn(`${VALUE} # keysieve:allow acme-token`)).toEqual([{ tool: 'keysieve', rules: ['acme-token'], reason: '', line: 0 }]);
    expect(markersIn(`${VALUE} /* keysieve:allow acme-token */`)).toEqual([{ tool: 'keysieve', rules: ['acme-token'], reason: '', line: 0 }]);
  });

  test('without a rule it is found and applies to nothing', () => {
    expect(markersIn(`${VALUE} # keysieve:allow`)).toEqual([{ tool: 'keysieve', rules: [], reason: '', line: 0 }]);
    expect(applies(`${VALUE} # keysieve:allow`)).toBe(false);
  });
});

describe('the reason', () => {
  test('is decoded, one line, without control characters, and cut', () => {
    expect(markersIn(`${VALUE} # keysieve:allow acme-token Schlüssel für\u001b[2J  Tests\u202e`)[0]?.reason).toBe('Schlüssel für [2J Tests');
    expect(markersIn(`${VALUE} # keysieve:allow acme-token ${'wörter '.repeat(60)}`)[0]?.reason).toHaveLength(200);
  });

  test('never repeats the value that stands behind the marker, nor what looks like another', () => {
    const other = `tok${'4f'.repeat(12)}`;
    expect(markersIn(`keysieve:allow acme-token test ${VALUE} ${other}`)[0]?.reason).toBe('test');
    expect(markersIn(`${VALUE} # keysieve:allow acme-token not ${other}`)[0]?.reason).toBe(`not tok4${'*'.repeat(23)}`);
  });

  test('ends with its comment', () => {
    expect(markersIn(`/* keysieve:allow acme-token mine */ call(a, "${VALUE}")`)[0]?.reason).toBe('mine');
    expect(markersIn(`<!-- keysieve:allow acme-token mine --><b>${VALUE}</b>`)[0]?.reason).toBe('mine');
  });
});

describe("other scanners' markers", () => {
  test.each([
    ['gitleaks', 'gitleaks:allow'],
    ['trufflehog', 'trufflehog:ignore'],
    ['detect-secrets', 'pragma: allowlist secret'],
    ['detect-secrets', 'pragma:allowlist secret'],
    ['detect-secrets', 'pragma: whitelist secret'],
    ['detect-secrets', 'pragma: allowlist-secret'],
    ['detect-secrets', 'Pragma: Allowlist Secret'],
  ])('%s: %s on the same line excepts any rule', (tool, words) => {
    expect(markersIn(`key = "${VALUE}" # ${words}`)).toEqual([{ tool, rules: ['*'], reason: '', line: 0 }]);
    expect(applies(`key = "${VALUE}" # ${words}`)).toBe(true);
    expect(applies(`# ${words}\nkey = "${VALUE}"`)).toBe(false);
  });

  test.each(['pragma: allowlist nextline secret', 'pragma: whitelist nextline secret', 'pragma: allowlist nextline-secret'])('%s counts on the line before, and not on its own', (words) => {
    expect(markersIn(`# ${words}\nkey = "${VALUE}"`)).toEqual([{ tool: 'detect-secrets', rules: ['*'], reason: '', line: -1 }]);
    expect(applies(`x = 1 # ${words}\nkey = "${VALUE}"`)).toBe(false);
    expect(applies(`key = "${VALUE}" # ${words}`)).toBe(false);
  });

  test.each(['gitleaks:allowed', 'mygitleaks:allow', 'pragma: allowlist secrets', 'pragma: allowlist', 'trufflehog: ignore', 'nosec'])('%s is nobody’s marker', (words) => {
    expect(markersIn(`key = "${VALUE}" # ${words}`)).toEqual([]);
  });
});

describe('values of several lines', () => {
  const value = `FIRST\r\nmiddle\r\nLAST`;

  test.each([
    [`k = "${value}" # gitleaks:allow`, 2],
    [`k = "${value}", # keysieve:allow acme-token x\r\n`, 2],
    [`/* gitleaks:allow */ k = "${value}"`, 0],
    [`# keysieve:allow acme-token x\r\nk = "${value}"`, -1],
    [`k = "${value}\r\n" # not here`, null],
  ])('%j', (text, line) => {
    expect(markersIn(text, value).map((marker) => marker.line)).toEqual(line === null ? [] : [line]);
  });

  test('a line inside the value is not looked at', () => {
    expect(markersIn(`k = "A\ngitleaks:allow\nB"`, 'A\ngitleaks:allow\nB')).toEqual([]);
  });

  test('a value that ends with its line end', () => {
    expect(markersIn(`FIRST\nLAST\n# gitleaks:allow\n`, 'FIRST\nLAST\n')).toEqual([]);
    expect(markersIn(`FIRST\nLAST # gitleaks:allow\n`, 'FIRST\nLAST # gitleaks:allow\n').map((marker) => marker.line)).toEqual([1]);
  });
});

describe('long lines', () => {
  test('a marker counts within 2048 bytes of the value', () => {
    expect(applies(`${VALUE}${' '.repeat(2000)}gitleaks:allow`)).toBe(true);
    expect(applies(`${VALUE}${' '.repeat(2048)}gitleaks:allow`)).toBe(false);
    expect(applies(`gitleaks:allow${' '.repeat(2000)}${VALUE}`)).toBe(true);
    expect(applies(`gitleaks:allow${' '.repeat(2048)}${VALUE}`)).toBe(false);
  });

  test('fifty megabytes in one line', () => {
    const text = `${'x'.repeat(25_000_000)}${VALUE} // gitleaks:allow ${'x'.repeat(25_000_000)}`;
    const start = 25_000_000;
    expect(findMarkers(text, start, start + VALUE.length)).toHaveLength(1);
    expect(lineTextAt(text, start, start + VALUE.length)).toHaveLength(2048 + VALUE.length + 2048);
  });
});

test('wherever the value stands, a marker on its line is found and one on another line is not', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ' ', '"', '=', '#', 'é', '\t'), maxLength: 30 });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), line, line, fc.array(line, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (before, left, right, after, eol) => {
      const text = (here: string, elsewhere: string): string => [...before, `x ${elsewhere}`, `x ${left} ${VALUE} ${right} ${here}`, ...after, `x ${elsewhere}`].join(eol);
      expect(markersIn(text('gitleaks:allow', ''))).toHaveLength(1);
      expect(markersIn(text('', 'gitleaks:allow'))).toEqual([]);
    }),
  );
});

test('lineTextAt gives whole lines without their ends', () => {
  const text = 'one\r\ntwo VALUE\r\nthree\r\nfour';
  const start = text.indexOf('VALUE');
  expect(lineTextAt(text, start, start + 5)).toBe('two VALUE');
  expect(lineTextAt(text, start, text.indexOf('three') + 2)).toBe('two VALUE\nthree');
  expect(lineTextAt('VALUE', 0, 5)).toBe('VALUE');
});
