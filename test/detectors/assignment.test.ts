import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignmentDetector } from '../../src/detectors/assignment/assignment.ts';
import { findAll, HEX, PASSWORD, TOKEN, valueOf } from './support.ts';
import { PASSWORDS, TOKENS } from './syntaxes.ts';


describe('passwords', () => {
  it.each(PASSWORDS)('%s', (_what, pattern, relation, name) => {
    const text = pattern.replace('§', PASSWORD);
    const [found, ...more] = findAll(assignmentDetector, 'password', text);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ relation, name });
    expect(valueOf(found!, text)).toBe(PASSWORD);
    expect(text.slice(found!.start, found!.end)).toBe(PASSWORD);
    expect(found!.matchStart).toBeLessThanOrEqual(found!.start);
    expect(found!.matchEnd).toBeGreaterThanOrEqual(found!.end);
  });

  it('keep spaces, quotes of the other kind and any punctuation', () => {
    for (const value of [`it's ${PASSWORD}`, 'a b c d e1', 'x)y]z}1!', '<&>%#x1', '$tart12', 'semi;colon,2']) {
      const text = `{"password": "${value}"}`;
      expect(findAll(assignmentDetector, 'password', text).map((one) => valueOf(one, text))).toEqual([value]);
    }
  });
});

describe('tokens, secrets and keys', () => {
  it.each<readonly [what: string, text: string, name: string]>([
    ['token', 'access_token: "§"', 'access_token'],
    ['secret', 'JWT_SECRET=§', 'JWT_SECRET'],
    ['provider key', 'STRIPE_KEY=§', 'STRIPE_KEY'],
    ['camel case', 'const apiKey = "§";', 'apiKey'],
    ['glued', 'secretkey: §', 'secretkey'],
    ['header', '"X-Auth-Token: §"', 'X-Auth-Token'],
    ['constructor of a one-time password', "ROTP::TOTP.new('§')", 'TOTP.new'],
    ['Ruby symbol', "property_set(:auth0, :secret, '§')", 'secret'],
    ['list', 'Tokens: []string{"§"},', 'Tokens'],
    ['cut by the window', 'ID_TOKEN = "§', 'ID_TOKEN'],
    ...TOKENS,
  ])('%s', (_what, pattern, name) => {
    const text = pattern.replace('§', TOKEN);
    const found = findAll(assignmentDetector, 'token', text);
    expect(found.map((one) => [one.name, valueOf(one, text)])).toEqual([[name, TOKEN]]);
  });

  it('reads the bytes of a key', () => {
    const bytes = Array.from(HEX.slice(0, 32), (digit, index) => (digit.charCodeAt(0) * 3 + index) % 256).join(', ');
    const text = `encryptionKey := []byte{${bytes}}`;
    const [found] = findAll(assignmentDetector, 'token', text);
    expect(found).toMatchObject({ name: 'encryptionKey', groups: { form: 'bytes' } });
    expect(valueOf(found!, text)).toBe(bytes);
  });

  it('leaves passwords to the other family', () => {
    expect(findAll(assignmentDetector, 'token', `password: "${PASSWORD}"`)).toEqual([]);
    expect(findAll(assignmentDetector, 'password', `api_token: "${TOKEN}"`)).toEqual([]);
  });
});

describe('where a bare value ends', () => {
  const PADDED = Buffer.from('0123abcdefgh7').toString('base64');

  it.each([
    ['padded base64 at the end', `token: ${PADDED}`, PADDED],
    ['padded base64 before a line', `token: ${PADDED}\nnext: 1`, PADDED],
    ['padded base64 in a literal', `"token: ${PADDED}"`, PADDED],
    ['padded base64 in a flow mapping', `{token: ${PADDED}, a: 1}`, PADDED],
    ['a query on its own line', `token=${TOKEN}&state=1`, TOKEN],
    ['the backtick around several lines', `x := \`\ntoken: ${TOKEN}\`,`, TOKEN],
  ])('%s', (_what, text, value) => {
    expect(findAll(assignmentDetector, 'token', text).map((one) => valueOf(one, text))).toEqual([value]);
  });

  it.each(['token: str = §', 'val token: String = §', 'token: Option<String>=§', 'token: string =\n  §'])('types before the sign are no values: %s', (pattern) => {
    const text = pattern.replace('§', `"${TOKEN}"`);
    expect(findAll(assignmentDetector, 'token', text).map((one) => valueOf(one, text))).toEqual([TOKEN]);
  });
});

describe('SQL', () => {
  it.each(["ALTER USER app IDENTIFIED WITH caching_sha2_password BY '§';", 'CREATE USER app IDENTIFIED BY §;'])('%s', (pattern) => {
    const text = pattern.replace('§', pattern.includes("'") ? PASSWORD : 'lorry77');
    const [found] = findAll(assignmentDetector, 'password', text);
    expect(found).toMatchObject({ name: 'IDENTIFIED BY', relation: 'sql' });
    expect(valueOf(found!, text)).toBe(pattern.includes("'") ? PASSWORD : 'lorry77');
  });
});

