/**
 * The check before a commit, decided before most of keysieve is loaded. Nearly every commit holds nothing that any rule could
 * match, and the search index tells that without the rules. Whatever is unusual (an option, a configuration, a baseline,
 * another report than the two for people, trouble of any kind) is left undecided, and the whole of keysieve decides.
 *
 * This file and all that it imports make up dist/cli.js; everything else is loaded when it is needed (scripts/bundle.mjs).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileNames } from 'virtual:file-names';
import { readSearchIndex } from 'virtual:search-index';
import { CONFIG_NAMES } from '../config/config-names.ts';
import { DEFAULT_MAX_FILE_SIZE } from '../config/config.ts';
import { openIndex, type SearchIndex } from '../engine/index/image.ts';
import { EXIT } from '../errors.ts';
import { plainRepository } from '../git/plain-repository.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import type { Item, Skip } from '../model.ts';
import { quickLook } from '../quick-look.ts';
import { chooseFormat } from '../report/choose-format.ts';
import { writeCompact } from '../report/compact.ts';
import { writeQuietPretty } from '../report/pretty/quiet.ts';
import { countFindings, groupSkips, type Summary } from '../report/summary.ts';
import { stagedItems } from '../sources/index-stage.ts';
import { BASELINE_NAMES } from '../suppress/baseline/names.ts';
import { streamSink } from '../ui/output.ts';
import { describeTerminal } from '../ui/terminal.ts';
import type { Context } from './context.ts';
import { VERSION } from './version.ts';

/** What the next commit would add, read. */
export interface StagedContents {
  readonly repository: Repository;
  readonly items: readonly Item[];
  readonly skips: readonly Skip[];
}

/** An exit code when all is said; else what has been read on the way, for the command that decides. */
export type Early = { readonly code: number } | { readonly staged: StagedContents | undefined };

const FILE_NAMES = new RegExp(`(?:^|/)(?:${fileNames.join('|')})$`);

const UNDECIDED: Early = { staged: undefined };

/** Runs `staged` or `hook pre-commit` to its end if that is easy. Says nothing and changes nothing when it is not. Never throws. */
export async function checkEarly(words: readonly string[], context: Context): Promise<Early> {
  if (!isPlainCheck(words)) return UNDECIDED;
  const format = chooseFormat(context.env, context.stdout.isTTY === true);
  if (format !== 'compact' && format !== 'pretty') return UNDECIDED;
  try {
    return await check(format, context);
  } catch {
    return UNDECIDED;
  }
}

/** `staged`, or `hook pre-commit` with whatever files a hook runner passes; without options. */
function isPlainCheck([first, second, ...others]: readonly string[]): boolean {
  if (first === 'staged') return second === undefined;
  return first === 'hook' && second === 'pre-commit' && !others.some((word) => word.startsWith('-'));
}

async function check(format: 'compact' | 'pretty', context: Context): Promise<Early> {
  const startedAt = context.now();
  const clock = process.hrtime.bigint();
  const repository = plainRepository(context.cwd, context.env) ?? (await openRepository(context.cwd, context.env));
  if (repository === null) return UNDECIDED;
  const root = repository.root ?? repository.cwd;
  if ([...CONFIG_NAMES, ...BASELINE_NAMES].some((name) => existsSync(join(root, name)))) return UNDECIDED;

  const items: Item[] = [];
  const skips: Skip[] = [];
  const source = stagedItems(repository, { maxBytes: DEFAULT_MAX_FILE_SIZE }, (skip) => skips.push(skip));
  // git is started by the first question and works while the index is read.
  const first = source.next();
  const index = openIndex(readSearchIndex());
  for (let next = await first; next.done !== true; next = await source.next()) items.push(next.value);

  const found = look(index, items);
  if (found === null) return { staged: { repository, items, skips } };
  const searched = items.length - found.length;
  const bytes = items.reduce((sum, item) => sum + item.bytes.length, 0) - found.reduce((sum, { size }) => sum + size, 0);
  const groups = groupSkips([...skips, ...found.map(({ skip }) => skip)]);
  const summary: Summary = {
    complete: !skips.some((skip) => skip.incomplete),
    stage: 'staged',
    commits: 0,
    files: searched,
    blobs: 0,
    bytes,
    durationMs: Number((process.hrtime.bigint() - clock) / 1_000_000n),
    startedAt: startedAt.toISOString(),
    rules: index.ruleCount,
    rulesDigest: index.digest,
    toolVersion: VERSION,
    ...countFindings([]),
    skipped: groups,
    notes: [],
    root,
  };
  await tell(format, summary, context);
  return { code: summary.complete ? EXIT.clean : EXIT.incomplete };
}

/** The items that are not searched; null when the rules have to look at any. */
function look(index: SearchIndex, items: readonly Item[]): { readonly skip: Skip; readonly size: number }[] | null {
  const skipped: { skip: Skip; size: number }[] = [];
  for (const { bytes, path } of items) {
    const seen = quickLook({ index, fileNames: FILE_NAMES }, bytes, path ?? '');
    if (seen.answer === 'perhaps') return null;
    if (seen.answer === 'skipped') skipped.push({ skip: { ...seen.skip, what: path ?? '', incomplete: false }, size: bytes.length });
  }
  return skipped;
}

async function tell(format: 'compact' | 'pretty', summary: Summary, context: Context): Promise<void> {
  const terminal = describeTerminal(context.stdout, context.env, { platform: process.platform });
  const sink = streamSink(context.stdout);
  const write = format === 'pretty' ? writeQuietPretty : writeCompact;
  await write([], summary, { terminal }, sink);
  await sink.end();
}
