import { defineConfig } from 'vitest/config';
// @ts-expect-error A build script without types.
import { rulebookForVitest } from './scripts/rulebook-plugin.mjs';

export default defineConfig({
  plugins: [rulebookForVitest()],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
