/** The input extra_args: what is taken, what is explained, what is left out. */
import { expect, test } from 'vitest';

import { readExtraArgs } from '../../src/action/extra-args.ts';

test('options of keysieve are taken', () => {
  expect(readExtraArgs('--show-suppressed --fail-on high/medium --max-file-size=10MB')).toEqual({ options: { 'show-suppressed': true, 'fail-on': 'high/medium', 'max-file-size': '10MB' }, notes: [] });
  expect(readExtraArgs('--no-cache --jobs 2 --cache-dir ../seen --no-progress')).toEqual({
    options: { cache: false, jobs: '2', 'cache-dir': '../seen' }, notes: ['extra_args: --no-progress is not known and was left out'],
  });
  expect(readExtraArgs(`--fail-on 'high' "--exit-zero"`)).toEqual({ options: { 'fail-on': 'high', 'exit-zero': true }, notes: [] });
});

test('options of TruffleHog are accepted, each with a sentence', () => {
  const { options, notes } = readExtraArgs('--debug --only-verified --results=verified,unknown --concurrency 8 --exclude-paths .trufflehog-ignore --json --no-update --fail');
  expect(options).toEqual({});
  expect(notes.map((note) => note.split(' has no effect: ')[0])).toEqual(['--debug', '--only-verified', '--results=verified,unknown', '--concurrency', '--exclude-paths', '--json', '--no-update', '--fail'].map((word) => `extra_args: ${word}`));
});

test('what is unknown, wants a value or would show values is left out, and said', () => {
  expect(readExtraArgs('--frobnicate stray --fail-on --show-secrets --output x.json')).toEqual({
    options: {},
    notes: [
      'extra_args: --frobnicate is not known and was left out',
      'extra_args: stray is not known and was left out',
      'extra_args: --fail-on needs a value and was left out',
      'extra_args: --show-secrets is not for an Action and was left out',
      'extra_args: --output is not for an Action and was left out',
      'extra_args: x.json is not known and was left out',
    ],
  });
  expect(readExtraArgs('')).toEqual({ options: {}, notes: [] });
  expect(readExtraArgs('--constructor --__proto__ x')).toMatchObject({ options: {}, notes: [/* said once each */ expect.any(String), expect.any(String), expect.any(String)] });
});
