import { describe, expect, it } from 'vitest';
import { expandSample } from '../../src/rules/samples/expand.ts';
import { CONTEXTS, place } from '../../src/rules/samples/contexts.ts';
import { expandRecipe } from '../../src/rules/samples/generators.ts';
import { createRandom } from '../../src/rules/samples/random.ts';

describe('sample recipes', () => {
  it('are the same for the same seed and differ between seeds', () => {
    const recipe = 'key_<alnum:24>_<hex:8>';
    expect(expandRecipe(recipe, createRandom('one'))).toBe(expandRecipe(recipe, createRandom('one')));
    expect(expandRecipe(recipe, createRandom('one'))).not.toBe(expandRecipe(recipe, createRandom('two')));
  });

  it.each([
    ['<hex:32>', /^[0-9a-f]{32}$/],
    ['<digits:3-5>', /^\d{3,5}$/],
    ['<one:a|b>-x', /^[ab]-x$/],
    ['<set:AB:4>', /^[AB]{4}$/],
    ['<uuid>', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['<base64-of:{"t":"<hex:4>"}>', /^eyJ/],
    ['<<b>', /^<b>$/],
    ['<jwt>', /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/],
    ['<bech32:nsec:52>', /^nsec1[ac-hj-np-z02-9]{58}$/],
    ['<key-body:ec>', /^[A-Za-z0-9+/]{40,}={0,2}$/],
    ['<key:ec>', /^-----BEGIN EC PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+\n-----END EC PRIVATE KEY-----$/],
  ])('expand %s', (recipe, expected) => {
    for (const seed of ['a', 'b', 'c']) expect(expandRecipe(recipe, createRandom(seed))).toMatch(expected);
  });

  it.each(['<nope:3>', '<alnum:many>', '<alnum:3'])('refuse %s', (recipe) => {
    expect(() => expandRecipe(recipe, createRandom('a'))).toThrow(RangeError);
  });
});

describe('contexts', () => {
  it.each(CONTEXTS.map((context) => [context.name, context] as const))('%s says where its value stands', (_name, context) => {
    const placed = place(context, 'CONFIG_VALUE', 'abc"\\def');
    expect(placed.text.slice(placed.start, placed.end)).toBe((context.escape ?? ((value: string) => value))('abc"\\def'));
    expect(placed.text).toContain('CONFIG_VALUE');
  });

  it('are thirty, with names of their own', () => {
    expect(new Set(CONTEXTS.map((context) => context.name)).size).toBe(30);
  });

  it('mark the value inside a longer sample', () => {
    const placed = expandSample({ text: 'https://hooks.test/«<hex:8>»/x' }, 'seed', CONTEXTS[0] ?? null);
    expect(placed.text.slice(placed.start, placed.end)).toMatch(/^[0-9a-f]{8}$/);
    expect(placed.text).toContain(`https://hooks.test/${placed.text.slice(placed.start, placed.end)}/x`);
  });
});
