/** Scans with workers of the bundle, in the test's own process, so that a test can put its hands on the workers. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createDetector } from '../../src/detect.ts';
import { Examiner } from '../../src/examine.ts';
import { examineFiles } from '../../src/examine-files.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import type { Skip } from '../../src/model.ts';
import { openStore } from '../../src/packs/pack-reader.ts';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import type { ExaminedBatch, ScanInput } from '../../src/scan.ts';
import { listFiles } from '../../src/sources/files.ts';
import { threadedFiles } from '../../src/workers/threaded-files.ts';
import { threadedHistory } from '../../src/workers/threaded-history.ts';
import { Threads, type ThreadOptions } from '../../src/workers/threads.ts';
import { temporaryFolder, type TestRepository } from '../support/repository.ts';

const book = await loadBuiltinBook();
const now = new Date('2026-01-01T00:00:00Z');

/** What a scan says, in the order in which it says it. */
export interface Told {
  /** Path or object, and the rule. */
  readonly found: readonly string[];
  readonly skips: readonly Skip[];
  readonly blobs: number;
  readonly files: number;
}

/**
 * A program for workers that runs `fault` (JavaScript; `what` is the item's path or id, `port` the way to the main
 * thread) before every item.
 */
export function faultyProgram(fault: string, before = ''): string {
  const program = join(mkdtempSync(join(temporaryFolder(), 'worker-')), 'worker.js');
  const run = JSON.stringify(join(inject('bundle'), 'lib/run.js'));
  writeFileSync(program, `const { parentPort: port } = require('node:worker_threads');\nconst fs = require('node:fs');\n${before}\nrequire(${run}).runWorker((what) => { ${fault} });\n`);
  return program;
}

/** The program that users' workers run. */
export function goodProgram(): string {
  return join(inject('bundle'), 'lib/worker.js');
}

function threadsWith(options: Partial<ThreadOptions>): Threads {
  return new Threads({ settings: { book, now, reportKnownExamples: false, keepDropped: false }, builtin: book.rules, jobs: 2, threshold: 1, program: goodProgram(), ...options });
}

/** Scans a folder's files. */
export async function scanFiles(folder: string, options: Partial<ThreadOptions>): Promise<Told> {
  const threads = threadsWith(options);
  const skips: Skip[] = [];
  try {
    return await collect(threadedFiles(listFiles([folder], { base: folder }), { maxBytes: 1e9, isExcluded: () => false, threads }), skips);
  } finally {
    await threads.close();
  }
}

/** Scans a repository's history. */
export async function scanHistory(repository: TestRepository, options: Partial<ThreadOptions>): Promise<Told> {
  const opened = (await openRepository(repository.root, repository.env)) as Repository;
  const store = openStore(opened);
  if (store === null) throw new Error('the store does not open');
  const threads = threadsWith(options);
  const skips: Skip[] = [];
  try {
    return await collect(threadedHistory(store, opened, {}, await threads.workers(), (skip) => void skips.push(skip)), skips);
  } finally {
    await threads.close();
  }
}

async function collect(batches: ScanInput['items'], skips: Skip[]): Promise<Told> {
  const examiner = new Examiner(createDetector({ book, now }), false);
  const found: string[] = [];
  let [blobs, files] = [0, 0];
  const take = (outcome: ExaminedBatch['outcomes'][number]): void => {
    if (!('origin' in outcome)) {
      skips.push(outcome);
      return;
    }
    const what = outcome.origin.kind === 'object' ? outcome.origin.object : (outcome.path ?? '');
    for (const { match } of outcome.sightings) {
      if (!book.rules.includes(match.candidate.rule)) throw new Error('a rule of another thread');
      found.push(`${what} ${match.candidate.rule.id}`);
    }
  };
  for await (const batch of batches) {
    if ('outcomes' in batch) {
      batch.outcomes.forEach(take);
      blobs += batch.counts.blobs;
      files += batch.counts.files;
      continue;
    }
    if ('files' in batch) {
      examineFiles(batch, examiner).forEach(take);
      continue;
    }
    for (const item of Symbol.iterator in batch ? batch : [batch]) {
      const examined = examiner.examine(item);
      if (examined !== null) take(examined);
    }
  }
  const here = examiner.takeCounts();
  return { found, skips, blobs: blobs + here.blobs, files: files + here.files };
}
