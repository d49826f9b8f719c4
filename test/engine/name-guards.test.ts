import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readName } from '../../src/detectors/names/family.ts';
import { DETECTORS } from '../../src/detectors/table.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { findMarks } from '../../src/engine/find.ts';
import { FIRST_WORDS, LAST_WORDS, OTHER_WORDS } from '../../src/engine/guard/name-guards.ts';
import { buildIndex } from '../../src/engine/index/build.ts';
import type { SearchIndex } from '../../src/engine/index/image.ts';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { bytesOf } from './rules.ts';

/** Reaches of guards end within the text, so that none of them is undecided. */
const AROUND = '\nvar x;'.repeat(100);
/** Long, with digits: what no gate of the detectors takes offence at. */
const VALUE = 'Kq4'.repeat(7);

let index: SearchIndex;
let guarded: Engine;
let bare: Engine;

beforeAll(async () => {
  const rules: readonly Rule[] = (await loadBuiltinBook()).rules.filter((rule) => rule.generic && rule.detector !== 'pattern' && rule.kind !== 'file');
  index = buildIndex(rules, 'test');
  guarded = createEngine({ rules, detectors: DETECTORS, prebuilt: { index, rules } });
  bare = createEngine({ rules, detectors: DETECTORS });
});

function found(engine: Engine, text: string): string[] {
  return engine.search(bytesOf(AROUND + text + AROUND)).candidates.map((c) => `${c.rule.id} ${c.value}`);
}

/** How many literals in the text pass their guards. */
function windows(text: string): number {
  let count = 0;
  findMarks(index, bytesOf(AROUND + text + AROUND), () => (count += 1));
  return count;
}

/** Looks for texts of which something is found without guards only; expects that there was something to find. */
function expectNothingLost(texts: fc.Arbitrary<string>, numRuns: number): void {
  let tried = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const expected = found(bare, text);
      if (expected.length > 0) tried += 1;
      expect(found(guarded, text)).toEqual(expected);
    }),
    { numRuns },
  );
  expect(tried).toBeGreaterThan(numRuns / 20);
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const HEADS = ['token', 'secret', 'key', 'auth', 'password', 'pass', 'pwd', 'cred', 'jwt', 'bearer', 'salt', 'api_key'];

describe('words that make a name harmless', () => {
  test.each(LAST_WORDS)('…_%s', (word) => {
    for (const head of HEADS) expect([head, readName(`db_secret_${head}_${word}`), readName(`${head}${capitalised(word)}`)]).toEqual([head, null, null]);
  });

  test.each(FIRST_WORDS)('%s_key', (word) => {
    for (const head of ['key', 'token', 'secret', 'auth', 'pass', 'pwd']) expect([head, readName(`db_secret_${word}_${head}`), readName(word + capitalised(head))]).toEqual([head, null, null]);
  });

  test.each(Object.entries(OTHER_WORDS))('%s and what goes on with it', (head, others) => {
    for (const other of others) expect([other, readName(head + other), readName(`${head}${other}_id`)]).toEqual([other, null, null]);
  });
});

