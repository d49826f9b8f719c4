/**
 * Credentials of HTTP requests: the Authorization header (Bearer, Basic with the decoded user and password, Token,
 * ApiKey, NTLM …), and `curl -u user:password` and its relatives. API-key headers (`X-API-Key: …`) have a name and
 * are read by the assignment reader.
 */
import type { Rule } from '../rules/rule.ts';
import type { Detector, RawCandidate } from './detector.ts';
import { matches } from './matches.ts';
import { quoteAt, readLiteral } from './assignment/literal.ts';
import { readWord } from './assignment/bare.ts';

/** Words that begin a credential wherever they stand, and the header that lets any scheme follow. */
const WORD = /\b(?:authorization|bearer|basic|ntlm|negotiate|ssws|splunk)\b/gi;
/** What stands between the header's name and its value, in HTTP, JSON, calls and assignments. */
/** `new AuthenticationHeaderValue("Basic", "…")`: the scheme and the credential are two literals. */
const TWO_LITERALS = /(basic)["'],\s{0,4}["']([A-Za-z0-9+/=]{8,4096})["']/iy;
const AFTER_HEADER = /["'\]\\)]{0,4}\s{0,3}(?:[:=,]|=>|:=|\()\s{0,3}(?:\[\s{0,3})?[rbuf]?\\*["'`]{0,3}\s?/y;
const BEFORE_SCHEME = /(?:authorization|\bauth)["'\]\\)]{0,4}\s{0,3}(?:[:=,]|=>|:=|\()\s{0,3}(?:\[\s{0,3})?[rbuf]?\\*["'`]{0,3}\s?$/i;
/** Schemes of the IANA registry of HTTP authentication schemes that carry a credential, and common private ones. */
const SCHEME = /(bearer|basic|token|apikey|api-key|ntlm|negotiate|sso-key|splunk|genie ?key|key|jwt|aws|digest|hawk|bot|ssws|zoho-oauthtoken|private-token)(?:[ \t]+|:[ \t]{0,2}|%20|\+)(?:token[= ]\s?)?["'\\]{0,4}([A-Za-z0-9+/_.~=%|:$!-]{4,4096})/iy;
/** Calls and tuples that take a user and a password: `SetBasicAuth(`, `auth=(`, `new NetworkCredential(`. */
const PAIR = /\b(?:(?:set_?)?basic_?auth(?:entication|orization)?|http_?auth|auth(?:enticate)?|http_?basic|credentials?|httpbasicauth|usernamepasswordcredentials|networkcredential|passwordauthentication)["']?\s{0,2}(?:=\s{0,2}|:\s{0,2}|=>\s{0,2})?(?:new\s\w{1,40})?[([]\s{0,3}(?=\\*["'])/gi;
/** `-u user:password` of curl, wget, http and their kin. */
const USER_FLAG = /(?:^|[\s"'`([,])(?:-u|--user|--proxy-user|-U|--basic-auth|--auth|-a)(?:[ \t]+|=)(?=["']?[^\s"'`:=-][^\s"'`]{0,60}:)/g;

const CURL = /\bcurl(?:\.exe)?(?=[\s"'])/gi;
/** How far behind `curl` its user may stand, in bytes: what follows has to fit into the rule's reach. */
const COMMAND = 440;

export const authorizationDetector: Detector = {
  name: 'authorization',
  find(_rule: Rule, text: string, from: number, to: number): RawCandidate[] {
    const found: RawCandidate[] = [];
    const add = (candidate: RawCandidate | null): void => {
      if (candidate !== null && !found.some((other) => other.start === candidate.start)) found.push(candidate);
    };
    // Searched is what holds the hits; read is as far as a credential goes.
    const begin = Math.max(0, from - 24);
    const scope = text.slice(0, to + 64);
    for (const match of matches(WORD, scope, begin)) add(readScheme(text, match.index, match.index + match[0].length));
    for (const match of matches(PAIR, scope, begin)) add(readPair(text, match.index, match.index + match[0].length));
    for (const match of matches(USER_FLAG, scope, begin)) add(readUser(text, match.index, match.index + match[0].length));
    for (const curl of matches(CURL, scope, begin)) {
      const command = text.slice(0, commandEnd(text, curl.index));
      for (const match of matches(USER_FLAG, command, curl.index + curl[0].length)) add(readUser(text, match.index, match.index + match[0].length));
    }
    return found;
  },
};

/** Where the command that begins at `start` ends: with its line, which a backslash continues. */
function commandEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + COMMAND);
  for (let end = text.indexOf('\n', start); end >= 0 && end < limit; end = text.indexOf('\n', end + 1)) {
    if (text[end - 1] !== '\\' && text.slice(end - 2, end) !== '\\\r') return end;
  }
  return limit;
}

function readScheme(text: string, wordStart: number, wordEnd: number): RawCandidate | null {
  const named = wordEnd - wordStart === 'authorization'.length;
  let at = wordStart;
  if (named) {
    AFTER_HEADER.lastIndex = wordEnd;
    if (!AFTER_HEADER.test(text)) return null;
    at = AFTER_HEADER.lastIndex;
  }
  SCHEME.lastIndex = at;
  TWO_LITERALS.lastIndex = at;
  const match = SCHEME.exec(text) ?? (/HeaderValue\(["']$/.test(text.slice(Math.max(0, at - 14), at)) ? TWO_LITERALS.exec(text) : null);
  if (match === null) return null;
  const scheme = (match[1] as string).toLowerCase();
  const start = at + match[0].lastIndexOf(match[2] as string);
  // A full stop, a colon or an escape at the end belongs to the sentence around it.
  const value = (match[2] as string).replace(/[.:|]+$/, '');
  if (value.length < 4 || /^realm=/i.test(value)) return null;
  const before = text.slice(Math.max(0, at - 60), at);
  // A server's challenge holds no credential.
  if (/-authenticate["']?\s?[:=]\s?\[?["']?$/i.test(before)) return null;
  const header = named || BEFORE_SCHEME.test(before);
  // Without the header the word has to begin a literal, a list entry or a line.
  if (!header && !/["'`(:=,[]\s{0,2}[bfru]?["'`\\]*$|^\s*-\s+["']?$|(?:^|\n)\s*$/.test(before.slice(-6))) return null;
  const groups: Record<string, string> = { scheme, header: header ? 'yes' : 'no' };
  const span = { start, end: start + value.length, matchStart: wordStart, matchEnd: start + value.length, name: 'Authorization', relation: 'header' as const, quote: '' };
  if (scheme !== 'basic') return { ...span, groups };
  const decoded = decodeBasic(value);
  if (decoded !== null) return { ...span, groups: { ...groups, user: decoded.user, password: decoded.password } };
  // Not base64 of user:password: a placeholder, or prose about basic things.
  return header ? { ...span, groups } : null;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Decodes `user:password` of HTTP Basic authentication (RFC 7617) to binary text, or null. */
export function decodeBasic(value: string): { user: string; password: string } | null {
  const body = value.replace(/=+$/, '');
  if (body.length < 4 || body.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(body)) return null;
  let bits = 0;
  let held = 0;
  let text = '';
  for (const character of body) {
    bits = (bits << 6) | BASE64.indexOf(character);
    held += 6;
    if (held >= 8) {
      held -= 8;
      text += String.fromCharCode((bits >> held) & 0xff);
    }
  }
  const colon = text.indexOf(':');
  if (colon < 0 || /[\x00-\x08\x0e-\x1f\x7f]/.test(text)) return null;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** `SetBasicAuth("user", "password")`, `auth=("user", "password")`: the second literal of two. */
function readPair(text: string, matchStart: number, at: number): RawCandidate | null {
  const user = readLiteral(text, at);
  if (user === null || user.end - user.start > 100) return null;
  const between = /^\s{0,3},\s{0,3}[rbuf]?(?=\\*["'])/.exec(text.slice(user.after, user.after + 12));
  if (between === null) return null;
  const password = readLiteral(text, user.after + between[0].length);
  if (password === null || password.end - password.start < 3 || password.end - password.start > 256) return null;
  if (!/^\s{0,3}[)\],]/.test(text.slice(password.after, password.after + 5))) return null;
  // A third literal: not a pair of user and password.
  if (/^\s{0,3},\s{0,3}["']/.test(text.slice(password.after, password.after + 8))) return null;
  return {
    start: password.start, end: password.end, matchStart, matchEnd: password.after, name: 'auth', relation: 'argument', quote: password.quote,
    groups: { scheme: 'pair', user: text.slice(user.start, user.end), opener: '(' },
  };
}

/** `curl -u user:password`, `--user "user:password"`. The value is the password. */
function readUser(text: string, matchStart: number, at: number): RawCandidate | null {
  const literal = quoteAt(text, at) === '' ? null : readLiteral(text, at);
  const span = literal ?? readWord(text, at);
  const colon = text.indexOf(':', span.start);
  if (colon < 0 || colon >= span.end - 1) return null;
  const user = text.slice(span.start, colon);
  // docker run -u 1000:1000, -u $(id -u):$(id -g), URLs and Windows paths.
  if (/^\d+$/.test(user) || user.includes('$(') || text.startsWith('//', colon + 1) || text[colon + 1] === '\\') return null;
  let end = span.end;
  while (end > colon + 1 && /[),;\]]/.test(text[end - 1] as string)) end--;
  if (end - colon - 1 < 3) return null;
  return {
    start: colon + 1, end, matchStart: matchStart + 1, matchEnd: span.end, name: '--user', relation: 'flag', quote: literal === null ? '' : literal.quote,
    groups: { scheme: 'basic', user },
  };
}
