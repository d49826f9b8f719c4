// What a command and all it starts cost: CPU (user + system of the process tree), wall time, and the largest resident set of
// a single process of it. Needs bash, whose `time` knows milliseconds; memory needs GNU time and is null without it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const GNU_TIME = '/usr/bin/time';
const hasGnuTime = spawnSync(GNU_TIME, ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU') === true;

/** git, and what calls it, without the settings of whoever measures. */
export const PLAIN_ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b.c',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b.c',
};

/**
 * Runs a command (a list of words) to its end, its output thrown away. Gives { cpu, wall } in seconds and { memory } in MiB.
 * Throws when it cannot be run or ends with another code than 0 and 1, which scanners use to say that they found something.
 */
export function measure(command, { cwd = process.cwd(), memory = true } = {}) {
  const counted = memory && hasGnuTime ? [GNU_TIME, '-q', '-f', 'memory %M', ...command] : command;
  const script = 'TIMEFORMAT="taken %3R %3U %3S"; { time "$@" >/dev/null; } 2>&1';
  const { stdout, status, signal, error } = spawnSync('bash', ['-c', script, 'bash', ...counted], { cwd, env: PLAIN_ENVIRONMENT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  if (error) throw new Error(`bash is needed to measure: ${error.message}`);
  if (signal === 'SIGINT' || status === 130) process.exit(130);
  const taken = /taken ([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stdout);
  if (taken === null || (status !== 0 && status !== 1)) throw new Error(`${command.join(' ').slice(0, 200)} ended with ${status}: ${stdout.trim().split('\n').slice(-4).join(' | ')}`);
  const [wall, user, system] = taken.slice(1).map(Number);
  const kilobytes = /memory (\d+)/.exec(stdout)?.[1];
  return { cpu: user + system, wall, memory: kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024) };
}

/**
 * Runs works (functions that give what `measure` gives, by name) in turn, so that all share the machine's moods. Gives the
 * median of each figure, of memory the largest; for a work that throws, { failed } with what it says.
 */
export function compare(works, runs) {
  const taken = new Map(Object.keys(works).map((name) => [name, []]));
  const failed = new Map();
  for (let run = 0; run < runs; run += 1) {
    for (const [name, work] of Object.entries(works)) {
      try {
        if (!failed.has(name)) taken.get(name).push(work());
      } catch (error) {
        failed.set(name, error.message);
      }
    }
  }
  const middle = (all, figure) => median(all.map((one) => one[figure]));
  return Object.fromEntries(
    [...taken].map(([name, all]) => [name, failed.has(name) ? { failed: failed.get(name) } : { cpu: middle(all, 'cpu'), wall: middle(all, 'wall'), memory: Math.max(...all.map((one) => one.memory ?? 0)) || null }]),
  );
}

/** The middle one of some numbers. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >>> 1];
}

/** Where a program of this name or path is; null when it is nowhere. */
export function findProgram(name) {
  if (name.includes('/')) return existsSync(name) ? resolve(name) : null;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
