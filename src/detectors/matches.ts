/**
 * The matches of a pattern (with flag `g`) in `text`, from `from` on, in order. Whoever takes them may use the same pattern
 * meanwhile: where to go on is remembered here.
 */
export function* matches(pattern: RegExp, text: string, from: number): Generator<RegExpExecArray> {
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const next = pattern.lastIndex;
    yield match;
    pattern.lastIndex = next;
  }
}
