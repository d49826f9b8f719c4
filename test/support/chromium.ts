/** A real browser for tests of pages: Debian's chromium, or whichever KEYSIEVE_CHROMIUM names. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Why the tests of pages are skipped, for the title of what is skipped. */
export const NO_CHROMIUM = 'no Chromium here: install the package chromium, or name one in KEYSIEVE_CHROMIUM';

/**
 * Path of the browser; null when this machine has none. KEYSIEVE_CHROMIUM is believed without a look, so that a CI run
 * that means to test fails when the browser is missing, and does not skip.
 */
export function chromiumPath(): string | null {
  const named = process.env['KEYSIEVE_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable) ?? null;
}

/** Starts it without a window. Chromium refuses its sandbox to root, as whom containers run tests. */
export function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
