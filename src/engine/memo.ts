/**
 * Remembers what a rule's detector found in a window. Detectors are pure, and the same window stands in a file's
 * hundred versions, in vendored copies and in generated code.
 */
import type { RawCandidate } from '../detectors/detector.ts';

/** Longer windows are rare and seldom come twice. */
const LONGEST = 4096;
/** When so many characters are remembered, all is forgotten: cheaper than keeping order, and as good here. */
const BUDGET = 8 * 1024 * 1024;

interface Remembered {
  readonly from: number;
  readonly to: number;
  readonly found: readonly RawCandidate[];
}

export class WindowMemo {
  private byRule = new Map<number, Map<string, Remembered>>();
  private size = 0;

  /** What was found in this window before; null when it is new. */
  get(rule: number, text: string, from: number, to: number): readonly RawCandidate[] | null {
    if (text.length > LONGEST) return null;
    const known = this.byRule.get(rule)?.get(text);
    return known !== undefined && known.from === from && known.to === to ? known.found : null;
  }

  set(rule: number, text: string, from: number, to: number, found: readonly RawCandidate[]): void {
    if (text.length > LONGEST) return;
    this.size += text.length + 100;
    if (this.size > BUDGET) {
      this.byRule = new Map();
      this.size = text.length;
    }
    const windows = this.byRule.get(rule);
    if (windows === undefined) this.byRule.set(rule, new Map([[text, { from, to, found }]]));
    else windows.set(text, { from, to, found });
  }
}
