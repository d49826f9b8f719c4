import { expect, test } from 'vitest';
import { createDetector } from '../../src/detect.ts';
import { joinSighting, SightingBook, splitSighting } from '../../src/findings/sighting-book.ts';
import type { Sighting } from '../../src/findings/sighting.ts';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import { githubToken, stripeKey } from '../support/secrets.ts';

const detector = createDetector({ book: await loadBuiltinBook(), now: new Date('2026-01-01T00:00:00Z') });

function sightingsIn(text: string): readonly Sighting[] {
  return detector.detect(Buffer.from(text, 'utf8'), null).sightings;
}

const text = `name: ä\n# keysieve: allow github-personal-access-token for tests\nTOKEN=${githubToken()}\nconst key = "${stripeKey()}";\n`;

test('a sighting that was taken apart and kept says the same', () => {
  const book = new SightingBook();
  const sightings = sightingsIn(text);
  expect(sightings).toHaveLength(2);
  for (const sighting of sightings) {
    const { content, place } = splitSighting(sighting);
    const again = joinSighting(book.contentOf(content), place);
    expect(again).toEqual(sighting);
    expect(again.match.candidate.rule).toBe(sighting.match.candidate.rule);
  }
});

test('the same at another place is kept once, anything else for itself', () => {
  const book = new SightingBook();
  const kept = (source: string): unknown[] => sightingsIn(source).map((sighting) => book.contentOf(splitSighting(sighting).content));
  const far = '\n'.repeat(20);
  const first = kept(far + text + far);
  const moved = kept(`${far}more${far}${text}${far}`);
  expect(moved[0]).toBe(first[0]);
  expect(moved[1]).toBe(first[1]);
  const other = kept(far + text.replace('name: ä', 'name: b') + far);
  expect(other[0]).not.toBe(first[0]);
});
