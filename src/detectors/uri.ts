/**
 * Passwords in connection URIs (`scheme://user:password@host:port/database`, RFC 3986 and as people write them) and
 * in connection strings: ADO.NET and ODBC (`Server=…;Password=…`), libpq (`host=… password=…`), JDBC parameters
 * (`;password=…`, `?password=…`), Oracle thin (`jdbc:oracle:thin:user/password@…`), Go MySQL (`user:password@tcp(…)`).
 * The value is the password alone; user, host, port, database and scheme become facts.
 */
import type { Rule } from '../rules/rule.ts';
import type { Detector, RawCandidate } from './detector.ts';

const REACH = 512;
/** Bytes. Shorter ones show a form or nothing. */
const SHORTEST = 3;
/** Ends a URI in running text. Brackets and braces stay: passwords and templates hold them. */
const URI_END = /[\s"'`\\]/;
const MARK = /:\/\/|(?:password|pwd|passwd)[ \t]{0,2}=|@(?:tcp|unix)\(|jdbc:oracle:thin:/gi;

export const uriDetector: Detector = {
  name: 'uri',
  find(_rule: Rule, text: string, from: number, to: number): RawCandidate[] {
    const found: RawCandidate[] = [];
    MARK.lastIndex = from;
    const scope = text.slice(0, to + 24);
    for (let mark = MARK.exec(scope); mark !== null && mark.index < to; mark = MARK.exec(scope)) {
      const at = mark.index;
      const word = mark[0];
      const next = MARK.lastIndex;
      const candidate =
        word === '://' ? readUri(text, at)
        : word.startsWith('@') ? readGoDsn(text, at, word.length)
        : word.startsWith('j') || word.startsWith('J') ? readOracle(text, at, word.length)
        : readConnectionString(text, at, word.length);
      MARK.lastIndex = next;
      if (candidate !== null && !found.some((other) => other.start === candidate.start)) found.push(candidate);
    }
    return found;
  },
};

function schemeStart(text: string, colon: number): number {
  let start = colon;
  while (start > 0 && colon - start < 40 && /[A-Za-z0-9+.-]/.test(text[start - 1] as string)) start--;
  return start;
}

function readUri(text: string, colon: number): RawCandidate | null {
  const start = colon + 3;
  // Most URIs have no user: look for the @ before anything else.
  const reach = text.slice(start, start + REACH);
  if (!reach.includes('@')) return null;
  const stop = reach.search(URI_END);
  const end = start + (stop < 0 ? reach.length : stop);
  if (!reach.slice(0, end - start).includes('@')) return null;
  const from = schemeStart(text, colon);
  const scheme = text.slice(from, colon).toLowerCase();
  // `${scheme}://`, `%31://`: a scheme that is filled in or encoded.
  if (!/^[a-z]/.test(scheme) && !/[}\])>%]/.test(text[from - 1] ?? '')) return null;
  const web = /^(?:https?|wss?|git|svn|file)$/.test(scheme);
  const authority = authorityEnd(text, start, end, web);
  const userInfoEnd = authority === null ? -1 : text.lastIndexOf('@', authority - 1);
  if (authority === null || userInfoEnd < start) return null;
  const colonAt = reach.indexOf(':');
  const separator = colonAt < 0 ? -1 : start + colonAt;
  const hosts = readHost(text, userInfoEnd + 1, end);
  if (hosts === null) return null;
  const groups: Record<string, string> = { ...(/^[a-z]/.test(scheme) && { scheme }), ...hosts.facts };
  const whole = { matchStart: from, matchEnd: Math.max(hosts.end, userInfoEnd + 1), relation: 'uri' as const, quote: '' };
  if (separator < 0 || separator >= userInfoEnd) {
    // https://TOKEN@host: a lone user that is dense is a token.
    return isDense(text.slice(start, userInfoEnd)) ? { ...whole, start, end: userInfoEnd, groups: { ...groups, slot: 'user' } } : null;
  }
  const user = text.slice(start, separator);
  const password = text.slice(separator + 1, userInfoEnd);
  // TOKEN:x-oauth-basic@, TOKEN:@, TOKEN:x@ — the token stands where the user should.
  if (/^(?:x-oauth-basic|x|)$/.test(password)) {
    return isDense(user) ? { ...whole, start, end: separator, groups: { ...groups, slot: 'user' } } : null;
  }
  if (password.length < SHORTEST) return null;
  // `[user[:password]@]host` of a grammar; `localhost:9990@…`, where a port stands.
  if (user.endsWith('[') || (/^\d{1,5}$/.test(password) && /^localhost$|\./.test(user))) return null;
  if (user.length > 0) groups['user'] = decodePercent(user);
  return { ...whole, start: separator + 1, end: userInfoEnd, groups: { ...groups, slot: 'password' } };
}

