/** Finds candidates again, kept and dropped ones, by their place or their fingerprint. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createDetector, type ItemDetector } from '../../detect.ts';
import { UsageError } from '../../errors.ts';
import { fingerprintOf, identityOf } from '../../findings/fingerprint.ts';
import type { Location } from '../../findings/locate.ts';
import { openRepository } from '../../git/repository.ts';
import type { Item, Match, Skip } from '../../model.ts';
import { filesItems } from '../../sources/files.ts';
import { worktreeItems } from '../../sources/worktree.ts';
import type { Context } from '../context.ts';
import { loadPolicy, type Policy } from '../policy.ts';

/** A candidate in a file of the working tree. */
export interface LocatedMatch {
  readonly match: Match;
  readonly path: string;
  readonly location: Location;
  readonly fingerprint: string;
}

/** Where somebody says that a candidate stands. Line and column are 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

/** Reads `src/db.ts:12` and `src/db.ts:12:7` as a place when there is such a file; else null. */
export function parsePlace(word: string, cwd: string): Place | null {
  const match = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/.exec(word);
  if (match === null) return null;
  const [, file = '', line, column] = match;
  if (statSync(resolve(cwd, file), { throwIfNoEntry: false })?.isFile() !== true) return null;
  return { file, line: Number(line), column: column === undefined ? null : Number(column) };
}

/** Candidates on a line, or those of them that stand at a column. Throws UsageError when the file cannot be searched. */
export async function candidatesAt(place: Place, context: Context): Promise<LocatedMatch[]> {
  const { policy, detector, root } = await prepare(context);
  const refuse = (skip: Skip): void => {
    throw new UsageError(`${place.file} is not searched: ${skip.detail ?? skip.reason}`);
  };
  const found: LocatedMatch[] = [];
  for await (const item of filesItems([resolve(context.cwd, place.file)], { base: root, maxBytes: policy.maxFileSize }, refuse)) {
    for (const one of matchesOf(item, detector)) if (stands(one.location, place)) found.push(named(one));
  }
  return found;
}

/** Candidates of the working tree with that fingerprint: the kept ones, and only when there are none the dropped ones. */
export async function candidatesNamed(fingerprint: string, context: Context): Promise<LocatedMatch[]> {
  const { policy, detector, root, repository } = await prepare(context);
  const ignore = (): void => undefined;
  const items = repository === null ? filesItems([root], { base: root, maxBytes: policy.maxFileSize }, ignore) : worktreeItems(repository, { maxBytes: policy.maxFileSize }, ignore);
  const wanted = createTest(fingerprint);
  const kept: LocatedMatch[] = [];
  // Hashing what was dropped costs a millisecond a value: only done when it has to be.
  const dropped: Unnamed[] = [];
  for await (const item of items) {
    if (item.path !== null && policy.exclude.match(item.path) !== null) continue;
    for (const one of matchesOf(item, detector)) {
      if (!one.match.verdict.keep) dropped.push(one);
      else if (wanted(one)) kept.push(named(one));
    }
  }
  return kept.length > 0 ? kept : dropped.filter(wanted).map(named);
}

type Unnamed = Omit<LocatedMatch, 'fingerprint'>;

async function prepare(context: Context): Promise<{ policy: Policy; detector: ItemDetector; root: string; repository: Awaited<ReturnType<typeof openRepository>> }> {
  const repository = await openRepository(context.cwd, context.env);
  const root = repository?.root ?? context.cwd;
  const policy = await loadPolicy({ options: {}, root, cwd: context.cwd, now: context.now() });
  const detector = createDetector({ book: policy.book, prebuilt: policy.prebuilt, now: context.now(), reportKnownExamples: policy.reportKnownExamples });
  return { policy, detector, root, repository: repository?.root === null ? null : repository };
}

function* matchesOf(item: Item, detector: ItemDetector): Generator<Unnamed> {
  const { sightings, dropped, locate } = detector.detect(item.bytes, item.path);
  const path = item.path ?? '';
  for (const { match, location } of sightings) yield { match, path, location };
  for (const match of dropped) yield { match, path, location: locate(match.span) };
}

function stands({ startLine, startColumn, endLine, endColumn }: Location, { line, column }: Place): boolean {
  if (line < startLine || line > endLine) return false;
  if (column === null) return true;
  return (line > startLine || column >= startColumn) && (line < endLine || column < endColumn);
}

function named(one: Unnamed): LocatedMatch {
  return { ...one, fingerprint: fingerprintOf(identityOf(one.match.candidate.value)) };
}

/** True for candidates with the fingerprint. Each value is hashed once. */
function createTest(fingerprint: string): (one: Unnamed) => boolean {
  const known = new Map<string, boolean>();
  return ({ match }) => {
    const { value } = match.candidate;
    let same = known.get(value);
    if (same === undefined) known.set(value, (same = fingerprintOf(identityOf(value)) === fingerprint));
    return same;
  };
}
