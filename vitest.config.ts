import { defineConfig } from 'vitest/config';
// @ts-expect-error A build script without types.
import { rulebookForVitest } from './scripts/rulebook-plugin.mjs';

const report = process.env['KEYSIEVE_TEST_REPORT'];

export default defineConfig({
  plugins: [rulebookForVitest()],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores and many child processes: more workers than cores only wait for each other.
    maxWorkers: 2,
    ...(report !== undefined && { reporters: ['default', ['json', { outputFile: report }]] }),
  },
});
