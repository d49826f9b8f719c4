/** Programs that run hooks for a repository and own its hook files: where they are at work, keysieve is a line in their settings. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { HooksPlace } from '../../git/hooks-path.ts';
import type { HookName } from './hook-script.ts';

export interface Runner {
  readonly name: 'husky' | 'lefthook' | 'pre-commit';
  /** What to write where, in one sentence and the lines. */
  readonly advice: (hook: HookName) => string;
}

const LEFTHOOK_FILES = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', 'lefthook.toml', 'lefthook.json'];

const LEFTHOOK: Runner = {
  name: 'lefthook',
  advice: (hook) => `add to lefthook.yml, then run \`lefthook install\`:\n\n  ${hook}:\n    jobs:\n      - name: keysieve\n        run: keysieve hook ${hook}${hook === 'pre-push' ? ' {0}\n        use_stdin: true' : ''}`,
};

const PRE_COMMIT: Runner = {
  name: 'pre-commit',
  advice: (hook) => `add keysieve to .pre-commit-config.yaml (docs/hooks.md has the lines; the hook is called ${hook === 'pre-commit' ? 'keysieve' : 'keysieve-push'})`,
};

/** Recognises the runner by its settings and by the hook it wrote; null when git runs the hooks itself. */
export function runnerOf(root: string, place: HooksPlace, hook: HookName): Runner | null {
  if (huskyFolder(place) !== null) return { name: 'husky', advice: (name) => `add to .husky/${name}:\n\n  keysieve hook ${name}${name === 'pre-push' ? ' "$@"' : ''}` };
  const text = readText(join(place.folder, hook));
  if (/\blefthook\b/.test(text) || LEFTHOOK_FILES.some((name) => existsSync(join(root, name)))) return LEFTHOOK;
  return /pre-commit\.com|pre_commit|\bprek\b/.test(text) ? PRE_COMMIT : null;
}

/** husky 9 points git to .husky/_ and runs the files in .husky; husky 4 to 8 points it to .husky. Null when it is not husky. */
export function huskyFolder({ folder, setting }: HooksPlace): string | null {
  if (setting === null) return null;
  if (basename(folder) === '_' && basename(dirname(folder)) === '.husky') return dirname(folder);
  return basename(folder) === '.husky' ? folder : null;
}

/** A file's text; empty when there is none. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
