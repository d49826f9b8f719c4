/**
 * PostgreSQL's password file (https://www.postgresql.org/docs/current/libpq-pgpass.html): lines of
 * `hostname:port:database:username:password`, each of the first four may be `*`, a backslash escapes `:` and `\`.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';

const FIELD = '((?:[^:\\\\\\s]|\\\\.){1,120})';
const LINE = new RegExp(`^(\\*|\\[[0-9a-fA-F:]+\\]|[\\w./-]{1,200}):(\\*|\\d{2,5}):${FIELD}:${FIELD}:((?:[^:\\\\\\r\\n]|\\\\.){3,300})\\r?$`);

export const pgpassDetector: Detector = {
  name: 'pgpass',
  find(_rule: Rule, text: string, from: number): RawCandidate[] {
    const lineStart = text.lastIndexOf('\n', from) + 1;
    const feed = text.indexOf('\n', from);
    const line = LINE.exec(text.slice(lineStart, feed < 0 ? text.length : feed));
    if (line === null) return [];
    const [whole, host = '', port = '', database = '', user = '', written = ''] = line;
    // Five numbers in a row are a time or an address.
    if (/^\d+$/.test(database) || /^\d{1,2}$/.test(user)) return [];
    const end = lineStart + whole.trimEnd().length;
    const start = end - written.trimEnd().length;
    const value = written.trimEnd().replace(/\\([:\\])/g, '$1');
    const groups = { slot: 'password', scheme: 'postgres', host, port, database, user };
    return [{ start, end, matchStart: lineStart, matchEnd: end, value, relation: 'pair', quote: '', name: 'password', groups }];
  },
};
