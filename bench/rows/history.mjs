// Full history of given repositories: against what others have to do at least, and a second time.
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { git } from '../generated.mjs';
import { compare, measure } from '../measure.mjs';
import { printMemory, printMissing, printRow } from '../table.mjs';

/** gitleaks 1/20 of CPU and 1/15 of wall time, `git log -p` 1/5, `git cat-file` below 1; memory below 500 MiB. */
export function history({ keysieve, gitleaks, repositories, runs, options }) {
  for (const repository of repositories) {
    const name = `history of ${nameOf(repository)}`;
    const once = options.has('--no-cache') ? ['--no-cache'] : [];
    const blobsInPackOrder = `git -C '${repository}' cat-file --batch-all-objects --unordered --batch-check='%(objecttype) %(objectname)' | sed -n 's/^blob //p' | git -C '${repository}' cat-file --batch --buffer`;
    const works = {
      own: () => measure(keysieve('scan', '--history-only', ...once, '--format', 'jsonl', repository)),
      log: () => measure(['git', '-C', repository, 'log', '-p', '-U0', '--all']),
      blobs: () => measure(['sh', '-c', blobsInPackOrder]),
      ...(gitleaks !== null && { gitleaks: () => measure([gitleaks, 'git', '--no-banner', '--log-opts=--all', repository]) }),
    };
    const taken = compare(works, runs.long);
    if (taken.gitleaks === undefined) printMissing(`${name}`, 'gitleaks not found');
    else printRow({ work: name, own: taken.own, against: 'gitleaks git', other: taken.gitleaks, goal: 1 / 20, wallGoal: 1 / 15 });
    printRow({ work: name, own: taken.own, against: 'git log -p -U0 --all', other: taken.log, goal: 1 / 5 });
    printRow({ work: name, own: taken.own, against: 'git cat-file --batch, all blobs', other: taken.blobs, goal: 1 });
    printMemory(`${name}: peak memory`, taken.own, 500);
  }
}

/** The second scan of what has not changed: 1/10 of the first. In a clone, because repositories are only read here. */
export function again({ keysieve, repositories, runs, options, folder }) {
  for (const repository of repositories) {
    const work = `second scan of ${nameOf(repository)}`;
    if (!options.has('--no-cache')) {
      printMissing(work, 'this keysieve remembers no verdicts');
      continue;
    }
    const clone = join(folder, `again-${nameOf(repository).replaceAll('/', '-')}`);
    mkdirSync(clone);
    git(clone, ['clone', '--quiet', '--mirror', '--shared', repository, '.']);
    const scan = (...more) => measure(keysieve('scan', '--history-only', ...more, '--format', 'jsonl', clone));
    scan();
    const { first, second } = compare({ first: () => scan('--no-cache'), second: () => scan() }, runs.long);
    printRow({ work, own: second, against: 'first scan', other: first, goal: 1 / 10 });
  }
}

/** What the ways to read give up: new text only against every byte, our reader against git's. No goals, no need to run often. */
export function readers({ keysieve, repositories, runs, options }) {
  for (const repository of repositories) {
    const once = options.has('--no-cache') ? ['--no-cache'] : [];
    const scan = (...more) => () => measure(keysieve('scan', '--history-only', ...once, ...more, '--format', 'jsonl', repository));
    const taken = compare({ own: scan(), every: scan('--every-byte'), git: scan('--object-reader', 'git') }, runs.long);
    printRow({ work: `history of ${nameOf(repository)}`, own: taken.own, against: 'the same, --every-byte', other: taken.every });
    printRow({ work: `history of ${nameOf(repository)}`, own: taken.own, against: 'the same, --object-reader git', other: taken.git });
  }
}

/** A short name: the last folder that says something. */
export function nameOf(repository) {
  const last = basename(repository).replace(/\.git$/, '');
  return ['', 'repo', '.git'].includes(last) ? basename(dirname(repository)) : last;
}