describe('joined literals', () => {
  it.each([
    ['+', (a: string, b: string) => `password = "${a}" + "${b}"`],
    ['+ over lines', (a: string, b: string) => `password = "${a}" +\n    "${b}";`],
    ['PHP', (a: string, b: string) => `$password = '${a}' . '${b}';`],
    ['adjacent', (a: string, b: string) => `password = ("${a}"\n            "${b}")`],
    ['backslash', (a: string, b: string) => `password = "${a}" \\\n "${b}"`],
  ])('%s', (_what, join) => {
    const text = join('Part', PASSWORD);
    const [found] = findAll(assignmentDetector, 'password', text);
    expect(found?.value).toBe(`Part${PASSWORD}`);
    expect(text.slice(found?.start, found?.end)).toMatch(/^Part.*91!$/s);
  });

  it('say that a value is computed when something else is joined on', () => {
    const [found] = findAll(assignmentDetector, 'password', 'password = "prefix-" + name');
    expect(found?.groups['computed']).toBe('yes');
  });
});

describe('no literal, no candidate', () => {
  it.each([
    'password = getPassword()',
    'password = user.password.encode(x)',
    'password = config["password"]',
    'password := cfg.Password + suffix',
    'if password == other {',
    'password = new Password(value)',
    'password: [ { required: true } ]',
    'password = (string) value;',
    'def password(self):',
    'password_policy: strict1',
    'token_count = 12345',
    'secret_name: "db-credentials-1"',
    'key_id: "0123456789abcdef"',
    'primary_key: "0123456789abcdef"',
    'public_key = "0123456789abcdef"',
    'passwordField.text = "value1"',
    'keyboard = "qwertz12"',
    'compass = "north123"',
    '["user", "password", "email"]',
    '{"password": {"type": "string"}}',
    '`password`: the one that you chose',
    ':param str password: the password',
    '  --password            Password of the user',
    'op item get "Snowflake Admin" --fields password',
    'secret/data/prod/database password | DB_PASSWORD ;',
    'path := filepath.Join($PWD "some dir")',
    'assertEquals("expected", name);',
    'tokens <- token',
    'ENV DB_PASSWORD',
    'CREATE TABLE a (\n  db_password varchar(20),\n',
    '<key>UsePassword</key>\n<true/>\n<key>Title</key>\n<string>Welcome1</string>',
    'passphrase: The words that open it',
    'ETCD_INITIAL_CLUSTER_TOKEN=k8s_etcd1',
  ])('%s', (text) => {
    expect([...findAll(assignmentDetector, 'password', text), ...findAll(assignmentDetector, 'token', text)]).toEqual([]);
  });
});

describe('laws', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 200 }),
    fc.array(fc.constantFrom('password', 'token', '=', ':', '"', "'", '\\', '\n', ' ', '{', '}', '(', ',', '<', '>', '$', '`', 'x1', '[', '--', '+', '|', '@'), { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('every span lies in the text and in its match, and the value is what stands there unless it was joined', () => {
    fc.assert(fc.property(texts, (text) => {
      for (const kind of ['password', 'token'] as const) {
        for (const found of findAll(assignmentDetector, kind, text)) {
          expect(found.start).toBeGreaterThanOrEqual(0);
          expect(found.end).toBeLessThanOrEqual(text.length);
          expect(found.end).toBeGreaterThan(found.start);
          expect(found.matchStart).toBeLessThanOrEqual(found.start);
          expect(found.matchEnd).toBeGreaterThanOrEqual(found.end);
        }
      }
    }));
  });

  it('what stands on lines before does not change what is found', () => {
    fc.assert(fc.property(fc.constantFrom(...PASSWORDS.map(([, text]) => text).filter((text) => !text.startsWith('Key '))), fc.string({ unit: fc.constantFrom('a', ' ', '1', ';', '\n'), maxLength: 60 }), (pattern, before) => {
      const text = pattern.replace('§', PASSWORD);
      const longer = `${before}\n\n${text}`;
      const shift = longer.length - text.length;
      const alone = findAll(assignmentDetector, 'password', text).map(({ start, end }) => [start + shift, end + shift]);
      expect(findAll(assignmentDetector, 'password', longer).map(({ start, end }) => [start, end])).toEqual(alone);
    }));
  });

  it('a line of a megabyte is read in linear time', () => {
    const text = `{"password":${'['.repeat(200)}"x"`.repeat(2_000) + '"token":"'.repeat(20_000);
    expect(() => [...findAll(assignmentDetector, 'password', text), ...findAll(assignmentDetector, 'token', text)]).not.toThrow();
  }, 20_000);
});
