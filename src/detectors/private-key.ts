/**
 * Private keys in PEM armour (RFC 7468, RFC 1421 headers, OpenSSH's and OpenPGP's own labels) and in PuTTY's format,
 * however they are wrapped: real lines, `\n` as two characters, YAML blocks, indentation, string concatenation, comments.
 */
import type { Detector, RawCandidate } from './detector.ts';
import type { Rule } from '../rules/rule.ts';

const BEGIN = /-----BEGIN ([A-Z0-9 ]{0,40}?PRIVATE KEY(?: BLOCK)?)-----/g;
/** A key of 16,384 RSA bits is about 13 KB of base64. */
const MAX_BODY = 16_000;
/** Without an END line, what looks like base64 lines is the body: armour is often cut off. */
const BODY_PIECE = /(?:[ \t\r\n>|#*+,'"`()]|\\{1,4}[nrt"']|\/\/|\.\.|\$\{?)*([A-Za-z0-9+/]{20,}={0,2})/y;
const MIN_BODY = 40;

const PUTTY_HEAD = /PuTTY-User-Key-File-([23]): ?([a-z0-9-]{1,40})/g;
const PUTTY_PUBLIC = /Public-Lines: \d{1,3}(?:\r?\n|\\n)((?:[A-Za-z0-9+/=]{1,80}(?:\r?\n|\\n)){1,200})/;
const PUTTY_MAC = /^(?:\r?\n|\\n)?Private-MAC: ([0-9a-fA-F]{40,64})/;
const PUTTY_PRIVATE = /Private-Lines: (\d{1,3})(?:\r?\n|\\n)((?:[A-Za-z0-9+/=]{1,80}(?:\r?\n|\\n|$)){1,200})/g;

/** Finds whole keys; the value runs from BEGIN to END, or to the last line that still looks like key material. */
export const privateKeyDetector: Detector = {
  name: 'private-key',
  find(rule: Rule, text: string): RawCandidate[] {
    return rule.id.includes('putty') ? findPutty(text) : findPem(rule, text);
  },
};

function findPem(rule: Rule, text: string): RawCandidate[] {
  const encryptedOnly = rule.id.includes('encrypted');
  const found: RawCandidate[] = [];
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin !== null; begin = BEGIN.exec(text)) {
    const label = begin[1] ?? '';
    const end = endOf(text, label, begin.index + begin[0].length);
    if (end === null) continue;
    const block = text.slice(begin.index, end);
    if (isEncrypted(label, block) === encryptedOnly) {
      found.push({ start: begin.index, end, matchStart: begin.index, matchEnd: end, groups: { label } });
    }
    BEGIN.lastIndex = end;
  }
  return found;
}

function endOf(text: string, label: string, from: number): number | null {
  const line = `-----END ${label}-----`;
  const end = text.indexOf(line, from);
  const next = text.indexOf('-----BEGIN ', from);
  if (end >= 0 && end - from <= MAX_BODY && (next < 0 || end < next)) {
    return materialIn(text.slice(from, end)) >= MIN_BODY ? end + line.length : null;
  }
  let at = from;
  let material = 0;
  for (;;) {
    BODY_PIECE.lastIndex = at;
    const piece = BODY_PIECE.exec(text);
    if (piece === null || BODY_PIECE.lastIndex - from > MAX_BODY) break;
    at = BODY_PIECE.lastIndex;
    material += piece[1]?.length ?? 0;
  }
  return material >= MIN_BODY ? at : null;
}

/** Characters in base64 runs long enough not to be words: `-----BEGIN…----- <your key here> -----END…-----` has none. */
function materialIn(body: string): number {
  let material = 0;
  for (const run of body.match(/[A-Za-z0-9+/]{16,}/g) ?? []) material += run.length;
  return material;
}

function isEncrypted(label: string, block: string): boolean {
  if (label.startsWith('ENCRYPTED') || block.includes('Proc-Type: 4,ENCRYPTED')) return true;
  // openssh-key-v1 names its cipher right after the magic: "none" is AAAABG5vbmU in base64 at that place.
  return label === 'OPENSSH PRIVATE KEY' && !/AAAABG5vbmU/.test(block.replace(/[^A-Za-z0-9+/]/g, '').slice(0, 80));
}

function findPutty(text: string): RawCandidate[] {
  const found: RawCandidate[] = [];
  PUTTY_HEAD.lastIndex = 0;
  for (let head = PUTTY_HEAD.exec(text); head !== null; head = PUTTY_HEAD.exec(text)) {
    PUTTY_PRIVATE.lastIndex = head.index;
    const lines = PUTTY_PRIVATE.exec(text);
    if (lines === null) break;
    const body = lines[2] ?? '';
    const end = lines.index + lines[0].length;
    const start = end - body.length;
    found.push({ start, end: start + body.trimEnd().replace(/(?:\\n)+$/, '').length, matchStart: head.index, matchEnd: end, groups: puttyFields(head, text.slice(head.index, lines.index), text.slice(end, end + 100)) });
    PUTTY_HEAD.lastIndex = lines.index + lines[0].length;
  }
  return found;
}

/** The fields around the private lines, as src/judge/checks/putty-key.ts reads them; what is missing is left out. */
function puttyFields(head: RegExpExecArray, before: string, after: string): Record<string, string> {
  const line = (name: string): string => new RegExp(`${name}: ?([^\\r\\n\\\\]{0,200})`).exec(before)?.[1] ?? '';
  const mac = PUTTY_MAC.exec(after)?.[1];
  const publicLines = PUTTY_PUBLIC.exec(before)?.[1] ?? '';
  return { label: 'PuTTY', version: head[1] ?? '', algorithm: head[2] ?? '', encryption: line('Encryption'), comment: line('Comment'), publicLines, ...(mac !== undefined && { mac }) };
}
