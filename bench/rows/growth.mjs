// What a repository that is ten times as large costs per MB: the same, within a fifth.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeHistory } from '../generated.mjs';
import { compare, measure } from '../measure.mjs';
import { printRow } from '../table.mjs';

const EDITS = 20;
const FILES = 200;

/** Ten times the files, commits and versions; MB are those of all versions. */
export function growth({ keysieve, runs, options, folder }) {
  const sizes = [1, 10].map((times) => {
    const repository = join(folder, `growth-${times}`);
    mkdirSync(repository);
    return { times, repository, bytes: writeHistory(repository, 3, FILES * times, EDITS) };
  });
  const once = options.has('--no-cache') ? ['--no-cache'] : [];
  const taken = compare(Object.fromEntries(sizes.map(({ times, repository }) => [times, () => measure(keysieve('scan', '--history-only', ...once, '--format', 'jsonl', repository))])), runs.short);
  const [small, big] = sizes;
  const megabytes = (size) => Math.round(size.bytes / 1_000_000);
  printRow({ work: `history of ${megabytes(big)} MB, per MB`, own: taken[10], against: `history of ${megabytes(small)} MB`, other: taken[1], goal: 1.2, per: { own: big.bytes, other: small.bytes } });
  for (const { repository } of sizes) rmSync(repository, { recursive: true });
}
