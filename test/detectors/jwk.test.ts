import { describe, expect, it } from 'vitest';
import { jwkDetector } from '../../src/detectors/jwk.ts';
import { findAll, TOKEN, valueOf } from './support.ts';

const read = (text: string): string[] => findAll(jwkDetector, 'private-key', text).map((one) => valueOf(one, text));

describe('private JSON Web Keys', () => {
  it.each([
    '{"kty":"RSA","n":"0vx7","e":"AQAB","d":"§"}',
    '{"d":"§","kty":"EC","crv":"P-256","x":"f83O","y":"x_FE"}',
    "{ kty: 'OKP', crv: 'Ed25519', d: '§' }",
    '"{\\"kty\\":\\"RSA\\",\\"d\\":\\"§\\"}"',
    '{"keys": [{"kty":"oct","k":"§"}]}',
  ])('%s', (pattern) => {
    expect(read(pattern.replace('§', TOKEN))).toEqual([TOKEN]);
  });

  it.each(['{"kty":"RSA","n":"§","e":"AQAB"}', '{"kty":"EC","k":"§"}', '{"d":"§"}', '{"kty":"RSA"} {"d":"§"}'])('finds nothing in %s', (pattern) => {
    expect(read(pattern.replace('§', TOKEN))).toEqual([]);
  });
});
