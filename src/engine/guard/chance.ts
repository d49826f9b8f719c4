/** How likely bytes are in ordinary source text. Only decides which tests are worth their time, never what passes. */
import { hasByte, type ByteSet } from './byte-set.ts';
import type { Run } from './positions.ts';

/** Shares of bytes in a few hundred megabytes of source in ten languages, rounded; what is not named shares the rest. */
const SHARES: readonly (readonly [characters: string, share: number])[] = [
  [' ', 0.17], ['e', 0.07], ['tanirso', 0.045], ['ld', 0.028], ['cupmfg', 0.02], ['hbyvx', 0.011], ['wk', 0.006], ['zqj', 0.002],
  ['\n', 0.028], ['_', 0.013], ['.', 0.014], ['()', 0.012], [',', 0.013], ['"', 0.01], ["'", 0.006], ['=', 0.01], [':', 0.008], [';', 0.008], ['/', 0.012], ['-', 0.009],
  ['0', 0.013], ['1', 0.009], ['23456789', 0.0045], ['ESTAIRCNOPDL', 0.004], ['BFGHMUVWX', 0.002], ['JKQYZ', 0.001], ['{}[]*<>', 0.004], ['\t', 0.02],
];
const REST = 0.0002;

const share = new Float64Array(256).fill(REST);
for (const [characters, own] of SHARES) for (const character of characters) share[character.charCodeAt(0)] = own;
const total = share.reduce((sum, own) => sum + own, 0);

function chanceOfSet(set: ByteSet): number {
  let sum = 0;
  for (let byte = 0; byte < 256; byte += 1) if (hasByte(set, byte)) sum += share[byte] as number;
  return sum / total;
}

/** The chance that bytes of source text are in these sets one after the other. */
export function chanceOf(sets: readonly ByteSet[]): number {
  return sets.reduce((product, set) => product * chanceOfSet(set), 1);
}

/** The chance that a run stands somewhere in `reach` bytes. Words make runs of letters likelier than this says. */
export function chanceOfRun(run: Run, reach: number): number {
  return Math.min(1, reach * chanceOfSet(run.set) ** run.length);
}
