/** Builds the bundle once, so that tests run what users run, from the sources as they are. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the bundle under test. */
    readonly bundle: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'keysieve-bundle-'));
  const built = spawnSync(process.execPath, ['scripts/bundle.mjs', '--out', join(folder, 'dist')], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the bundle does not build:\n${built.stderr}`);
  // Some tests run it as another user.
  chmodSync(folder, 0o755);
  project.provide('bundle', join(folder, 'dist'));
  return () => rmSync(folder, { recursive: true, force: true });
}