describe('a name is read with guards as without', () => {
  const words = fc.constantFrom(...HEADS, ...LAST_WORDS.slice(0, 12), ...FIRST_WORDS.slice(0, 12), 'or', 'ors', 'ed', 'es', 'z', 'my', 'db', 'prod', 'x', '2', 'cred', 'un', 'this', 'value', 'N');
  const word = fc.tuple(words, fc.constantFrom('', '', '_', '.', '-'), fc.nat({ max: 2 })).map(([text, joint, way]) => joint + (way === 0 ? text : way === 1 ? capitalised(text) : text.toUpperCase()));
  const anyName = fc.tuple(fc.constantFrom('', ' ', '"', '@', '--', '$', String.raw`"\n`, '{'), fc.array(word, { minLength: 1, maxLength: 4 })).map(([before, parts]) => before + parts.join(''));
  const relation = fc.constantFrom(' = ', ': ', '=', '": ', ' := ', ' => ', '", ', '(', ' ', '> ');

  test('whatever its words', () => {
    expectNothingLost(fc.tuple(anyName, relation, fc.constantFrom('"', "'", '')).map(([text, sign, quote]) => `${text}${sign}${quote}${VALUE}${quote}\n`), 12_000);
  });

  test('a bare key, whatever it opens', () => {
    const before = fc.constantFrom('{', '{ ', '(', ', ', '\n  ', 'name:\n  ', 'name: ', '${', ' $', 'var ', 'let ', '<', '["', '{"', '"', "'", '; ', '.', '_');
    const sign = fc.constantFrom(': ', '=', ' = ', '": ', ' := ', "' => ", '", ', '"] = ', ': string = ', ' == ', ']: ', ':\n  ', ': |\n    ', ': >-\n    ', '>');
    const value = fc.constantFrom('"ab1"', '"ab12cd34ef5"', '"ab12cd34ef56g"', "'ab12cd34ef56'", 'ab12cd34ef56', "'abc def'", `"${VALUE}"`, '"a long value"', `'${VALUE}'`, '""', 'ab1', VALUE, '12', 'f("a1")', `f("${VALUE}")`, 'f(x)', 'g(', '[', '{', '"ab" + "c1"', '["a1"', '`a`', String.raw`\"ab1\"`, '${X:-ab}', '<b>', 'a & b', '|', 'b"x1"');
    const tail = fc.constantFrom('', ',', ')', '}', ';', ' }', ',\n', '\n', '\n  }', '\n  "more than 12"', ` +\n  "${VALUE}"`, '\n  .foo', ` || "${VALUE}"`, `\n  || "${VALUE}"`, '\n  value: x', `, value: "${VALUE}"`, ' // c', '\n  + "x1"', ')\n', `,\n  default="${VALUE}"`, `, "${VALUE}")`);
    expectNothingLost(fc.tuple(before, fc.constantFrom('key', 'Key'), sign, value, tail).map((parts) => `${parts.join('')}\n`), 12_000);
  });

  test('a command, whatever stands around it', () => {
    const command = fc.constantFrom('mysql', 'mysqldump', 'mariadb', 'mycli', 'docker', 'docker  login', 'az acr login', 'helm registry login', 'mongo db', 'redis-cli', 'ldapsearch', 'smbclient //h/s', 'htpasswd -b f', 'rabbitmqctl add_user me', 'vault kv put a', 'vault write a', 'bao kv put a', 'aws ssm put-parameter --type SecureString --name x', 'aws secretsmanager create-secret', 'az keyvault secret set', 'gh secret set X', 'glab variable set X', 'zip', '7z a', 'crackmapexec smb', 'openssl enc', 'snmpwalk', 'lftp', 'useradd me', 'curl', 'http', 'echo x | sudo chpasswd', 'mosquitto_pub', 'login', 'openssl', 'the vault', 'ldap');
    const flag = fc.constantFrom('-p', '-P', '-a', '-w', '-U me%', '--user=me%', '-u me:', '-u me,', '-k ', '-A ', '--value ', '--secret-string ', '--body ', 'password=', '-p=', '', '| chpasswd', '--from-literal=a=');
    const line = fc.tuple(fc.constantFrom('', '$ ', 'RUN ', '"', 'sudo ', 'x\n'), command, flag, fc.constantFrom('', ' '), fc.constantFrom('', '\n', ' && vault x', ' # mysql', '; mysql -uroot', '"')).map(([before, name, option, space, after]) => `${before}${name} ${option}${space}${VALUE}${after}`);
    expectNothingLost(line, 6000);
  });

  test('an authorization, whatever stands around it', () => {
    const head = fc.constantFrom('Authorization: ', '"Authorization": "', "Authorization=>'", 'authorization = ["', 'x-auth-token: ', 'Authorization", "', 'ApiKey ', 'x-auth("u", "', "auth=('u', '", 'http -a u:', 'SetBasicAuth("u", "', 'credentials("u", "', 'apikey -u u:', 'private-token ', '  ', '- ', '`');
    const scheme = fc.constantFrom('Bearer ', 'Basic ', 'Token ', 'token ', 'Bearer: ', 'Bearer%20', 'bearer', 'apikey ', 'SSWS ', 'Splunk ', 'Bearer token=', '');
    expectNothingLost(fc.tuple(head, scheme, fc.constantFrom('', '"'), fc.constantFrom('', '"', '")', "')", ' authorization', ' bearer')).map(([a, b, c, d]) => `${a}${b}${c}${VALUE}${d}\n`), 6000);
  });

  test('the password of a connection string, whatever stands around it', () => {
    const part = fc.constantFrom('Server=db;', 'host=db ', 'user=me&', 'UID = me;', 'Data Source=db;', 'port=1 ', 'x=y;', '"', "'", '\n', 'jdbc:db://h/', '{', ' ');
    const password = fc.constantFrom('Password=', 'pwd=', 'password = ', 'passwd=');
    const value = fc.constantFrom(VALUE, `'${VALUE}'`, `{${VALUE}}`, `"${VALUE}"`, `${VALUE})`);
    expectNothingLost(fc.tuple(fc.array(part, { maxLength: 3 }), password, value, fc.constantFrom('', ';', ' ', '&'), fc.array(part, { maxLength: 3 })).map(([a, b, c, d, e]) => a.join('') + b + c + d + e.join('')), 6000);
  });
});

// A capital begins a word of its own, or does not; a separator is part of an escape.
test.each(['authZ', 'secret_TOKENId', 'secret_xfile', 'xprimary_key', 'MY_SECRET_FOOname', 'this.secretAuthor', 'token_filex', 'authToken'])('reads %s', (text) => {
  const expected = found(bare, `${text} = "${VALUE}"`);
  expect(expected).toEqual([`generic-secret ${VALUE}`]);
  expect(found(guarded, `${text} = "${VALUE}"`)).toEqual(expected);
});

test.each([
  'auth.user_token_id = "x"', 'tokenType: "ab12"', 'auth_file = f', 'primary_key: "abc12"', 'foreignKey = "abc12"', 'author: "Jane Doe 1"', 'this.authorizer = "a1"', 'passed = "3 of 4"', 'credits: "a1"', // names
  '{ key: "ab1" }', '{"key": "a name", "b": 1}', '  key = "ab1";', 'f("key", "v1");', 'Key: []byte("foo1"),', 'var key = other\n', // bare keys
  'the user login page', 'uses mysql 8', 'ldap server', 'rpcclient.call(x)', 'the vault is open', // commands
  'case (ApiKeys.FETCH)', 'the authorization of a user', 'OAuthBearerLoginModule', // headers
  'password = 4;\n', 'signing of things', 'machine learning is', '"--level", "x"', // others
])('opens no window: %s', (text) => {
  expect(windows(`\n${text}\n`)).toBe(0);
});
