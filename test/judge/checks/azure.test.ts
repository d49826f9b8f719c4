/** Microsoft's key formats. The two fixed values are the ones their sources publish as examples, made of repeated letters. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/judge/checks/check.ts';
import { marvin32 } from '../../../src/judge/checks/marvin.ts';
import { runCheck } from '../../../src/judge/checks/table.ts';
import { expandRecipe } from '../../../src/rules/samples/generators.ts';
import { createRandom } from '../../../src/rules/samples/random.ts';

const now = new Date('2026-11-22T00:00:00Z');
const check = (name: string, value: string, context = value): CheckResult => runCheck(name, { value, groups: {}, context, contextOffset: context.indexOf(value), now });
const make = (recipe: string, seed: string | number = 0): string => expandRecipe(recipe, createRandom(String(seed)));

/** The value with the character at `at` replaced by another one of its kind. */
function changed(value: string, at: number): string {
  const other = value[at] === 'b' ? 'c' : 'b';
  return value.slice(0, at) + other + value.slice(at + 1);
}

describe('azure-key', () => {
  it('proves the annotated key that NuGet publishes as its example', () => {
    const key = `${'a'.repeat(52)}JQQJ99ALN5Z0000LZENeS003NUGT${'3OrW'}`;
    expect(check('azure-key', key)).toEqual({ outcome: 'passed', reason: 'checksum', facts: { 'azure.key-created': '2024-12' } });
  });

  it.each([
    ['<azure-key:64:+ASt:Default0>', 'account'], ['<azure-key:32:+ASb:Send0000>', 'send'], ['<azure-key:32:AIoT:DpsKey00>', 'provisioning'],
    ['<azure-key:64:ACDb:MastRO00>', 'read-only'], ['<azure-key-url:40:AzFu:Master00>', 'master'], ['<azure-key-alnum:39:AzSe:PAdmin00>', 'admin'],
    ['<azure-key:39:+ACR:ACRDflt0>', 'registry'], ['<azure-key:64:APIM:Gatewy00>', 'gateway'],
  ])('proves %s, says what it may do, and does not say so of any other character', (recipe, scope) => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, place) => {
        const key = make(recipe, seed);
        const proved = { outcome: 'passed', reason: 'checksum', facts: { 'azure.key-scope': scope } };
        expect(check('azure-key', key)).toEqual(proved);
        // The hash begins with the sum of a seed and the first four bytes: one change in 2^32 makes up for another seed of the same service.
        expect(check('azure-key', changed(key, place % 28))).not.toEqual(proved);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['<azure-annotated:99:AAAAAZMP:4>', '<azure-annotated:9D:AAAAAZCS:8>'])('proves %s and fails on any other character', (recipe) => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, place) => {
        const key = make(recipe, seed);
        expect(check('azure-key', key)).toMatchObject({ outcome: 'passed', facts: { 'azure.key-created': expect.stringMatching(/^202[4-7]-(?:0[1-9]|1[0-2])$/) } });
        expect(check('azure-key', changed(key, place % 52)).outcome).toBe('failed');
      }),
      { numRuns: 60 },
    );
  });

  it('reads the plus of a connection string in JSON, and cannot tell of keys without a mark', () => {
    expect(check('azure-key', make('<azure-key:32:+ASb:Manage00>').replaceAll('+', '\\u002B')).outcome).toBe('passed');
    expect(check('azure-key', make('<base64:32>')).outcome).toBe('unknown');
  });

  it('does not call a Redis key wrong: some are changed after they are made', () => {
    expect(check('azure-key', make('<alnum:33>AzCaA<alnum:5>=')).outcome).toBe('unknown');
  });
});

