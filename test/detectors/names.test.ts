import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readName } from '../../src/detectors/names/family.ts';
import { splitWords } from '../../src/detectors/names/words.ts';

describe('splitWords', () => {
  it.each([
    ['dbPassword2', ['db', 'password', '2']],
    ['MYSQL_ROOT_PASSWORD', ['mysql', 'root', 'password']],
    ['api-key', ['api', 'key']],
    ['spring.datasource.password', ['spring', 'datasource', 'password']],
    ['APIKey', ['api', 'key']],
    ['__token__', ['token']],
    ['contrase\xc3\xb1a', ['contrase\xc3\xb1a']],
    ['', []],
  ])('%s', (name, words) => {
    expect(splitWords(name)).toEqual(words);
  });

  it('loses no letter and no digit', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '1', '_', '-', '.', 'z', 'Q') }), (name) => {
      expect(splitWords(name).join('')).toBe(name.replace(/[^A-Za-z0-9]/g, '').toLowerCase());
    }));
  });
});

describe('readName', () => {
  it.each([
    ['password', 'password'], ['DB_PASSWORD', 'password'], ['userPassword', 'password'], ['mysqlrootpwd', 'password'], ['passwd', 'password'], ['passphrase', 'password'],
    ['password_prod', 'password'], ['adminPass', 'password'], ['requirepass', 'password'], ['SMTP_PW', 'password'], ['senha', 'password'], ['password_confirmation', 'password'],
    ['JWT_SECRET', 'secret'], ['clientSecret', 'secret'], ['secret_key_base', 'key'], ['webhookSecret', 'secret'],
    ['accessToken', 'token'], ['GITHUB_TOKEN', 'token'], ['refresh_token', 'token'], ['authtoken', 'token'], ['jwt', 'token'],
    ['api_key', 'key'], ['apikey', 'key'], ['encryptionKey', 'key'], ['AWS_SECRET_ACCESS_KEY', 'key'], ['masterkey', 'key'],
    ['credentials', 'auth'], ['otp', 'auth'],
  ])('%s means a %s', (name, family) => {
    expect(readName(name)).toMatchObject({ family, strong: true });
  });

  it.each(['key', 'TUMBLR_KEY', 'resetPassword', 'auth', 'password_xyzzy', 'oauth_nonce'])('%s is thin evidence', (name) => {
    expect(readName(name)).toMatchObject({ strong: false });
  });

  it.each([
    'password_policy', 'passwordField', 'password_reset_url', 'password_hash', 'hashed_password', 'encrypted_password', 'PASSWORD_FILE', 'passwordLength', 'has_password', 'show_password',
    'token_count', 'tokenType', 'token_endpoint', 'next_page_token', 'csrf_token_header', 'cancellation_token', 'syntax_token', 'ERROR_INVALID_TOKEN', 'PublicKeyToken',
    'secret_name', 'secretRef', 'secret_id', 'key_id', 'primary_key', 'foreign_key', 'public_key', 'sort_key', 'cacheKey', 'keyboard', 'keyword', 'hotkey_map', 'encrypted_key', 'arrow_key', 'x-amz-key-id',
    'author', 'authority', 'compass', 'passenger', 'salt', 'nonce', 'Signature', 'session_cookie', 'user', '',
  ])('%s is no secret', (name) => {
    expect(readName(name)).toBeNull();
  });
});
