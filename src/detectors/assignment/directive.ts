/** Names and values that stand behind each other on a line, with nothing but a space between. */
import type { RawCandidate } from '../detector.ts';
import { lineEnd, lineStart, readWord } from './bare.ts';
import { bareValue } from './reading.ts';
import type { Reading } from './reading.ts';

const SPACE = 32;

/** What sets a variable to the next word: Dockerfile, csh, fish, Windows, psql. */
const SETTER = /(?:^|[\s;])(?:ENV|setenv|setx|set -[a-zA-Z]{1,3}|\\set)[ \t]+$/;
/** Directives of services that take a password: redis.conf, slapd.conf and nslcd.conf, mosquitto.conf, keepalived.conf. */
const DIRECTIVE = /^(?:requirepass|rootpw|bindpw|bindpasswd|remote_password|auth_pass|bridge_password)$/i;
/** A password is one word and no other directive's text; types of columns have brackets or commas behind them. */
const WORD = /^[^\s"'`<>{}$%(),;]{4,128}$/;

/** `ENV API_TOKEN value`, `set -gx API_TOKEN value`, `requirepass value`: the word behind the name. Null when nothing sets the name. */
export function readDirective(reading: Reading, follows: number): RawCandidate | null {
  if (follows !== SPACE) return null;
  const { text, name, nameStart, nameEnd } = reading;
  const start = lineStart(text, nameStart);
  const before = text.slice(start, nameStart);
  const at = nameEnd + 1;
  if (SETTER.test(before)) {
    const word = readWord(text, at);
    return WORD.test(text.slice(word.start, word.end)) ? bareValue(reading, word) : null;
  }
  if (!DIRECTIVE.test(name) || before.trim() !== '') return null;
  const end = lineEnd(text, at);
  return WORD.test(text.slice(at, end)) ? bareValue(reading, { start: at, end }) : null;
}
