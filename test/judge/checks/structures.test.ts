/** Checks that read a structure or a checksum of one provider. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/judge/checks/check.ts';
import { base58Check } from '../../../src/judge/checks/base58check.ts';
import { crc16Base32 } from '../../../src/judge/checks/crc16-base32.ts';
import { runCheck } from '../../../src/judge/checks/table.ts';
import { expandRecipe } from '../../../src/rules/samples/generators.ts';
import { createRandom } from '../../../src/rules/samples/random.ts';

const now = new Date('2026-11-22T00:00:00Z');
const check = (name: string, value: string, context = value): CheckResult => runCheck(name, { value, groups: {}, context, contextOffset: context.indexOf(value), now });
const make = (recipe: string, seed: string | number = 0): string => expandRecipe(recipe, createRandom(String(seed)));
const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

/** Asserts that values of a recipe pass and that no value with one other character of the alphabet does. */
function provesItself(name: string, recipe: string, alphabet: string, from = 0): void {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(), (seed, place, letter) => {
      const value = make(recipe, seed);
      expect(check(name, value).outcome).toBe('passed');
      const at = from + (place % (value.length - from));
      const choices = alphabet.replace(value[at] ?? '', '');
      expect(check(name, value.slice(0, at) + choices[letter % choices.length] + value.slice(at + 1)).outcome).not.toBe('passed');
    }),
    { numRuns: 60, seed: 7 },
  );
}

describe('base58check', () => {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  it('knows the address of the first block, which is all zeros behind its version', () => {
    // The hash of twenty zero bytes: BIP 13's version 0, many leading ones.
    expect(base58Check(Buffer.alloc(21))).toBe('1111111111111111111114oLvT2');
    expect(check('base58check', '1111111111111111111114oLvT2').outcome).toBe('passed');
  });
  it('proves extended and Tezos keys, and nothing with another character', () => {
    expect(make('<base58check:0488ade4:74>')).toMatch(/^xprv[1-9A-Za-z]{107}$/);
    expect(make('<base58check:0d0f3a07:32>')).toMatch(/^edsk[1-9A-Za-z]{50}$/);
    provesItself('base58check', '<base58check:0488ade4:74>', alphabet);
  });
  it('fails on characters outside its alphabet', () => {
    expect(check('base58check', `xprv${'0'.repeat(107)}`).reason).toBe('not-base58');
  });
});

