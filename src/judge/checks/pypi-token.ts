/**
 * PyPI's upload tokens: `pypi-` and a macaroon in base64url. A macaroon names the index it is for, the token, and
 * caveats: what it may do and until when.
 * Sources: https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt (binary format 2),
 * https://docs.pypi.org/api/ and https://github.com/pypi/warehouse/blob/main/warehouse/macaroons/caveats/__init__.py
 */
import type { CheckInput, CheckResult } from './check.ts';

const [END, LOCATION, IDENTIFIER, SIGNATURE] = [0, 1, 2, 6];
const [EXPIRY, PROJECTS] = [0, 1];

interface Field {
  readonly type: number;
  readonly content: Buffer;
  readonly end: number;
}

/** Passes when the macaroon reads to its signature of 32 bytes; names index, token and projects; an expired one is of low severity. */
export function checkPypiToken(input: CheckInput): CheckResult {
  const bytes = Buffer.from(input.value.replace(/^pypi-/, ''), 'base64url');
  const facts: Record<string, string> = {};
  let expired = false;
  if (bytes[0] !== 2) return { outcome: 'failed', reason: 'not-a-macaroon' };
  let section = 0;
  for (let field = readField(bytes, 1); field !== null; field = readField(bytes, field.end)) {
    const text = field.content.toString('latin1');
    if (field.type === END) section += 1;
    else if (field.type === LOCATION && section === 0) facts['pypi.index'] = text;
    else if (field.type === IDENTIFIER && section === 0 && /^[0-9a-f-]{36}$/.test(text)) facts['pypi.token'] = text;
    else if (field.type === IDENTIFIER && section > 0) expired = readCaveat(text, facts, input.now) || expired;
    else if (field.type === SIGNATURE) {
      if (field.content.length !== 32 || field.end !== bytes.length) break;
      return expired ? { outcome: 'passed', reason: 'expired', facts, severity: 'low' } : { outcome: 'passed', reason: 'decodes', facts };
    }
  }
  return { outcome: 'failed', reason: 'not-a-macaroon' };
}

/** Reads one caveat, `[kind, …]` or the older `{"permissions": …}`, into the facts; true when it says that the token has expired. */
function readCaveat(text: string, facts: Record<string, string>, now: Date): boolean {
  let caveat: unknown;
  try {
    caveat = JSON.parse(text);
  } catch {
    return false;
  }
  if (Array.isArray(caveat)) {
    const [kind, value] = caveat as unknown[];
    if (kind === PROJECTS && Array.isArray(value)) facts['pypi.projects'] = value.join(', ').slice(0, 200);
    if (kind !== EXPIRY || typeof value !== 'number' || !(value > 0 && value < 1e11)) return false;
    facts['pypi.expiry'] = new Date(value * 1000).toISOString();
    return value * 1000 < now.getTime();
  }
  const projects = (caveat as { permissions?: { projects?: unknown } } | null)?.permissions?.projects;
  if (Array.isArray(projects)) facts['pypi.projects'] = projects.join(', ').slice(0, 200);
  return false;
}

/** Type, length as a varint (up to two bytes: fields are shorter than 16 KB), content; the end of a section is a zero alone. */
function readField(bytes: Buffer, at: number): Field | null {
  const type = bytes[at];
  if (type === undefined) return null;
  if (type === END) return { type, content: bytes.subarray(at, at), end: at + 1 };
  const first = bytes[at + 1] ?? 0;
  const long = first >= 0x80;
  const length = long ? (first & 0x7f) | ((bytes[at + 2] ?? 0) << 7) : first;
  const start = at + (long ? 3 : 2);
  return start + length > bytes.length ? null : { type, content: bytes.subarray(start, start + length), end: start + length };
}
