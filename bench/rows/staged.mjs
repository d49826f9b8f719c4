// The check before a commit: one line staged.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../generated.mjs';
import { compare, measure } from '../measure.mjs';
import { printMissing, printRow } from '../table.mjs';

/** The gate alone: half of gitleaks. With Node: 1.4 times Node's own start. */
export function staged({ keysieve, dist, gitleaks, runs, folder }) {
  const ordinary = stagedLine(join(folder, 'staged-ordinary'), 'a small change');
  // Looks like an assignment of a password, and is judged to be none.
  const doubtful = stagedLine(join(folder, 'staged-doubtful'), 'password = "changeme"');
  const run = (command, cwd) => () => measure(command, { cwd, memory: false });
  const taken = compare(
    {
      gate: run(['sh', '-c', `. '${join(dist, 'gate.sh')}'; keysieve_gate`], ordinary),
      node: run([process.execPath, '-e', '0'], ordinary),
      quick: run(keysieve('staged'), ordinary),
      rules: run(keysieve('staged'), doubtful),
      ...(gitleaks !== null && { gitleaks: run([gitleaks, 'git', '--pre-commit', '--staged', '--no-banner'], ordinary) }),
    },
    Math.max(15, runs.short),
  );
  if (taken.gitleaks === undefined) printMissing('staged: the gate says no', 'gitleaks not found');
  else printRow({ work: 'staged: the gate says no', own: taken.gate, against: 'gitleaks git --pre-commit --staged', other: taken.gitleaks, goal: 0.5 });
  printRow({ work: 'staged: Node starts, nothing to judge', own: taken.quick, against: 'node -e 0', other: taken.node, goal: 1.4 });
  printRow({ work: 'staged: Node starts, rules needed', own: taken.rules, against: 'node -e 0', other: taken.node, goal: 1.4 });
}

/** A repository of fifty files at `place` with one line staged; gives the place. */
export function stagedLine(place, line) {
  mkdirSync(place, { recursive: true });
  git(place, ['init', '--quiet', '.']);
  for (let at = 0; at < 50; at += 1) writeFileSync(join(place, `file${at}.txt`), `line ${at}\n`.repeat(40));
  git(place, ['add', '--all']);
  git(place, ['commit', '--quiet', '-m', 'Start']);
  writeFileSync(join(place, 'file1.txt'), `${readFileSync(join(place, 'file1.txt'), 'utf8')}${line}\n`);
  git(place, ['add', '--all']);
  return place;
}
