/** Structured detectors are given whatever stands around a literal: they never throw, and answer with spans inside the text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detector } from '../../../src/detectors/detector.ts';
import { argumentListDetector } from '../../../src/detectors/structured/argument-list.ts';
import { isDense, namesNoSecret } from '../../../src/detectors/structured/dense.ts';
import { kubernetesSecretDetector } from '../../../src/detectors/structured/kubernetes-secret.ts';
import { markedValueDetector } from '../../../src/detectors/structured/marked-value.ts';
import { netrcDetector } from '../../../src/detectors/structured/netrc.ts';
import { pgpassDetector } from '../../../src/detectors/structured/pgpass.ts';
import { sectionKeyDetector } from '../../../src/detectors/structured/section-key.ts';
import { terraformStateDetector } from '../../../src/detectors/structured/terraform-state.ts';
import { vaultTableDetector } from '../../../src/detectors/structured/vault-table.ts';
import { HEX, ruleOf, TOKEN } from '../support.ts';

const CASES: readonly (readonly [Detector, string])[] = [
  [kubernetesSecretDetector, 'kind: Secret'],
  [kubernetesSecretDetector, '"kind":"Secret"'],
  [netrcDetector, 'machine '],
  [pgpassDetector, ':5432:'],
  [terraformStateDetector, '"random_password"'],
  [terraformStateDetector, '"sensitive": true'],
  [terraformStateDetector, '"sensitive_attributes"'],
  [markedValueDetector, '"type": "secret"'],
  [markedValueDetector, '"apikey": ['],
  [vaultTableDetector, '= Data ='],
  [sectionKeyDetector, 'jwt'],
  [argumentListDetector, '"--'],
];
const PIECES = ['"', "'", '{', '}', '[', ']', '[[{', ':', '=', '\n', '\r\n', '  ', '- ', '---\n', '\\', '"value"', '"key"', 'key: ', 'data:\n', 'stringData:\n', 'login a ', 'password b1', '"attributes"', '"type"', '"result"', 'Key  Value\n---  -----\n', TOKEN, 'x', '\xff'];

describe.each(CASES)('$name at %s', (detector, literal) => {
  it('gives spans inside the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (before, after) => {
        const from = before.join('').length;
        const text = before.join('') + literal + after.join('');
        for (const raw of detector.find(ruleOf('structured'), text, from, from + literal.length)) {
          expect(raw.matchStart).toBeGreaterThanOrEqual(0);
          expect(raw.matchStart).toBeLessThanOrEqual(raw.start);
          expect(raw.start).toBeLessThan(raw.end);
          expect(raw.end).toBeLessThanOrEqual(raw.matchEnd);
          expect(raw.matchEnd).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe('dense values', () => {
  it.each([TOKEN, HEX, `${TOKEN}==`, `sk-${TOKEN}`])('%#: random ones', (value) => {
    expect(isDense(value)).toBe(true);
  });

  it.each(['hunter2', 'db1.internal.shop.example.com', 'https://shop.dev/a1b2c3d4e5f6a7', 'registry.shop.dev/web:1.2.3', '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f', '2026-01-01T00:00:00Z', 'a sentence with 12 words', '/var/lib/shop1/data22/x', 'me12345678901@shop.dev'])('not %s', (value) => {
    expect(isDense(value)).toBe(false);
  });

  it.each(['username', 'PGUSER', 'client_id', 'tls.crt', 'dbHost', 'roleArn'])('%s names no secret', (name) => {
    expect(namesNoSecret(name)).toBe(true);
  });

  it.each(['license', 'config', 'pgdata', 'thing'])('%s may', (name) => {
    expect(namesNoSecret(name)).toBe(false);
  });
});
