/** Formats that several providers share: whose a value is stands in its name. The real rules, the real pipeline. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createDetector, type ItemDetector } from '../../src/detect.ts';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import { expandRecipe } from '../../src/rules/samples/generators.ts';
import { createRandom } from '../../src/rules/samples/random.ts';

let detector: ItemDetector;
beforeAll(async () => {
  detector = createDetector({ book: await loadBuiltinBook(), now: new Date('2026-01-01T00:00:00Z') });
});

function rulesIn(recipe: string): string[] {
  const text = expandRecipe(recipe, createRandom(recipe));
  return detector.detect(Buffer.from(text, 'latin1'), null).sightings.map(({ match }) => match.candidate.rule.id);
}

describe('formats that several providers share', () => {
  it.each([
    ['STRIPE_SECRET_KEY=sk_live_<alnum:42>', 'stripe-secret-key'],
    ['CLERK_SECRET_KEY=sk_live_<alnum:42>', 'clerk-live-secret-key'],
    ['{"clerk": {"secretKey": "x"}, "stripeKey": "sk_test_<alnum:42>"}', 'stripe-test-key'],
    ['key = "sk_live_<alnum:42>"', 'stripe-secret-key'],
    ['HIGHNOTE_API_KEY: sk_test_<alnum:82>', 'highnote-test-api-key'],
    ['STRIPE_API_KEY: sk_test_<alnum:82>', 'stripe-test-key'],
    ['PAYSTACK_SECRET_KEY=sk_live_<hex:40>', 'paystack-secret-key'],
    ['STRIPE_PUBLISHABLE_KEY=pk_test_<upperalnum:28>', 'stripe-publishable-key'],
    ['COURIER_AUTH_TOKEN=pk_test_<upperalnum:28>', 'courier-test-auth-key'],
    ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_<base64-of:<lower:5>-<lower:6>-<digits:2>.clerk.accounts.dev$>', 'clerk-publishable-key'],
  ])('%s', (recipe, rule) => {
    expect(rulesIn(recipe)).toEqual([rule]);
  });
});
