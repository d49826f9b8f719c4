// The table: one line for each comparison, CPU first. A goal is a largest ratio; beside it stands what was measured.

const WIDTHS = [44, 8, 8, 6, 34, 9, 9, 6, 16, 16];

/** Prints the columns' names. */
export function printHead() {
  print(['work', 'CPU s', 'wall s', 'MiB', 'against', 'CPU s', 'wall s', 'MiB', 'CPU (goal)', 'wall (goal)']);
}

/**
 * Prints a comparison. `own` and `other` are what measure() gives; `goal` and `wallGoal` are the largest ratios that will do,
 * or null; `per` scales both to the same amount of work, as in { own: 100, other: 50 } (MB, say).
 */
export function printRow({ work, own, against, other, goal = null, wallGoal = null, per = null }) {
  const failed = own.failed ?? other.failed;
  if (failed !== undefined) {
    printMissing(`${work} against ${against}`, failed);
    return;
  }
  const scale = per === null ? 1 : per.other / per.own;
  print([
    work,
    seconds(own.cpu),
    seconds(own.wall),
    `${own.memory ?? '–'}`,
    against,
    seconds(other.cpu),
    seconds(other.wall),
    `${other.memory ?? '–'}`,
    verdict((own.cpu / other.cpu) * scale, goal),
    verdict((own.wall / other.wall) * scale, wallGoal),
  ]);
}

/** Prints a limit on memory: no comparison, MiB against a goal. */
export function printMemory(work, { failed, memory = null }, goal) {
  if (failed !== undefined) printMissing(work, failed);
  else print([work, '', '', memory === null ? '–' : String(memory), memory === null ? 'not measured: GNU time not found' : `${memory <= goal ? 'within' : 'ABOVE'} the goal of ${goal} MiB`]);
}

/** Says why a row has no figures. */
export function printMissing(work, why) {
  print([work, '', '', '', `not measured: ${why}`]);
}

function verdict(ratio, goal) {
  const figure = ratio.toFixed(ratio < 0.1 ? 3 : 2);
  return goal === null ? figure : `${figure} ${ratio <= goal ? '≤' : '>'} ${Number(goal.toFixed(3))}${ratio <= goal ? '' : ' !'}`;
}

function seconds(value) {
  return value < 1 ? value.toFixed(3) : value.toFixed(2);
}

function print(cells) {
  console.log(cells.map((cell, at) => (at === 0 || at === 4 ? ` ${cell}`.padEnd(WIDTHS[at]) : cell.padStart(WIDTHS[at]))).join('').trimEnd());
}