/**
 * Where the authority ends: at the first `/`, `?` or `#` (RFC 3986). When no @ stands before that, a database
 * password may hold those characters unescaped: then the last @ of the URI that a host follows counts.
 */
function authorityEnd(text: string, start: number, end: number, web: boolean): number | null {
  let at = start;
  // Templates hold such characters too: {{ .User | q }}, ${A:-b}.
  while (at < end && !/[/?#]/.test(text[at] as string)) at++;
  if (text.lastIndexOf('@', at - 1) >= start) {
    // …@ inside what a user types, sa:p@ss/word@host
    return at;
  }
  if (web) return null;
  const last = text.lastIndexOf('@', end - 1);
  if (last < start) return null;
  const userInfo = text.slice(start, last);
  // host:5432/db?email=a@b is no password, nor is a path.
  if (!/^[^/:?#\s]{0,64}:/.test(userInfo) || /^[^/:?#\s]*:\d{1,5}(?:[/?#,]|$)/.test(userInfo)) return null;
  const hosts = /^[\w.-]+(?::\d{1,5})?(?:[/?]|$)/.exec(text.slice(last + 1, end));
  return hosts === null ? null : last + 1;
}

function readHost(text: string, at: number, end: number): { end: number; facts: Record<string, string> } | null {
  const match = /^((?:\[[0-9a-fA-F:.%]+\]|[^\s/?#:,;)}\]>"'`<(&|]|\$?\{{1,2}[^}]{1,60}\}{1,2}|%[0-9A-F]{2})*)(?::(\d{1,5}))?([^/?#\s"'`<>]*)(?:\/([^\s/?#"'`<>;)\\,&]*))?/.exec(text.slice(at, end));
  if (match === null) return null;
  const [whole, host = '', port, , database] = match;
  const facts: Record<string, string> = {};
  if (host !== '') facts['host'] = host;
  if (port !== undefined) facts['port'] = port;
  if (database !== undefined && database !== '') facts['database'] = decodePercent(database);
  return { end: at + whole.length, facts };
}

function isDense(user: string): boolean {
  return user.length >= 20 && /^[\w-]+$/.test(user) && /\d/.test(user) && /[A-Za-z]/.test(user) && new Set(user).size >= 10;
}

/** Undoes percent-encoding; text that is not well encoded stays as it is. */
export function decodePercent(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** `user:password@tcp(host:3306)/database` (go-sql-driver). */
function readGoDsn(text: string, at: number, markLength: number): RawCandidate | null {
  let start = at;
  while (start > 0 && at - start < 128 && !/[\s"'`]/.test(text[start - 1] as string)) start--;
  const userInfo = text.slice(start, at);
  const colon = userInfo.indexOf(':');
  if (colon < 1 || userInfo.length - colon - 1 < SHORTEST || userInfo.includes('://')) return null;
  const rest = /^([^)\s]{1,120})\)(?:\/([\w-]*))?/.exec(text.slice(at + markLength, at + markLength + 200));
  if (rest === null) return null;
  const [whole, address = '', database = ''] = rest;
  const [host = '', port = ''] = address.split(/:(?=\d+$)/);
  const groups: Record<string, string> = { scheme: 'mysql', user: userInfo.slice(0, colon), host, slot: 'password' };
  if (port !== '') groups['port'] = port;
  if (database !== '') groups['database'] = database;
  return { start: start + colon + 1, end: at, matchStart: start, matchEnd: at + markLength + whole.length, relation: 'uri', quote: '', groups };
}

/** `jdbc:oracle:thin:user/password@//host:1521/service`. */
function readOracle(text: string, at: number, markLength: number): RawCandidate | null {
  const start = at + markLength;
  const match = /^([^/@\s"'`]{1,64})\/([^@\s"'`]{1,128})@(?:\/\/)?([\w.-]+)?(?::(\d{1,5}))?(?:[:/]([\w.]+))?/.exec(text.slice(start, start + 400));
  if (match === null) return null;
  const [whole, user = '', password = '', host, port, database] = match;
  const groups: Record<string, string> = { scheme: 'jdbc:oracle', user, slot: 'password' };
  if (host !== undefined) groups['host'] = host;
  if (port !== undefined) groups['port'] = port;
  if (database !== undefined) groups['database'] = database;
  if (password.length < SHORTEST) return null;
  const from = start + user.length + 1;
  return { start: from, end: from + password.length, matchStart: at, matchEnd: start + whole.length, relation: 'uri', quote: '', groups };
}

const KEYED = /(?:^|[;\s?&"'`{(,])(server|data source|datasource|addr(?:ess)?|network address|host(?:name)?|hostaddr|user(?:name)?|user id|uid|database|initial catalog|dbname|port|driver|dsn|provider|endpoint|accountendpoint)\s{0,2}=\s{0,2}([^;\s&"'`]{1,100})/gi;

/** A `Password=` among at least one other key of a connection string, in one literal or on one line. */
function readConnectionString(text: string, at: number, markLength: number): RawCandidate | null {
  let start = at;
  while (start > 0 && at - start < REACH && !/["'`\n]/.test(text[start - 1] as string)) start--;
  const begin = at + markLength + (text[at + markLength] === ' ' ? 1 : 0);
  let end = begin;
  const brace = text[begin] === '{' && text[begin + 1] !== '{';
  // ODBC quotes values in braces; libpq in single quotes.
  const quoted = text[begin] === "'" || (text[begin] === '"' && text[start - 1] !== '"');
  if (brace || quoted) {
    const close = text.indexOf(brace ? '}' : text[begin] as string, begin + 1);
    if (close < 0 || close - begin > 128) return null;
    return connection(text, start, begin + 1, close, close + 1);
  }
  while (end < text.length && end - begin < 160 && !/[;\s"'`&\\<]/.test(text[end] as string)) end++;
  // Arguments of a call: connect(user=user, password=password, …
  if (/[,)]$/.test(text.slice(begin, end))) return null;
  return connection(text, start, begin, end, end);
}

function connection(text: string, start: number, from: number, to: number, valueEnd: number): RawCandidate | null {
  if (to - from < SHORTEST) return null;
  let end = valueEnd;
  while (end < text.length && end - valueEnd < REACH && !/["'`\n]/.test(text[end] as string)) end++;
  const whole = text.slice(start, end);
  const groups: Record<string, string> = { slot: 'password' };
  let keys = 0;
  KEYED.lastIndex = 0;
  for (let match = KEYED.exec(whole); match !== null && keys < 12; match = KEYED.exec(whole)) {
    keys++;
    const key = (match[1] as string).toLowerCase();
    const value = match[2] as string;
    if (/^(?:user|uid)/.test(key)) groups['user'] ??= value;
    else if (/^(?:server|data source|datasource|addr|host|network|endpoint|accountendpoint)/.test(key)) groups['host'] ??= value;
    else if (/^(?:database|initial|dbname)/.test(key)) groups['database'] ??= value;
    else if (key === 'port') groups['port'] ??= value;
  }
  const scheme = /^[\s\S]*?((?:jdbc:)?[a-z0-9+]{2,20}):\/\//i.exec(whole.slice(0, 60));
  if (scheme !== null) groups['scheme'] = (scheme[1] as string).toLowerCase();
  // Two other keys, or one in a string that is separated by semicolons or begins with a scheme.
  if (keys < 1 || (keys < 2 && !whole.includes(';') && scheme === null)) return null;
  if (scheme !== null && /^https?$/.test(groups['scheme'] as string)) return null;
  return { start: from, end: to, matchStart: start, matchEnd: end, relation: 'uri', quote: '', groups };
}
