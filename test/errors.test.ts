import { expect, test } from 'vitest';
import { BaselineError, ConfigError, EXIT, exitCodeOf, formatPlace, IncompleteError, KeysieveError, RuleError, UsageError } from '../src/errors.ts';

const place = { file: 'keysieve.yaml', line: 3, column: 5, snippet: null };

test.each([
  [new UsageError('no such flag'), 'usage', 2],
  [new ConfigError('unknown key', place), 'config', 2],
  [new RuleError('no pattern', place), 'rule', 2],
  [new BaselineError('not JSON', place), 'baseline', 2],
  [new IncompleteError('the disk is full'), 'incomplete', 3],
  [new KeysieveError('git', 'git is not installed'), 'git', 3],
  [new KeysieveError('verification', 'no answer'), 'verification', 4],
  [new KeysieveError('interrupted', 'stopped'), 'interrupted', 130],
  [new KeysieveError('terminated', 'stopped'), 'terminated', 143],
])('%s has code %s and exit %i', (error, code, exit) => {
  expect(error).toBeInstanceOf(KeysieveError);
  expect([error.code, error.exit, exitCodeOf(error)]).toEqual([code, exit, exit]);
});

test('whatever else is thrown is a bug', () => {
  expect([exitCodeOf(new TypeError('x')), exitCodeOf('text'), exitCodeOf(undefined)]).toEqual([70, 70, 70]);
});

test('every exit code is its own', () => {
  expect(new Set(Object.values(EXIT)).size).toBe(Object.keys(EXIT).length);
});

test('an error in a file starts with its place and keeps its parts', () => {
  const error = new ConfigError('unknown key "a"', { ...place, snippet: '3 | a' }, { hint: 'Did you mean "b"?', also: ['keysieve.yaml:9:1: x'] });
  expect(error.message).toBe('keysieve.yaml:3:5: unknown key "a"');
  expect(error).toMatchObject({ name: 'ConfigError', problem: 'unknown key "a"', file: 'keysieve.yaml', line: 3, column: 5, snippet: '3 | a', hint: 'Did you mean "b"?', also: ['keysieve.yaml:9:1: x'] });
});

test('a subclass of another room keeps its name and its cause', () => {
  class GitError extends KeysieveError {}
  const cause = new Error('spawn');
  const error = new GitError('git', 'git failed', { cause, hint: 'git fetch --unshallow' });
  expect(error).toMatchObject({ name: 'GitError', cause, hint: 'git fetch --unshallow' });
  expect(new GitError('git', 'x').hint).toBeNull();
});

test.each([
  [{ file: 'a', line: null, column: null }, 'a'],
  [{ file: 'a', line: 2, column: null }, 'a:2'],
  [{ file: 'a', line: 2, column: 7 }, 'a:2:7'],
])('formatPlace gives as much as is known: %j', (known, expected) => {
  expect(formatPlace(known)).toBe(expected);
});
