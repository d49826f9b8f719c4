import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignmentDetector } from '../../src/detectors/assignment/assignment.ts';
import type { Relation } from '../../src/model.ts';
import { findAll, HEX, PASSWORD, TOKEN, valueOf } from './support.ts';

/** `§` stands for the value. */
const PASSWORDS: readonly (readonly [what: string, text: string, relation: Relation, name: string])[] = [
  ['dotenv', 'DB_PASSWORD=§', 'assignment', 'DB_PASSWORD'],
  ['dotenv, quoted', 'DB_PASSWORD="§"', 'assignment', 'DB_PASSWORD'],
  ['shell export', "export DB_PASSWORD='§'", 'assignment', 'DB_PASSWORD'],
  ['shell, before a command', 'PGPASSWORD=§ psql -h db', 'assignment', 'PGPASSWORD'],
  ['batch', 'set DB_PASSWORD=§', 'assignment', 'DB_PASSWORD'],
  ['Dockerfile ENV with =', 'ENV DB_PASSWORD=§', 'assignment', 'DB_PASSWORD'],
  ['docker run -e', 'docker run -e MYSQL_ROOT_PASSWORD=§ mysql', 'assignment', 'MYSQL_ROOT_PASSWORD'],
  ['compose list', '      - MYSQL_PASSWORD=§\n      - TZ=UTC', 'assignment', 'MYSQL_PASSWORD'],
  ['compose list, quoted', '      - "MYSQL_PASSWORD=§"', 'assignment', 'MYSQL_PASSWORD'],
  ['YAML', 'database:\n  password: §\n  port: 1', 'mapping', 'password'],
  ['YAML with comment', 'password: § # for now', 'mapping', 'password'],
  ['YAML, flow', '{user: app, password: "§"}', 'mapping', 'password'],
  ['YAML, block', 'password: |\n  §\nport: 1', 'mapping', 'password'],
  ['YAML, folded block', 'password: >-\n  §\n', 'mapping', 'password'],
  ['JSON', '{"user": "app", "password": "§"}', 'mapping', 'password'],
  ['JSON in JSON', '{"body": "{\\"password\\": \\"§\\"}"}', 'mapping', 'password'],
  ['JSON in JSON in JSON', '"{\\"a\\": \\"{\\\\\\"password\\\\\\": \\\\\\"§\\\\\\"}\\"}"', 'mapping', 'password'],
  ['HTML entities', '{&quot;password&quot;: &quot;§&quot;}', 'mapping', 'password'],
  ['TOML', 'password = "§"', 'assignment', 'password'],
  ['INI', 'password = §', 'assignment', 'password'],
  ['properties', 'spring.datasource.password=§', 'assignment', 'spring.datasource.password'],
  ['XML attribute', '<db user="app" password="§"/>', 'assignment', 'password'],
  ['XML element', '<password>§</password>', 'element', 'password'],
  ['XML CDATA', '<password><![CDATA[§]]></password>', 'element', 'password'],
  ['XML property', '<property name="db.password">§</property>', 'element', 'db.password'],
  ['XML property value', '<property name="password" value="§"/>', 'pair', 'password'],
  ['.NET setting', '<add key="DbPassword" value="§" />', 'pair', 'DbPassword'],
  ['Hadoop pair', '<name>db.password</name>\n<value>§</value>', 'pair', 'db.password'],
  ['HCL', 'password = "§"', 'assignment', 'password'],
  ['HCL variable', 'variable "db_password" {\n  type = string\n  default = "§"\n}', 'assignment', 'db_password'],
  ['SQL IDENTIFIED BY', "CREATE USER app IDENTIFIED BY '§';", 'sql', 'IDENTIFIED BY'],
  ['SQL IDENTIFIED WITH … BY', "ALTER USER app IDENTIFIED WITH mysql_native_password BY '§';", 'sql', 'IDENTIFIED BY'],
  ['SQL PASSWORD', "CREATE ROLE app WITH LOGIN PASSWORD '§';", 'argument', 'PASSWORD'],
  ['PowerShell', "ConvertTo-SecureString '§' -AsPlainText -Force", 'flag', 'ConvertTo-SecureString'],
  ['flag', 'tool --password § --user app', 'flag', 'password'],
  ['flag with =', 'tool --password=§ run', 'flag', 'password'],
  ['flag, quoted', "tool --admin-password '§'", 'flag', 'admin-password'],
  ['flag of Windows', 'rubeus /password:§ /user:app', 'flag', 'password'],
  ['flag of openssl', 'openssl genrsa -passout pass:§ -out k', 'flag', 'passout'],
  ['keytool', 'keytool -storepass § -list', 'flag', 'storepass'],
  ['connection string', '"Server=db;User Id=app;Password=§;"', 'assignment', 'Password'],
  ['query', 'POST /login?user=app&password=§&next=1', 'uri', 'password'],
  ['Python', "password = '§'", 'assignment', 'password'],
  ['Python keyword', "connect(host='db', password='§')", 'assignment', 'password'],
  ['Python annotated', 'password: str = "§"', 'assignment', 'password'],
  ['Python bytes', 'password = b"§"', 'assignment', 'password'],
  ['Python subscript', 'os.environ["DB_PASSWORD"] = "§"', 'assignment', 'DB_PASSWORD'],
  ['Go', 'password := "§"', 'assignment', 'password'],
  ['Go typed', 'const password string = "§"', 'assignment', 'password'],
  ['Go struct', 'Config{User: "app", Password: "§"}', 'mapping', 'Password'],
  ['Ruby hash rocket', ":password => '§'", 'mapping', 'password'],
  ['PHP array', "'password' => '§',", 'mapping', 'password'],
  ['PHP define', "define('DB_PASSWORD', '§');", 'argument', 'DB_PASSWORD'],
  ['PHP variable', "$password = '§';", 'assignment', 'password'],
  ['Java', 'private static final String PASSWORD = "§";', 'assignment', 'PASSWORD'],
  ['Java setter', 'dataSource.setPassword("§");', 'argument', 'dataSource.setPassword'],
  ['Java map', 'props.put("password", "§");', 'argument', 'password'],
  ['C#', 'var builder = new Builder { Password = "§" };', 'assignment', 'Password'],
  ['C array', 'char password[] = "§";', 'assignment', 'password'],
  ['Kotlin', 'val password: String = "§"', 'assignment', 'password'],
  ['Rust', 'const PASSWORD: &str = "§";', 'assignment', 'PASSWORD'],
  ['Swift', 'let password = "§"', 'assignment', 'password'],
  ['comparison', 'if password == "§" {', 'assignment', 'password'],
  ['comparison in brackets', 'if string(pass) == "§" {', 'assignment', 'pass'],
  ['putenv', 'putenv("DB_PASSWORD=§");', 'assignment', 'DB_PASSWORD'],
  ['environment default, Python', 'password = os.getenv("DB_PASSWORD", "§")', 'assignment', 'password'],
  ['environment default, get', "password = os.environ.get('DB_PASSWORD', '§')", 'assignment', 'password'],
  ['environment default, JavaScript', "const password = process.env.DB_PASSWORD || '§';", 'assignment', 'password'],
  ['environment default, nullish', "const password = process.env.DB_PASSWORD ?? '§';", 'assignment', 'password'],
  ['environment default, Ruby', "password = ENV.fetch('DB_PASSWORD', '§')", 'assignment', 'password'],
  ['environment default, Ruby or', "password = ENV['DB_PASSWORD'] || '§'", 'assignment', 'password'],
  ['shell default', 'DB_PASSWORD=${DB_PASSWORD:-§}', 'assignment', 'DB_PASSWORD'],
  ['Spring default', 'spring.datasource.password=${DB_PASS:§}', 'assignment', 'spring.datasource.password'],
  ['conversion', 'Password: aws.String("§"),', 'mapping', 'Password'],
  ['constructor', 'password = new SecretString("§");', 'assignment', 'password'],
  ['Kubernetes pair', '- name: DB_PASSWORD\n  value: "§"', 'pair', 'DB_PASSWORD'],
  ['ECS pair', '{"name": "DB_PASSWORD", "value": "§"}', 'pair', 'DB_PASSWORD'],
  ['ECS pair, value first', '{"value": "§", "name": "DB_PASSWORD"}', 'pair', 'DB_PASSWORD'],
  ['CloudFormation pair', '{"ParameterKey": "DbPassword", "ParameterValue": "§"}', 'pair', 'DbPassword'],
  ['object with a value', "cookies[:password] = { value: '§', expires: 1 }", 'assignment', 'password'],
  ['concatenation', 'password = "" + "§"'.replace('"" + ', ''), 'assignment', 'password'],
  ['next line', 'password =\n    "§"', 'assignment', 'password'],
  ['comment', '// password: "§"', 'mapping', 'password'],
  ['prose that quotes', 'Then set `password: "§"` and restart.', 'mapping', 'password'],
  ['diagram', '\xe2\x94\x82 password: § \xe2\x94\x82', 'mapping', 'password'],
  ['Markdown code', 'Password: ``§``', 'mapping', 'Password'],
];

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
  it.each([
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
