import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePercent, uriDetector } from '../../src/detectors/uri.ts';
import { findAll, PASSWORD, TOKEN, valueOf } from './support.ts';

const read = (text: string): { value: string; facts: Readonly<Record<string, string>> }[] => findAll(uriDetector, 'uri', text).map((one) => ({ value: valueOf(one, text), facts: one.groups }));

describe('URIs with user and password', () => {
  it.each([
    ['postgres://app:§@db.shop.test:5432/orders', { scheme: 'postgres', user: 'app', host: 'db.shop.test', port: '5432', database: 'orders' }],
    ['mongodb+srv://app:§@cluster0.shop.test/orders?w=majority', { scheme: 'mongodb+srv', user: 'app', host: 'cluster0.shop.test', database: 'orders' }],
    ['mongodb://app:§@one.test:27017,two.test:27017/orders', { scheme: 'mongodb', user: 'app', host: 'one.test' }],
    ['redis://:§@cache:6379/0', { scheme: 'redis', host: 'cache', port: '6379', database: '0' }],
    ['mysql+pymysql://app:§@10.0.0.5/orders', { scheme: 'mysql+pymysql', user: 'app', host: '10.0.0.5' }],
    ['amqp://app:§@[::1]:5672/v', { scheme: 'amqp', user: 'app', host: '[::1]', port: '5672' }],
    ['https://app:§@pypi.shop.test/simple', { scheme: 'https', user: 'app', host: 'pypi.shop.test' }],
    ['smtp://ann@shop.test:§@mail.shop.test:587', { scheme: 'smtp', user: 'ann@shop.test', host: 'mail.shop.test' }],
    ['ftp://a%40b:§@files.test/x', { scheme: 'ftp', user: 'a@b', host: 'files.test' }],
    ['jdbc:oracle:thin:app/§@//db.test:1521/orcl', { scheme: 'jdbc:oracle', user: 'app', host: 'db.test', port: '1521', database: 'orcl' }],
    ['${scheme}://app:§@db.shop.test/orders', { user: 'app', host: 'db.shop.test' }],
    ['postgres.%31://app:§@db.shop.test/orders', { user: 'app', host: 'db.shop.test' }],
    ['app:§@tcp(db.test:3306)/orders', { scheme: 'mysql', user: 'app', host: 'db.test', port: '3306', database: 'orders' }],
  ])('%s', (pattern, facts) => {
    const text = `DATABASE_URL="${pattern.replace('§', PASSWORD)}" # x`;
    const found = read(text);
    expect(found.map(({ value }) => value)).toEqual([PASSWORD]);
    expect(found[0]?.facts).toMatchObject(facts);
  });

  it.each(['p@ss-w0rd:1', 'per%40cent', 'sem;i=col1', 'br(ack)ets{1}', 'quest?ion#1', 'sl/ash/1'])('keeps unescaped characters as people write them: %s', (password) => {
    expect(read(`url: postgres://app:${password}@db.test:5432/orders`).map(({ value }) => value)).toEqual([password]);
  });

  it('reads a token that stands where the user should', () => {
    expect(read(`https://${TOKEN}:x-oauth-basic@github.test/a/b.git`).map(({ value }) => value)).toEqual([TOKEN]);
    expect(read(`https://${TOKEN}@github.test/a/b.git`).map(({ value }) => value)).toEqual([TOKEN]);
  });

  it.each([
    'https://shop.test/path?mail=a:b@c.test',
    'https://shop.test:8080/@scope/package',
    'ssh://git@host.test:22/repo.git',
    'postgres://localhost:5432/orders?email=a@b.test',
    'https://user@host.test/x',
    'http://host.test/a@b',
    'see https://a.test and mail ann:x@b.test',
    '[protocol://][user[:password]@]proxyhost',
    'http://localhost:9990@127.0.0.1:9100/x',
  ])('finds nothing in %s', (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('connection strings', () => {
  it.each([
    ['Server=db.test;Database=orders;User Id=app;Password=§;', { host: 'db.test', database: 'orders', user: 'app' }],
    ['Driver={ODBC Driver 18};Server=db.test;UID=app;PWD={§};', { host: 'db.test', user: 'app' }],
    ['host=db.test port=5432 user=app password=§ dbname=orders', { host: 'db.test', port: '5432', user: 'app', database: 'orders' }],
    ["host=db.test user=app password='§'", { host: 'db.test', user: 'app' }],
    ['jdbc:sqlserver://db.test;databaseName=orders;user=app;password=§', { scheme: 'jdbc:sqlserver', user: 'app' }],
    ['jdbc:mysql://db.test/orders?user=app&password=§&useSSL=true', { user: 'app' }],
  ])('%s', (pattern, facts) => {
    const found = read(`conn = "${pattern.replace('§', PASSWORD)}"`);
    expect(found.map(({ value }) => value)).toEqual([PASSWORD]);
    expect(found[0]?.facts).toMatchObject(facts);
  });

  it('needs more than a password', () => {
    expect(read(`"password=${PASSWORD}"`)).toEqual([]);
    expect(read(`https://shop.test/login?user=a&password=${PASSWORD}`)).toEqual([]);
  });
});

it('whatever a URI holds, the span is the password between the first colon and the last @ of the authority', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', '_', '.', '!', '$', '~'), minLength: 1, maxLength: 12 });
  fc.assert(fc.property(part, part.filter((text) => text.length >= 3 && text !== 'x-oauth-basic'), fc.constantFrom('postgres', 'https', 'x+y'), (user, password, scheme) => {
    const text = `say ${scheme}://${user}:${password}@host.test/db now`;
    const [found] = findAll(uriDetector, 'uri', text);
    expect(text.slice(found?.start, found?.end)).toBe(password);
  }));
});

it('percent-decoding leaves broken sequences alone', () => {
  expect(decodePercent('a%40b%zz%2')).toBe('a@b%zz%2');
});
