/**
 * .netrc and _netrc (netrc(5), https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html):
 * `machine <host> login <user> password <secret>` on one line or several, in any order of the pairs.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';

const ENTRY = /(?<![\w.-])machine[ \t\r\n]+([\w.:/-]{1,200})((?:[ \t\r\n]+(?:login|user|account|port|protocol)[ \t]+\S{1,200}){0,4})[ \t\r\n]+(?:password|passwd)[ \t]+("(?:[^"\\\n]|\\.){1,200}"|[^\s"](?:(?!\\[nrt])\S){0,500})/y;
const LOGIN = /(?:login|user)[ \t]+(\S{1,200})/;

export const netrcDetector: Detector = {
  name: 'netrc',
  find(_rule: Rule, text: string, from: number): RawCandidate[] {
    ENTRY.lastIndex = from;
    const entry = ENTRY.exec(text);
    if (entry === null) return [];
    const [whole, host = '', pairs = '', written = ''] = entry;
    const after = text.slice(entry.index + whole.length, entry.index + whole.length + 240);
    // The login may follow the password; without one these are words of a sentence.
    const user = LOGIN.exec(pairs)?.[1] ?? /^[ \t\r\n]+(?:login|user)[ \t]+(\S{1,200})/.exec(after)?.[1];
    if (user === undefined) return [];
    const quoted = written.startsWith('"');
    const end = entry.index + whole.length - (quoted ? 1 : 0);
    const start = entry.index + whole.length - written.length + (quoted ? 1 : 0);
    return [{
      start, end, matchStart: entry.index, matchEnd: entry.index + whole.length,
      name: 'password', relation: 'pair', quote: quoted ? '"' : '', groups: { slot: 'password', user, host },
    }];
  },
};
