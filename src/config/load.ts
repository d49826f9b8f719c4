/** Finds keysieve.yaml and has it read. */
import { ConfigError } from '../errors.ts';
import type { ErrorPlace } from '../errors.ts';
import type { Rule } from '../rules/rule.ts';
import { defaultConfig } from './build.ts';
import { CONFIG_NAMES } from './config-names.ts';
import type { Config } from './config.ts';
import type { YamlPath } from './yaml-document.ts';

/**
 * Reads a file of the repository: from the working tree, or from the base commit of a pull request, so that a pull
 * request cannot allow its own leak. Takes a path as it is written (relative to the root); gives null when there is no
 * such file. It must not follow symbolic links out of the repository: errors quote what they read.
 */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/** Where a rule is written, for whoever compiles it: gives the place of a part of the raw rule. */
export interface RuleSource {
  readonly file: string;
  /** `path` leads from the raw value to the part in question; `key` asks for the place of the key. */
  place(path: YamlPath, key?: 'key'): ErrorPlace;
}

/** Compiles what stands under `rules.add`: one rule's object, or the whole content of a rule file. Throws RuleErrors. */
export type CompileRules = (raw: unknown, source: RuleSource) => readonly Rule[] | Promise<readonly Rule[]>;

/** What loadConfig needs. */
export interface LoadOptions {
  readonly readFile: ReadFile;
  readonly compileRules: CompileRules;
  /** The file to read (`--config`); absent: the one that is found at the root, or defaults. */
  readonly file?: string;
}

/**
 * Gives the configuration, frozen. Throws a ConfigError when the file is not there though it was named, when two are at
 * the root, and for everything that is wrong in it; a RuleError for what is wrong in its rules.
 */
export async function loadConfig(options: LoadOptions): Promise<Config> {
  const found = options.file === undefined ? await discover(options.readFile) : await readNamed(options.file, options.readFile);
  if (!found) return defaultConfig();
  // The YAML parser costs a hook a tenth of its time, so that only those load it who need it.
  const { readConfig } = await import('./read.ts');
  return readConfig(found.bytes, found.file, options);
}

interface Found {
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function discover(readFile: ReadFile): Promise<Found | null> {
  const read = await Promise.all(CONFIG_NAMES.map(async (file) => ({ file, bytes: await readFile(file) })));
  const [first, second] = read.filter((each): each is Found => each.bytes !== null);
  if (first && second) {
    throw new ConfigError(`${first.file} and ${second.file} are both here, and only one can hold`, wholeFile(first.file), { hint: 'Merge them into keysieve.yaml.' });
  }
  return first ?? null;
}

async function readNamed(file: string, readFile: ReadFile): Promise<Found> {
  const bytes = await readFile(file);
  if (bytes === null) throw new ConfigError('there is no such file', wholeFile(file));
  return { file, bytes };
}

function wholeFile(file: string): ErrorPlace {
  return { file, line: null, column: null, snippet: null };
}
