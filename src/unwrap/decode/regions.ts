import type { EncodedRun, Layer } from './run.ts';

/** How far from an encoded character the text around it is decoded with it, in bytes. */
const REACH = 2048;

interface RegionKind {
  readonly layer: Layer;
  readonly hints: readonly string[];
  /** An encoded printable ASCII character: what hides the delimiters and the letters that rules look for. */
  readonly sign: RegExp;
  /** A byte that the region does not go beyond. */
  readonly stop: RegExp;
}

const KINDS: readonly RegionKind[] = [
  { layer: 'percent-encoding', hints: ['%3a', '%3d', '%22', '%25', '%40', '%2f', '%2b'], sign: /%(?:3[ad]|2[2fb]|40|25[2-7][0-9a-f])/gi, stop: /[\s"'`<>\\^{|}]/ },
  { layer: 'escapes', hints: ['\\u00', '\\x'], sign: /\\(?:u00|x)[2-7][0-9a-fA-F]/g, stop: /[\r\n]/ },
  { layer: 'HTML entities', hints: ['&quot;', '&#', '&apos;', '&colon;'], sign: /&(?:quot|apos|colon|#(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6]|[xX][2-7][0-9a-fA-F]));/g, stop: /[\r\n]/ },
];

/**
 * Finds stretches in which printable ASCII characters are written as `%XX`, `\u00XX`, `\xXX` or character references:
 * a percent-encoded stretch goes as far as a URL can, the others to the ends of the line, all at most 2 KB each way
 * from the nearest such character. What is not encoded in them is in the parent too: a finding with the span of one of
 * the parent's is the same finding.
 *
 * @param text a binary string
 * @param hints which of DECODE_HINTS the text holds
 */
export function findRegions(text: string, hints: ReadonlySet<string>): EncodedRun[] {
  const runs: EncodedRun[] = [];
  for (const { layer, hints: wanted, sign, stop } of KINDS) {
    if (!wanted.some((hint) => hints.has(hint))) continue;
    const spans: { start: number; end: number }[] = [];
    for (const match of text.matchAll(sign)) {
      const last = spans.at(-1);
      const after = match.index + match[0].length;
      const limit = Math.min(text.length, after + REACH);
      if (last !== undefined && match.index <= last.end) {
        last.end = forwardTo(text, Math.max(after, last.end), limit, stop);
      } else {
        const start = backTo(text, match.index, Math.max(last?.end ?? 0, match.index - REACH), stop);
        spans.push({ start, end: forwardTo(text, after, limit, stop) });
      }
    }
    runs.push(...spans.map((span): EncodedRun => ({ ...span, layer, content: 'text', name: null, proven: false })));
  }
  return runs;
}

function backTo(text: string, from: number, limit: number, stop: RegExp): number {
  let at = from;
  while (at > limit && !stop.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

function forwardTo(text: string, from: number, limit: number, stop: RegExp): number {
  let at = from;
  while (at < limit && !stop.test(text[at] ?? '')) at += 1;
  return at;
}
