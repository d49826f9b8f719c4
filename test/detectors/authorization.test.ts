import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorizationDetector, decodeBasic } from '../../src/detectors/authorization.ts';
import { findAll, PASSWORD, TOKEN, valueOf } from './support.ts';

const read = (text: string): { value: string; groups: Readonly<Record<string, string>> }[] => findAll(authorizationDetector, 'token', text).map((one) => ({ value: valueOf(one, text), groups: one.groups }));
const BASIC = Buffer.from(`ann:${PASSWORD}`).toString('base64');

describe('Authorization', () => {
  it.each([
    ['Authorization: Bearer §', 'bearer'],
    ['Authorization: Token §', 'token'],
    ['curl -H "Authorization: Bearer §" https://api.test', 'bearer'],
    ["headers = {'Authorization': 'Bearer §'}", 'bearer'],
    ['{"Authorization": "ApiKey §"}', 'apikey'],
    ["req.Header.Set(\"Authorization\", \"Bearer §\")", 'bearer'],
    ['"{\\"Authorization\\": \\"Bearer §\\"}"', 'bearer'],
    ['headers["authorization"] = "Bearer §"', 'bearer'],
    ['Proxy-Authorization: Bearer §', 'bearer'],
    ['authorization: bearer §', 'bearer'],
    ["token := \"Bearer §\"", 'bearer'],
    ['Authorization: SSWS §', 'ssws'],
  ])('%s', (pattern, scheme) => {
    const found = read(pattern.replace('§', TOKEN));
    expect(found.map(({ value }) => value)).toEqual([TOKEN]);
    expect(found[0]?.groups['scheme']).toBe(scheme);
  });

  it('reads the scheme and the credential as two literals', () => {
    expect(read(`new AuthenticationHeaderValue("Basic", "${BASIC}")`)).toEqual([{ value: BASIC, groups: { scheme: 'basic', header: 'no', user: 'ann', password: PASSWORD } }]);
  });

  it('decodes Basic', () => {
    expect(read(`Authorization: Basic ${BASIC}`)).toEqual([{ value: BASIC, groups: { scheme: 'basic', header: 'yes', user: 'ann', password: PASSWORD } }]);
    expect(read(`'Proxy-Authorization': 'Basic ${BASIC}',`).map(({ value }) => value)).toEqual([BASIC]);
  });

  it.each([
    'the basic authentication scheme',
    'use Bearer authentication here',
    'WWW-Authenticate: NTLM TlRMTVNTUAACAAAA',
    'WWW-Authenticate: Basic realm="x"',
    'a basic example: "Basic usage of things"',
    'Authorization: $TOKEN',
  ])('finds nothing in %s', (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('user and password', () => {
  it.each([
    ['curl -u ann:§ https://api.test', 'ann'],
    ["curl -u 'ann:§' https://api.test", 'ann'],
    ['curl --user "ann:§" https://api.test', 'ann'],
    ['curl --proxy-user ann:§ -x p', 'ann'],
    ["requests.get(url, auth=('ann', '§'))", 'ann'],
    ['req.SetBasicAuth("ann", "§")', 'ann'],
    ['new NetworkCredential("ann", "§")', 'ann'],
    ['.basicAuth("ann", "§")', 'ann'],
  ])('%s', (pattern, user) => {
    const found = read(pattern.replace('§', PASSWORD));
    expect(found.map(({ value, groups }) => [value, groups['user']])).toEqual([[PASSWORD, user]]);
  });

  it.each(['docker run -u 1000:1000 image', 'sudo -u app:users x'.replace('app:users', '1:2'), 'run -u $(id -u):$(id -g)', 'auth("a", "b", "c")', 'curl -u ann https://x'])('finds nothing in %s', (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('decodeBasic', () => {
  it('is the inverse of encoding', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'Z', '0', ' ', '-', '.') }), fc.string({ unit: fc.constantFrom('a', 'Z', '0', ':', '!', ' '), minLength: 2 }), (user, password) => {
      expect(decodeBasic(Buffer.from(`${user}:${password}`, 'latin1').toString('base64'))).toEqual({ user, password });
    }));
  });

  it.each(['login_and_password_removed', 'AAAA', '', 'YWJj', 'a'])('rejects %j', (text) => {
    expect(decodeBasic(text)).toBeNull();
  });
});
