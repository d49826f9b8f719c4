/** What quickLook says against what the rules find: it may be wrong in one direction only. */
import { fileNames } from 'virtual:file-names';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDetector, type ItemDetector } from '../src/detect.ts';
import { openIndex, unindexedOf } from '../src/engine/index/image.ts';
import { quickLook, type LookOptions } from '../src/quick-look.ts';
import { loadBuiltinBook, loadBuiltinDetails, readBuiltinIndex } from '../src/rules/builtin.ts';
import type { RuleBook, RuleDetails } from '../src/rules/rule.ts';
import { CONTEXTS } from '../src/rules/samples/contexts.ts';
import { expandSample } from '../src/rules/samples/expand.ts';

describe('quickLook', () => {
  let book: RuleBook;
  let details: readonly RuleDetails[];
  let detector: ItemDetector;
  let options: LookOptions;

  beforeAll(async () => {
    book = await loadBuiltinBook();
    details = await loadBuiltinDetails();
    const index = openIndex(await readBuiltinIndex());
    detector = createDetector({ book, now: new Date('2026-01-01'), prebuilt: { index, rules: book.rules } });
    options = { index, fileNames: new RegExp(`(?:^|/)(?:${fileNames.join('|')})$`) };
  });

  const answer = (text: string | Uint8Array, path: string): string => quickLook(options, Buffer.from(text), path).answer;

  it('knows the rules: the index is that of the book, and only rules about files have no literal in it', () => {
    expect(options.index.digest).toBe(book.digest);
    expect(unindexedOf(options.index).map((number) => book.rules[number]?.kind)).toEqual(book.rules.filter((rule) => rule.kind === 'file').map(() => 'file'));
  });

  it('never says nothing where a rule finds something: every sample, in every syntax, plain and in base64', { timeout: 300_000 }, () => {
    const missed: string[] = [];
    let found = 0;
    for (const rule of details) {
      for (const [number, sample] of rule.samples.match.entries()) {
        for (const context of sample.whole === true ? [null] : CONTEXTS) {
          const placed = expandSample(sample, `look ${rule.id} ${number}`, context);
          const encoded = `data: ${Buffer.from(placed.text).toString('base64')}\n`;
          for (const text of context?.name === 'shell-export' ? [placed.text, encoded] : [placed.text]) {
            if (detector.detect(Buffer.from(text), placed.path).sightings.length === 0) continue;
            found += 1;
            if (answer(text, placed.path) !== 'perhaps') missed.push(`${rule.id} ${context?.name ?? 'whole'}`);
          }
        }
      }
    }
    expect(missed).toEqual([]);
    expect(found).toBeGreaterThan(10_000);
  });

  it('says nothing of ordinary text, and names what is not searched', () => {
    expect(answer('export function add(a: number, b: number): number {\n  return a + b;\n}\n', 'src/add.ts')).toBe('nothing');
    expect(quickLook(options, Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13), 'logo.png')).toMatchObject({ answer: 'skipped', skip: { reason: 'binary' } });
  });

  it('leaves files to the rules that are asked for by their names', () => {
    for (const path of ['.env', 'web/.env.production', 'deploy/.aws/credentials', 'infra/prod.tfstate', 'Keys/Server.P12', 'a/.ipynb_checkpoints/x.py']) expect(answer('x\n', path), path).toBe('perhaps');
    for (const path of ['env.ts', 'src/credentials.ts', 'docs/tfstate.md']) expect(answer('x\n', path), path).toBe('nothing');
  });
});
