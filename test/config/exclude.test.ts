import { expect, test } from 'vitest';
import { createExclude } from '../../src/config/exclude.ts';

const exclude = (...globs: string[]): ReturnType<typeof createExclude> => createExclude({ exclude: globs.map((value, index) => ({ value, line: index + 2, column: 5 })) });

test('the first glob that fits is named', () => {
  const compiled = exclude('*.min.js', 'vendor', '**/vendor/*.js');
  expect(compiled.match('vendor/a.js')).toEqual({ value: 'vendor', line: 3, column: 5 });
  expect(compiled.match('dist/a.min.js')?.value).toBe('*.min.js');
  expect(compiled.match('src/a.js')).toBeNull();
});

test('globs that took nothing out are listed', () => {
  const compiled = exclude('*.min.js', 'vendor');
  compiled.match('vendor/a.js');
  expect(compiled.unused().map((glob) => glob.value)).toEqual(['*.min.js']);
});

test('without globs nothing is taken out', () => {
  expect(exclude().match('a')).toBeNull();
});
