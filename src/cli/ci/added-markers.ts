/** Inline markers that a pull request adds, whether or not they except something today. */
import { harmless } from '../../config/code-frame.ts';
import { ObjectLookup } from '../../git/object-lookup.ts';
import { pathText } from '../../git/path-text.ts';
import { isFileMode, isNullId, parseRawChanges } from '../../git/raw-diff.ts';
import type { Repository } from '../../git/repository.ts';
import { gitOutput } from '../../git/run.ts';
import { findMarkers, type Marker } from '../../suppress/inline.ts';

/** A marker in a line that the pull request adds or changes. */
export interface AddedMarker {
  readonly path: string;
  /** 1-based, in the file as the pull request leaves it. */
  readonly line: number;
  readonly tool: Marker['tool'];
  /** Names of rules as written, safe to print; `*` for the markers of other tools. */
  readonly rules: readonly string[];
}

/** Larger files are not written by hand; what a marker in them excepts is listed with the findings. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Lists the markers in lines of `head` that `base` does not have in the same file, in the order of paths and lines. */
export async function addedMarkers(repository: Repository, base: string, head: string): Promise<readonly AddedMarker[]> {
  const output = await gitOutput(repository, ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '-M', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all', base, head]);
  const changes = parseRawChanges(output.toString('latin1').split('\0').slice(0, -1)).filter((change) => isFileMode(change.mode));
  const lookup = new ObjectLookup(repository, MOST_BYTES);
  const read = async (blob: string | undefined): Promise<string> => {
    if (blob === undefined || isNullId(blob)) return '';
    const object = await lookup.read(blob);
    return object.state === 'found' ? object.bytes.toString('latin1') : '';
  };
  try {
    const added: AddedMarker[] = [];
    for (const { path, blob, old } of changes) {
      const after = await read(blob);
      if (!MAY_HOLD.test(after)) continue;
      const known = countLines(await read(old[0]?.blob));
      added.push(...markersIn(after, known).map((marker) => ({ path: pathText(path), ...marker })));
    }
    return added;
  } finally {
    lookup.close();
  }
}

/** Words that every marker has one of; findMarkers decides. */
const MAY_HOLD = /allow|ignore|whitelist/i;

function countLines(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) if (MAY_HOLD.test(line)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function markersIn(text: string, known: Map<string, number>): Omit<AddedMarker, 'path'>[] {
  const markers: Omit<AddedMarker, 'path'>[] = [];
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const word = MAY_HOLD.exec(line);
    if (word !== null) {
      const before = known.get(line) ?? 0;
      if (before > 0) known.set(line, before - 1);
      else markers.push(...markersOfLine(text, start, line.length, word.index).filter(exceptsSomething).map(({ tool, rules }) => ({ line: index + 1, tool, rules: rules.map(harmless) })));
    }
    start += line.length + 1;
  }
  return markers;
}

/** A marker of ours that names no rule excepts nothing. */
function exceptsSomething(marker: Marker): boolean {
  return marker.rules.length > 0;
}

/** Markers for the line itself, and those that are meant for the next one. */
function markersOfLine(text: string, start: number, length: number, word: number): readonly Marker[] {
  const own = findMarkers(text, start + word, start + word).filter((marker) => marker.line === 0);
  if (own.length > 0) return own;
  const next = start + length + 1;
  return next >= text.length ? [] : findMarkers(text, next, next).filter((marker) => marker.line === -1);
}
