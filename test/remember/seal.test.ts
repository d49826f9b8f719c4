import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { userSeal } from '../../src/remember/seal.ts';
import { temporaryFolder } from '../support/repository.ts';

test('is made once, for the user alone', () => {
  const state = join(temporaryFolder(), 'state');
  const seal = userSeal({ XDG_STATE_HOME: state, HOME: '/nonexistent' });
  expect(seal).toHaveLength(32);
  expect(userSeal({ XDG_STATE_HOME: state })).toEqual(seal);
  expect(readdirSync(join(state, 'keysieve'))).toEqual(['seal']);
  expect(statSync(join(state, 'keysieve/seal')).mode & 0o077).toBe(0);
  expect(userSeal({ XDG_STATE_HOME: temporaryFolder() })).not.toEqual(seal);
});

test('stands in the home folder where nothing else is said', () => {
  const home = temporaryFolder();
  const seal = userSeal({ HOME: home, XDG_STATE_HOME: 'relative' });
  expect(readFileSync(join(home, '.local/state/keysieve/seal'))).toEqual(seal);
});

test('there is none without a place for it', () => {
  expect(userSeal({})).toBeNull();
  const gone = join(temporaryFolder(), 'gone');
  expect(userSeal({ HOME: gone })).toBeNull();
  expect(existsSync(gone)).toBe(false);
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(userSeal({ XDG_STATE_HOME: file })).toBeNull();
});

test('one that is cut off is no seal', () => {
  const state = temporaryFolder();
  const folder = join(state, 'keysieve');
  userSeal({ XDG_STATE_HOME: state });
  writeFileSync(join(folder, 'seal'), 'short');
  expect(userSeal({ XDG_STATE_HOME: state })).toBeNull();
});
