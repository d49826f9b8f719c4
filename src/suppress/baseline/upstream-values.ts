/**
 * What another scanner may have taken for the value, given ours. detect-secrets stores a hash of the text that its own
 * expressions capture, which is often a little more than the credential (quotes' content, delimiters) and sometimes less
 * (a prefix of a fixed length). See docs/decisions/foreign-baselines.md.
 */
import type { SuppressiblePlace, SuppressibleSecret } from '../suppressible.ts';

/** How many times a value is looked for in its line. */
const MAX_OCCURRENCES = 4;

/**
 * Gives the candidates, as binary text, without repetition and our value first. Each holds enough of the value to
 * identify it: a mere prefix is never among them.
 */
export function upstreamValues(secret: Pick<SuppressibleSecret, 'value'>, place: Pick<SuppressiblePlace, 'lineText'>): readonly string[] {
  const { value } = secret;
  const candidates = new Set([value, ...shortened(value), ...uriPassword(value), `AccountKey=${value}`]);
  let from = 0;
  for (let i = 0; i < MAX_OCCURRENCES; i++) {
    const at = place.lineText.indexOf(value, from);
    if (at < 0) break;
    for (const wider of widened(place.lineText, at, at + value.length)) candidates.add(wider);
    from = at + 1;
  }
  return [...candidates];
}

/** Stripe keys count to their 24th character after the prefix; of a JWT the signature is dropped, its dot kept. */
function shortened(value: string): readonly string[] {
  const stripe = /^[rs]k_live_[0-9A-Za-z]{24}/.exec(value);
  const jwt = /^eyJ[\w=-]{8,}\.[\w=-]{8,}\./.exec(value);
  return [stripe, jwt].flatMap((match) => (match ? [match[0]] : []));
}

/** Of `scheme://user:password@host`, the password. */
function uriPassword(value: string): readonly string[] {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:([^\s@]{4,})@/i.exec(value);
  return match?.[1] ? [match[1]] : [];
}

/** The value with its delimiters, to the quotes around it, to the blanks around it, and to the end of its line. */
function* widened(text: string, start: number, end: number): Generator<string> {
  const before = text[start - 1] ?? '';
  const after = text[end] ?? '';
  yield before + text.slice(start, end);
  yield text.slice(start, end) + after;
  yield before + text.slice(start, end) + after;
  for (const quote of ['"', "'", '`']) {
    const open = start === 0 ? -1 : text.lastIndexOf(quote, start - 1);
    const close = text.indexOf(quote, end);
    if (open >= 0 && close >= 0) yield text.slice(open + 1, close);
  }
  for (const outside of [/[\s"'`]/, /[\s"'`,;=:]/]) {
    let left = start;
    let right = end;
    while (left > 0 && !outside.test(text[left - 1]!)) left--;
    while (right < text.length && !outside.test(text[right]!)) right++;
    yield text.slice(left, right);
  }
  const lineEnd = text.indexOf('\n', end);
  yield text.slice(start, lineEnd < 0 ? text.length : lineEnd).trimEnd();
}