it('marvin32 depends on every byte and on the seed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 70 }), fc.nat(), (array, place) => {
      const bytes = Buffer.from(array);
      const other = Buffer.from(bytes);
      other[place % bytes.length] = (other[place % bytes.length] ?? 0) ^ 0x20;
      expect(marvin32(bytes, 'Default0')).toBe(marvin32(Buffer.from(array), 'Default0'));
      expect(marvin32(other, 'Default0')).not.toBe(marvin32(bytes, 'Default0'));
      expect(marvin32(bytes, 'Default1')).not.toBe(marvin32(bytes, 'Default0'));
    }),
    { seed: 4, numRuns: 200 },
  );
});

describe('entra-secret', () => {
  it('proves the example that its source publishes', () => {
    expect(check('entra-secret', `zzz8Q~${'z'.repeat(31)}blP`).outcome).toBe('passed');
  });
  it('proves generated secrets, fails on any other character, cannot tell of the older form', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const secret = make('<entra-secret>', seed);
      expect(check('entra-secret', secret)).toEqual({ outcome: 'passed', reason: 'checksum', facts: {} });
      for (const at of [0, 2, 6, 20, 36, 37, 39]) expect(check('entra-secret', changed(secret, at)).outcome).toBe('failed');
    }
    expect(check('entra-secret', make('<alnum:3>7Q~<alnum:31>')).outcome).toBe('unknown');
  });
});

describe('the ids beside an Entra secret', () => {
  const [tenant, client, subscription] = ['1', '2', '3'].map((digit) => `${digit.repeat(8)}-aaaa-bbbb-cccc-${digit.repeat(12)}`);
  const secret = make('<entra-secret>');
  const facts = { 'azure.tenant': tenant, 'azure.client': client, 'azure.subscription': subscription };
  it.each([
    ['JSON', JSON.stringify({ clientId: client, clientSecret: secret, subscriptionId: subscription, tenantId: tenant }, null, 2)],
    ['JSON inside of JSON', JSON.stringify(JSON.stringify({ clientId: client, clientSecret: secret, subscriptionId: subscription, tenantId: tenant }))],
    ['an .env file', `ARM_CLIENT_ID=${client}\nARM_CLIENT_SECRET=${secret}\nARM_TENANT_ID="${tenant}"\nARM_SUBSCRIPTION_ID=${subscription}\n`],
  ])('are facts in %s', (_where, text) => {
    expect(check('entra-secret', secret, text).facts).toEqual(facts);
  });
  it('are what the command line calls them', () => {
    expect(check('entra-secret', secret, `{ "appId": "${client}", "password": "${secret}", "tenant": "${tenant}" }`).facts).toEqual({ 'azure.tenant': tenant, 'azure.client': client });
  });
});

describe('azure-devops-token', () => {
  it('proves generated tokens and fails on any other character', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const token = make('<azure-devops-token>', seed);
      expect(check('azure-devops-token', token)).toEqual({ outcome: 'passed', reason: 'checksum', facts: { 'azure.token-kind': 'user' } });
      for (let at = 0; at < 51; at += 1) expect(check('azure-devops-token', changed(token, at)).outcome).toBe('failed');
    }
  });
});

describe('azure-sas', () => {
  const url = (end: string): string => `https://box.test/c?sv=2024-11-04&sp=rwd&se=${end}&sig=SIGNATURE&sr=c`;
  it('reads rights and end from the query, on either side of the signature', () => {
    expect(check('azure-sas', 'SIGNATURE', url('2027-01-01T00%3A00%3A00Z'))).toEqual({
      outcome: 'passed', partial: true, reason: 'decodes', facts: { 'azure.rights': 'rwd', 'azure.expiry': '2027-01-01T00:00:00.000Z' },
    });
    expect(check('azure-sas', 'SIGNATURE', 'x?sig=SIGNATURE&se=2020-01-01&sp=r')).toMatchObject({ reason: 'expired', severity: 'low' });
  });
  it('cannot tell without a date', () => {
    expect(check('azure-sas', 'SIGNATURE', url('soon')).outcome).toBe('unknown');
    expect(check('azure-sas', 'SIGNATURE', 'se=2027-01-01 sig=SIGNATURE').outcome).toBe('unknown');
  });
});
