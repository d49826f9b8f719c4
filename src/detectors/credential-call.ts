/**
 * Passwords and keys that a well-known function takes by position: `DriverManager.getConnection(url, "app", "…")`,
 * `new NetworkCredential("app", "…")`, `smtp.login("app", "…")`, `jwt.sign(claims, "…")`. Nothing names the value;
 * the function does. Positions are those of the functions' own documentation.
 */
import type { Rule } from '../rules/rule.ts';
import { readLiteral } from './assignment/literal.ts';
import type { Detector, RawCandidate } from './detector.ts';
import { matches } from './matches.ts';

interface Call {
  /** The function's name up to its opening bracket or, in Ruby, the space before its arguments. */
  readonly pattern: RegExp;
  /** Which argument is the secret, from 0. */
  readonly position: number;
  readonly name: 'password' | 'secret_key';
  /** The arguments before it have to be literals too: the name alone says little. */
  readonly literals?: boolean;
}

const CALLS: readonly Call[] = [
  { pattern: /\bgetConnection\(/, position: 2, name: 'password' },
  { pattern: /\b(?:PasswordAuthentication|UsernamePasswordCredentials|UsernamePasswordAuthenticationToken|UsernamePasswordToken|NetworkCredential|PSCredential|Credentials\.basic|AuthenticationCredentials|BasicAuth(?:entication)?)\(/, position: 1, name: 'password', literals: true },
  { pattern: /\b(?:mysqli_connect|mysql_connect|mysql_pconnect|new mysqli|new PDO|pg_connect|oci_connect|odbc_connect|DBI\s?->\s?connect)\s?\(/, position: 2, name: 'password' },
  { pattern: /\bmysqli?_real_connect\s?\(/, position: 3, name: 'password' },
  { pattern: /\b(?:pymysql|MySQLdb|mysql\.connector|psycopg2?|pymssql|cx_Oracle|oracledb|MySQL)\.connect\(/, position: 2, name: 'password' },
  { pattern: /\b(?:ssh|SSH|client|sftp|transport)\w{0,12}\.connect\(/, position: 3, name: 'password' },
  { pattern: /\bnew Sequelize\(/, position: 2, name: 'password' },
  { pattern: /\bPlainAuth\(/, position: 2, name: 'password' },
  { pattern: /(?:\.|->)login\(/, position: 1, name: 'password', literals: true },
  { pattern: /\bWiFi(?:Multi|\.begin|\w{0,12}\.addAP)\(/, position: 1, name: 'password', literals: true },
  { pattern: /(?:\.|->)basic_auth[( ]\s{0,4}(?=\S)/, position: 1, name: 'password' },
  { pattern: /->credentials\(/, position: 3, name: 'password' },
  { pattern: /\b(?:BasicAWSCredentials|BasicSessionCredentials|AwsBasicCredentials\.create|NewStaticCredentials(?:Provider)?|AWSStaticCredentialsProvider)\(/, position: 1, name: 'secret_key' },
  { pattern: /\b(?:jwt|JWT|jsonwebtoken|jws)(?:\.|::)(?:sign|encode|verify|decode)\(/, position: 1, name: 'secret_key' },
  { pattern: /\bcookieParser\(/, position: 0, name: 'secret_key' },
  { pattern: /\bSecretKeySpec\(/, position: 0, name: 'secret_key' },
  { pattern: /\b(?:createHmac|createCipher(?:iv)?|createDecipher(?:iv)?|CryptoJS\.[\w.]{1,20})\(/, position: 1, name: 'secret_key' },
  { pattern: /\bhash_hmac\(/, position: 2, name: 'secret_key' },
  { pattern: /\bhmac\.new\(/, position: 0, name: 'secret_key' },
];
/** One pattern for all of them, a group for each. */
const ANY = new RegExp(CALLS.map(({ pattern }) => `(${pattern.source})`).join('|'), 'g');
/** An option of libcurl that takes `user:password`. */
const USER_PASSWORD = /\bCURLOPT_(?:PROXY)?USERPWD\s?(?:,|=>)\s?(?=["'])/g;

export const credentialCallDetector: Detector = {
  name: 'credential-call',
  find(_rule: Rule, text: string, from: number, to: number): RawCandidate[] {
    const found: RawCandidate[] = [];
    const begin = Math.max(0, from - 40);
    const scope = text.slice(0, to + 24);
    const add = (start: number, end: number, quote: string, match: RegExpExecArray, name: string, user: string | null): void => {
      if (end - start < 3 || end - start > 512 || found.some((other) => other.start === start)) return;
      const groups = { form: 'call', ...(user !== null && { user }) };
      found.push({ start, end, matchStart: match.index, matchEnd: end + 1, name, relation: 'argument', quote, groups });
    };
    for (const match of matches(ANY, scope, begin)) {
      const { position, name, literals } = CALLS[match.slice(1).findIndex((group) => group !== undefined)] as Call;
      const read = readArgument(text, match.index + match[0].length, position, literals === true);
      if (read !== null) add(read.start, read.end, read.quote, match, name, name === 'password' ? read.user : null);
    }
    for (const match of matches(USER_PASSWORD, scope, begin)) {
      const literal = readLiteral(text, match.index + match[0].length);
      const colon = literal === null ? -1 : text.indexOf(':', literal.start);
      if (literal !== null && colon > literal.start && colon < literal.end) add(colon + 1, literal.end, literal.quote, match, 'password', text.slice(literal.start, colon));
    }
    return found;
  },
};

interface Argument {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** The literal before it, null when there is none. */
  readonly user: string | null;
}

const SPACE = /\s{0,80}/y;
/** What may wrap the literal: a prefix of its language, a conversion, an option. */
const WRAP = /(?:[rbuf@]|Some\(|\[\]byte\(|new String\(|Buffer\.from\()?(?=["'`])/y;
/** An argument that is no literal: up to the comma behind it. Brackets are read one level deep. */
const OTHER = /(?:[^\s"'`,()[\]{};]|[ \t](?![ \t])|\([^()\n]{0,80}\)|\[[^[\]\n]{0,80}\]|\{[^{}\n]{0,120}\}){1,160}/y;
/** What may stand behind the literal before the comma or the bracket that ends it. */
const TAIL = /(?:\.(?:toCharArray|getBytes|encode|to_string|into|freeze)\([^()\n]{0,40}\)|\)(?=\s{0,4}\)))?\s{0,80}(?=[,)\]]|\s|$)/y;

/** The literal at a position among the arguments that begin at `at`; null when another kind of value stands there. */
function readArgument(text: string, at: number, position: number, literals: boolean): Argument | null {
  let cursor = at;
  let user: string | null = null;
  for (let index = 0; ; index++) {
    cursor = skip(SPACE, text, cursor);
    const begin = skip(WRAP, text, cursor);
    const literal = isQuote(text, begin) ? readLiteral(text, begin, 400) : null;
    if (literal !== null) cursor = skip(TAIL, text, literal.after);
    else if (index === position || literals) return null;
    else {
      const end = skip(OTHER, text, cursor);
      if (end === cursor) return null;
      cursor = skip(SPACE, text, end);
    }
    if (literal !== null && index === position) return /[,)\]\s]/.test(text[cursor] ?? ' ') || cursor > literal.after ? { start: literal.start, end: literal.end, quote: literal.quote, user } : null;
    user = literal === null ? null : text.slice(literal.start, literal.end);
    if (text[cursor] !== ',') return null;
    cursor += 1;
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function isQuote(text: string, at: number): boolean {
  return text[at] === '"' || text[at] === "'" || text[at] === '`';
}
