/** From what a detector found in a window to a candidate that stands for itself. */
import type { RawCandidate } from '../detectors/detector.ts';
import type { Candidate, Span } from '../model.ts';
import type { Rule } from '../rules/rule.ts';

/** Around the value, a candidate keeps at most this many bytes of whole lines on each side. */
const CONTEXT_REACH = 400;
const CONTEXT_LINES = 4;

/** Makes a candidate; `offset` is where the window's `text` starts in `bytes`. */
export function toCandidate(rule: Rule, raw: RawCandidate, offset: number, text: string, bytes: Buffer): Candidate {
  const start = raw.start + offset;
  const end = raw.end + offset;
  const around = contextOf(bytes, start, end);
  return {
    rule,
    value: raw.value ?? text.slice(raw.start, raw.end),
    start,
    end,
    matchStart: raw.matchStart + offset,
    matchEnd: raw.matchEnd + offset,
    groups: raw.groups,
    context: bytes.toString('latin1', around.start, around.end),
    contextOffset: start - around.start,
    ...(raw.name !== undefined && { name: raw.name }),
    ...(raw.relation !== undefined && { relation: raw.relation }),
    ...(raw.quote !== undefined && { quote: raw.quote }),
  };
}

/** A few whole lines on both sides of a span, cut where a line is endless. */
function contextOf(bytes: Buffer, start: number, end: number): Span {
  const lowest = Math.max(0, start - CONTEXT_REACH);
  let from = start;
  for (let lines = 0; from > lowest; from -= 1) {
    if (bytes[from - 1] === 10 && (lines += 1) > CONTEXT_LINES) break;
  }
  const highest = Math.min(bytes.length, end + CONTEXT_REACH);
  let to = end;
  for (let lines = 0; to < highest; to += 1) {
    if (bytes[to] === 10 && (lines += 1) > CONTEXT_LINES) break;
  }
  return { start: from, end: to };
}