describe('crc16-base32', () => {
  it('writes StrKey and NKeys as they look, and proves them', () => {
    expect(crc16Base32(Buffer.concat([Buffer.from([0x90]), Buffer.alloc(32)]))).toMatch(/^SA{50}/);
    expect(make('<crc16-base32:90:32>')).toMatch(/^S[A-Z2-7]{55}$/);
    provesItself('crc16-base32', '<crc16-base32:90:32>', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
  });
});

describe('discord-token', () => {
  const token = (id: string): string => `${Buffer.from(id).toString('base64url')}.Gabcde.${'x'.repeat(38)}`;
  it('reads the bot and when it was made', () => {
    expect(check('discord-token', token('175928847299117063'))).toMatchObject({ outcome: 'passed', facts: { 'discord.bot': '175928847299117063', 'discord.created': '2016-04-30' } });
  });
  it('fails on what is no id, and on ids of the future', () => {
    expect(check('discord-token', token('not a number at all')).outcome).toBe('failed');
    expect(check('discord-token', token('9999999999999999999')).reason).toBe('id-of-the-future');
  });
});

describe('telegram-token', () => {
  it.each([['123456789', 'passed'], ['8123456789', 'passed'], ['0123456789', 'failed'], ['00000001', 'failed'], ['12345', 'failed']])('%s: %s', (id, outcome) => {
    expect(check('telegram-token', `${id}:AA${'x'.repeat(33)}`).outcome).toBe(outcome);
  });
});

describe('pypi-token', () => {
  const token = (caveat: string): string => {
    const field = (type: number, text: string): Buffer => Buffer.concat([Buffer.from([type, text.length]), Buffer.from(text)]);
    const id = '01234567-89ab-cdef-0123-456789abcdef';
    return `pypi-${Buffer.concat([Buffer.from([2]), field(1, 'pypi.org'), field(2, id), Buffer.from([0]), field(2, caveat), Buffer.from([0, 0, 6, 32]), Buffer.alloc(32, 9)]).toString('base64url')}`;
  };
  it('reads index, token and projects of either kind of caveat', () => {
    const facts = { 'pypi.index': 'pypi.org', 'pypi.token': '01234567-89ab-cdef-0123-456789abcdef', 'pypi.projects': 'tool, lib' };
    expect(check('pypi-token', token('[1, ["tool", "lib"]]'))).toEqual({ outcome: 'passed', reason: 'decodes', facts });
    expect(check('pypi-token', token('{"version": 1, "permissions": {"projects": ["tool", "lib"]}}'))).toEqual({ outcome: 'passed', reason: 'decodes', facts });
  });
  it('lowers what has expired', () => {
    expect(check('pypi-token', token('[0, 1600000000, 1500000000]'))).toMatchObject({ reason: 'expired', severity: 'low', facts: { 'pypi.expiry': '2020-09-13T12:26:40.000Z' } });
    expect(check('pypi-token', token('[0, 4000000000, 1500000000]'))).toMatchObject({ reason: 'decodes' });
  });
  it('fails on other bytes, and on a macaroon that is cut off', () => {
    expect(check('pypi-token', make('pypi-AgEIcHlwaS5vcmc<alnum:100>')).outcome).toBe('failed');
    expect(check('pypi-token', make('<pypi-token:pypi.org>').slice(0, -8)).outcome).toBe('failed');
  });
});

describe('vault-token', () => {
  it('reads the signed message to its end', () => {
    expect(check('vault-token', `hvs.${make('<vault-token>')}`).outcome).toBe('passed');
    expect(check('vault-token', `hvs.${make('<vault-token>')}AAAA`).outcome).toBe('failed');
    expect(check('vault-token', `hvs.${make('<vault-token>').slice(0, -4)}`).outcome).toBe('failed');
    expect(check('vault-token', make('hvs.<alnum:24>')).outcome).toBe('unknown');
  });
});

describe('swarm-token', () => {
  it('holds both numbers to their bits', () => {
    expect(check('swarm-token', make('SWMTKN-1-<swarm-token>'))).toMatchObject({ outcome: 'passed', facts: { 'docker.swarm': expect.stringMatching(/^[0-9a-z]{50}$/) } });
    expect(check('swarm-token', `SWMTKN-1-${'z'.repeat(50)}-${'1'.repeat(25)}`).outcome).toBe('failed');
    expect(check('swarm-token', `SWMTKN-1-${'1'.repeat(50)}-${'z'.repeat(25)}`).outcome).toBe('failed');
  });
});

describe('hubspot-key', () => {
  it('reads the region', () => {
    const id = '-0123-4567-89ab-cdef-0123456789ab\x12\x10';
    expect(check('hubspot-key', base64(`\n$eu1${id}`))).toEqual({ outcome: 'passed', reason: 'decodes', facts: { 'hubspot.region': 'eu1' } });
    expect(check('hubspot-key', base64(`\n%eu1${id}`)).outcome).toBe('failed');
  });
});

describe('jfrog-reference-token', () => {
  it('reads the expiry', () => {
    const token = (expiry: string): string => base64(`reftkn:01:${expiry}:${'x'.repeat(28)}`);
    expect(check('jfrog-reference-token', token('0000000000'))).toEqual({ outcome: 'passed', reason: 'decodes' });
    expect(check('jfrog-reference-token', token('1600000000'))).toMatchObject({ reason: 'expired', severity: 'low' });
    expect(check('jfrog-reference-token', token('4000000000'))).toMatchObject({ reason: 'decodes', facts: { 'jfrog.expiry': '2096-10-02T07:06:40.000Z' } });
    expect(check('jfrog-reference-token', base64(`reftkn:${'x'.repeat(40)}`)).outcome).toBe('failed');
  });
});

describe('AWS', () => {
  it('reads user and account of a Bedrock key', () => {
    expect(check('aws-bedrock-key', `ABSK${base64(`BedrockAPIKey-abcd-at-123456789012:${'x'.repeat(44)}`)}`)).toEqual({
      outcome: 'passed', reason: 'account-decodes', facts: { 'aws.account': '123456789012', 'aws.user': 'BedrockAPIKey-abcd-at-123456789012' },
    });
    expect(check('aws-bedrock-key', `ABSK${base64('BedrockAPIKey-abcd')}`).outcome).toBe('failed');
  });

  const query = (date: string): string => `X-Amz-Credential=${`ASIA${'B'.repeat(16)}`}%2F20300101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=${date}&X-Amz-Expires=600&X-Amz-Signature=`;
  it('reads signer, region and end of a signed request, around the signature and inside of a key', () => {
    const facts = { 'aws.keyId': `ASIA${'B'.repeat(16)}`, 'aws.region': 'eu-west-1', 'aws.service': 's3', 'aws.expiry': '2030-01-01T00:10:00.000Z' };
    expect(check('aws-presigned', 'SIGNATURE', `see https://box.test/a?${query('20300101T000000Z')}SIGNATURE now`).facts).toEqual(facts);
    expect(check('aws-presigned', `bedrock-api-key-${base64(`${query('20300101T000000Z')}abc`)}`)).toEqual({ outcome: 'passed', partial: true, reason: 'decodes', facts });
    expect(check('aws-presigned', 'SIGNATURE', `https://box.test/a?${query('20200101T000000Z')}SIGNATURE`)).toMatchObject({ reason: 'expired', severity: 'low' });
    expect(check('aws-presigned', 'SIGNATURE', 'X-Amz-Signature=SIGNATURE').outcome).toBe('unknown');
  });

  it('reads the end of a registry password, in both ways it is written', () => {
    const password = (expiration: number): string => base64(JSON.stringify({ payload: 'x'.repeat(40), datakey: 'y', version: '2', expiration }));
    expect(check('aws-ecr-password', password(1_600_000_000))).toMatchObject({ reason: 'expired', severity: 'low' });
    expect(check('aws-ecr-password', base64(`AWS:${password(4_000_000_000)}`))).toMatchObject({ reason: 'decodes', facts: { 'aws.expiry': '2096-10-02T07:06:40.000Z' } });
    expect(check('aws-ecr-password', base64('{"data":"x"}')).outcome).toBe('failed');
  });
});

describe('base64-json', () => {
  it('gives what describes the token and nothing else', () => {
    const token = `sntrys_${base64('{"iat":1,"url":"https://sentry.test","region_url":"https://us.sentry.test","org":"box","k":"inner"}')}_${'x'.repeat(43)}`;
    expect(check('base64-json', token).facts).toEqual({ 'token.url': 'https://sentry.test', 'token.region-url': 'https://us.sentry.test', 'token.organization': 'box' });
  });
  it('finds the object before a separator that base64url has as a character, and lowers what has expired', () => {
    expect(check('base64-json', `${Buffer.from('{"miro.origin":"eu01"}').toString('base64url')}_${'x'.repeat(27)}`).facts).toEqual({ 'token.region': 'eu01' });
    expect(check('base64-json', `tk.${Buffer.from('{"u":"me","exp":1600000000}').toString('base64url')}.sig`)).toMatchObject({ reason: 'expired', severity: 'low' });
    expect(check('base64-json', base64('[1]')).outcome).toBe('failed');
  });
});

it('jwt reads a token behind the prefix of its provider', () => {
  expect(check('jwt', `bkaj_${make('<jwt:{"iss":"me"}>')}`)).toMatchObject({ outcome: 'passed', facts: { 'jwt.iss': 'me' } });
});
