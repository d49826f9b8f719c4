/** Reads a YAML file that a person wrote, within bounds, and remembers where everything in it stands. */
import { Composer, isMap, isScalar, isSeq, LineCounter, Parser, visit } from 'yaml';
import type { CST, Document, Pair, ParsedNode, YAMLError } from 'yaml';
import type { ConfigError, ErrorPlace, FileErrorOptions, RuleError } from '../errors.ts';
import { codeFrame, harmless } from './code-frame.ts';

/** Bytes. A configuration in a pull request is somebody else's input: parsing is to stay in the range of seconds. */
export const MAX_YAML_BYTES = 256 * 1024;
/** Nesting. The composer recurses, and V8 aborts the process when a regex is compiled near the end of the stack. */
const MAX_DEPTH = 32;
/** How often anchors may be used again; more is an attempt to fill the memory. */
const MAX_ALIASES = 100;

const STAR_HINT = 'A * has a meaning of its own in YAML: put names and globs that start with one in quotes.';

/** Keys and indices from the root to a node. */
export type YamlPath = readonly (string | number)[];

/** The class of error to throw: ConfigError for the configuration, RuleError for rule files. */
export type FileErrorClass = typeof ConfigError | typeof RuleError;

/** A parsed file. */
export interface YamlDocument {
  /** The name it is called by in messages. */
  readonly file: string;
  readonly text: string;
  /** Plain objects, arrays and scalars; undefined for an empty file. */
  readonly value: unknown;
  /**
   * Where the node at `path` stands; for a path that does not exist, its nearest ancestor. With `key` the place of the
   * key instead of its value. The snippet underlines the node's first line.
   */
  place(path: YamlPath, key?: 'key'): ErrorPlace;
}

/**
 * Parses YAML 1.2 (JSON is YAML) from `bytes`. Throws an error of class `Failure` with line, column and code frame when
 * the file is too large, not UTF-8, not YAML, nested too deeply, has several documents, duplicate keys, unknown tags,
 * or keys that are not plain scalars.
 */
export function parseYaml(bytes: Uint8Array, file: string, Failure: FileErrorClass): YamlDocument {
  const whole: ErrorPlace = { file, line: null, column: null, snippet: null };
  if (bytes.length > MAX_YAML_BYTES) throw new Failure(`the file has ${bytes.length} bytes; at most ${MAX_YAML_BYTES} are read`, whole);
  const text = decode(bytes);
  if (text === null) throw new Failure('the file is not UTF-8 text', whole);

  const lines = new LineCounter();
  const placeAt = (offset: number, end = offset + 1): ErrorPlace => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), snippet: codeFrame(text, Math.max(line, 1), Math.max(col, 1), end - offset) };
  };
  const fail = (problem: string, place: ErrorPlace, options: FileErrorOptions = {}): never => {
    throw new Failure(problem, place, options);
  };

  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = firstDeeperThan(tokens, MAX_DEPTH);
  if (deep !== null) fail(`nested more than ${MAX_DEPTH} levels deep`, placeAt(deep));
  const documents = [...new Composer({ uniqueKeys: true, strict: true, version: '1.2' }).compose(tokens)] as Document.Parsed[];
  const document = documents[0];
  const trouble = document?.errors[0] ?? document?.warnings[0];
  if (trouble) fail(describe(trouble), placeAt(...trouble.pos), { hint: hintFor(trouble, text) });
  const second = documents[1];
  if (second) fail('a second YAML document starts here; only one is read', placeAt(second.range[0]));
  checkNodes(document, (range, problem, hint) => fail(problem, placeAt(range[0], range[1]), { hint }));

  return {
    file,
    text,
    value: plainValue(document, (problem) => fail(problem, whole)),
    place: (path, key) => {
      const range = find(document?.contents ?? null, path, key === 'key');
      return range === null ? placeAt(0) : placeAt(range[0], range[1]);
    },
  };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Offset of the first node below `limit` levels, or null. Walks with a list of its own, so that depth costs no stack. */
function firstDeeperThan(tokens: readonly CST.Token[], limit: number): number | null {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > limit) return token.offset;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return null;
}

function describe(trouble: YAMLError): string {
  if (trouble.code === 'DUPLICATE_KEY') return 'this key appears twice in the same map';
  return `not valid YAML: ${trouble.message}`;
}

function hintFor(trouble: YAMLError, text: string): string | null {
  if (trouble.code === 'BAD_ALIAS' || text[trouble.pos[0]] === '*') return STAR_HINT;
  if (trouble.code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  return null;
}

type Range = readonly [start: number, valueEnd: number, ...rest: number[]];

/** Keys other than scalars have no name to check (the library would print a warning and go on); an alias needs its anchor. */
function checkNodes(document: Document.Parsed | undefined, report: (range: Range, problem: string, hint: string | null) => never): void {
  if (!document) return;
  visit(document, {
    Pair(_, pair) {
      const key = (pair as Pair<ParsedNode>).key;
      if (!isScalar(key)) report(key.range, 'a key must be a plain word', null);
    },
    Alias(_, alias) {
      if (!alias.resolve(document)) report(alias.range as unknown as Range, `not valid YAML: there is no anchor &${harmless(alias.source)}`, STAR_HINT);
    },
  });
}

function plainValue(document: Document.Parsed | undefined, report: (problem: string) => never): unknown {
  if (!document?.contents) return undefined;
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return report(`anchors and aliases cannot be resolved: ${(error as Error).message}`);
  }
}

/** Range of the node at `path` (or of its key), following the path as far as the file does. */
function find(root: ParsedNode | null, path: YamlPath, wantKey: boolean): Range | null {
  let node: ParsedNode | null = root;
  let range: Range | null = root?.range ?? null;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = (node.items as Pair<ParsedNode, ParsedNode | null>[]).find(({ key }) => isScalar(key) && String(key.value ?? '') === String(step));
      if (!pair) return range;
      const last = depth === path.length - 1;
      node = pair.value;
      range = (last && wantKey) || !node || node.range[0] === node.range[1] ? pair.key.range : node.range;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as ParsedNode | undefined;
      if (!item) return range;
      node = item;
      range = item.range;
    } else return range;
  }
  return range;
}
