/**
 * Remembers what a rule's detector found in a window. Detectors are pure, and the same window stands in a file's
 * hundred versions, in vendored copies and in generated code. Most windows of a working tree come once, though: such a
 * window must cost next to nothing. So no window is hashed as a whole, and none is kept before it has come twice.
 */
import type { RawCandidate } from '../detectors/detector.ts';

/** Longer windows are rare and seldom come twice. */
const LONGEST = 4096;
/** Windows that can be remembered at a time; a new one takes the place of the one that shares its slot. A power of two. */
const SLOTS = 8192;
/** Characters that are looked at to find a window's slot. */
const SAMPLES = 16;

interface Remembered {
  readonly rule: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly found: readonly RawCandidate[];
}

export class WindowMemo {
  private readonly windows: (Remembered | undefined)[] = Array.from({ length: SLOTS });
  /** By slot, the window that came last: a hash is all that is kept of what came once. */
  private readonly last = new Int32Array(SLOTS);
  /** Of the window that was asked for last: what is new is noted right after it was asked for. */
  private asked = { text: '', rule: -1, from: -1, hash: 0 };

  /** What was found in this window before; null when it is new. */
  get(rule: number, text: string, from: number, to: number): readonly RawCandidate[] | null {
    if (text.length > LONGEST) return null;
    const known = this.windows[this.hashOf(rule, text, from) & (SLOTS - 1)];
    return known !== undefined && known.rule === rule && known.from === from && known.to === to && known.text === text ? known.found : null;
  }

  /** Notes what was found in a window, for the case that it comes again. */
  set(rule: number, text: string, from: number, to: number, found: readonly RawCandidate[]): void {
    if (text.length > LONGEST) return;
    const hash = this.hashOf(rule, text, from);
    const slot = hash & (SLOTS - 1);
    if (this.last[slot] === hash) this.windows[slot] = { rule, text, from, to, found };
    this.last[slot] = hash;
  }

  private hashOf(rule: number, text: string, from: number): number {
    const { asked } = this;
    if (asked.text !== text || asked.rule !== rule || asked.from !== from) {
      asked.hash = sampleHash(rule, text, from);
      asked.text = text;
      asked.rule = rule;
      asked.from = from;
    }
    return asked.hash;
  }
}

/** FNV-1a over rule, length, place and some characters from all over the window. Two windows may share it. */
function sampleHash(rule: number, text: string, from: number): number {
  let hash = step(step(step(0x811c9dc5, rule), text.length), from);
  const stride = Math.max(1, Math.floor(text.length / SAMPLES));
  for (let at = 0; at < text.length; at += stride) hash = step(hash, text.charCodeAt(at));
  // The low bits choose the slot: they have to know of all the others.
  return hash ^ (hash >>> 15);
}

function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}
