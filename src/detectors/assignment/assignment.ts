/**
 * The assignment reader: finds name – relation – value in any syntax, without parsing the file. It reads outwards
 * from a word that means a secret: the whole name, what links it, the value. Expressions are no literals, but the
 * literal default of a look-up is.
 */
import type { Relation } from '../../model.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';
import { readName } from '../names/family.ts';
import { readElement, readInline, readRest } from './bare.ts';
import { readReferenceDefault } from './fallback.ts';
import { quoteAt } from './literal.ts';
import { nameEndAt, nameStartAt } from './name-span.ts';
import { readBefore } from './before.ts';
import { readDirective } from './directive.ts';
import { blockDefault, isNameField, pairedValue } from './pairs.ts';
import { bareValue, literalAt } from './reading.ts';
import type { Reading } from './reading.ts';
import { readLink } from './relation.ts';
import { readValue } from './value.ts';

/** Where a name may begin, one pattern per family of rules. */
const PASSWORD_WORD = /pass|pwd|psw|\bpw\b|_pw\b|pw(?=["'])|psk|mdp|rootpw|bindpw|senha|kennwort|contrase|clave|wachtwoord|haslo|identified|securestring/gi;
const SECRET_WORD = /secret|token|key|auth|cred|jwt|bearer|ticket|otp\b|totp|seed|hmac|signature|verifier|cookie|salt|nonce|\bpat\b|_pat\b/gi;

/** Reads names, relations and values. `rule.kind` picks the family: `password`, or everything else. */
export const assignmentDetector: Detector = {
  name: 'assignment',
  find(rule: Rule, text: string, from: number, to: number): RawCandidate[] {
    const passwords = rule.kind === 'password';
    const word = passwords ? PASSWORD_WORD : SECRET_WORD;
    const found: RawCandidate[] = [];
    let last = -1;
    word.lastIndex = from;
    const scope = text.slice(0, to + 16);
    for (let hit = word.exec(scope); hit !== null && hit.index < to; hit = word.exec(scope)) {
      const nameEnd = nameEndAt(text, hit.index + hit[0].length);
      const candidate = CAN_FOLLOW[text.charCodeAt(nameEnd)] === 1 ? readAt(text, hit.index, nameEnd, passwords) : null;
      word.lastIndex = Math.max(nameEnd, hit.index + 1);
      if (candidate === null || candidate.start === last || isIndex(candidate, text)) continue;
      last = candidate.start;
      found.push(candidate);
    }
    return found;
  },
};

/** `key: 'name'`: what a bare key opens, if it is no index, is long and has digits. Saves the judge most of the keys of code. */
function isIndex({ name, start, end, value }: RawCandidate, text: string): boolean {
  return name?.length === 3 && /^key$/i.test(name) && (end - start < 12 || !/\d/.test(value ?? text.slice(start, end)));
}

/** Bytes that can follow a name which has a value. Most names in code have none, and end here. */
const CAN_FOLLOW = new Uint8Array(256);
for (const character of '"\'`\\&])*!? \t=:><,({}[\r\n\xef') CAN_FOLLOW[character.charCodeAt(0)] = 1;

function readAt(text: string, hit: number, nameEnd: number, passwords: boolean): RawCandidate | null {
  const { start: nameStart, dashes } = nameStartAt(text, hit);
  const name = text.slice(nameStart, nameEnd);
  const reading = (relation: Relation, groups: Readonly<Record<string, string>>): Reading => ({ text, name, nameStart, nameEnd, relation, groups });
  if (passwords && /^identified|securestring$/i.test(name)) return readSpecial(reading, nameStart, nameEnd);
  const meaning = readName(name);
  if (meaning === null || (meaning.family === 'password') !== passwords) return null;
  if (isNameField(text, nameStart)) {
    const at = pairedValue(text, nameStart, nameEnd);
    if (at >= 0) return readPaired(reading('pair', {}), at);
  }
  if (text.startsWith('${', nameStart - 2)) {
    const fallback = readReferenceDefault(text, nameStart - 2);
    return fallback === null ? null : bareValue(reading('assignment', { form: 'default' }), fallback, fallback.after);
  }
  const follows = text.charCodeAt(nameEnd);
  // `credentials.contains("x")`: only the method's own name counts, unless it makes the thing: `TOTP.new("x")`.
  const method = follows === 40 && name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : null;
  if (method !== null && readName(method) === null && !/^(?:new|of|from|create|make|build|parse|valueOf)$/.test(method)) return null;
  const before = nameStart > 0 ? text.charCodeAt(nameStart - 1) : 10;
  const flag = (dashes > 0 && (dashes > 1 || /[\s"'`([,=]/.test(text[nameStart - dashes - 1] ?? ' '))) || (before === 47 && follows === 58 && text.charCodeAt(nameEnd + 1) > 32);
  const link = readLink(text, nameEnd, flag, before === 60, before === 58);
  if (NAMELESS.test(text.slice(Math.max(0, nameStart - 12), nameStart)) && !ENCRYPTED_LOGIN.test(text.slice(Math.max(0, nameStart - 40), nameEnd + 3))) return null;
  // Join-Path $PWD "x": the working directory.
  if (link?.sign === ' ' && name === 'PWD' && before === 36) return null;
  // 'PW' => 'Palau': a table of countries.
  if (link?.quoted === true && name === 'PW') return null;
  if (link === null) return (follows === 34 || follows === 32 ? readApart(reading, nameEnd) : null) ?? readDirective(reading('assignment', { sign: ' ' }), follows) ?? readBefore(reading('assignment', { sign: '==' }), follows);
  const relation = link.sign === ':' && /^(?:x-|proxy-)/i.test(name) ? 'header' : link.relation;
  return readValue(reading(relation, { sign: link.sign }), link, before) ?? (follows === 40 ? readBefore(reading('assignment', { sign: '==' }), follows) : null);
}

/** Words before a name that make it another thing: `Public Key: …`, `alias pwd='…'`. */
const NAMELESS = /(?:^|[^\w-])(?:public|primary|foreign|repository|hashed|encrypted|alias)[ \t]$/i;

/** `CREATE ROLE app LOGIN ENCRYPTED PASSWORD 'x'` (PostgreSQL): the server encrypts it. */
const ENCRYPTED_LOGIN = /\bencrypted[ \t]password[ \t]'/i;

type MakeReading = (relation: Relation, groups: Readonly<Record<string, string>>) => Reading;

/** `IDENTIFIED BY 'x'`, `IDENTIFIED WITH … BY 'x'`, `ConvertTo-SecureString 'x'`. */
const SPECIAL = /(?:[ \t]+WITH[ \t]+["'\w]{1,40})?[ \t]+BY[ \t]+(?:PASSWORD[ \t]+)?(?=\\*["']|[A-Za-z]\w{2,40}[ \t]{0,4};)|[ \t]+(?:-String[ \t]+)?(?=\\*["'])/iy;

/** What makes `identified by` a clause of SQL and not of English. */
const SQL_ACCOUNT = /\b(?:user|role|grant|alter|database|account|link)\b/i;

function readSpecial(reading: MakeReading, nameStart: number, nameEnd: number): RawCandidate | null {
  const subject = reading('flag', {});
  if (subject.name.startsWith('identified') && !SQL_ACCOUNT.test(subject.text.slice(Math.max(0, nameStart - 300), nameStart))) return null;
  SPECIAL.lastIndex = nameEnd;
  if (!SPECIAL.test(subject.text)) return null;
  const at = SPECIAL.lastIndex;
  if (!/^identified/i.test(subject.name)) return literalAt(subject, at);
  const clause: Reading = { ...subject, name: 'IDENTIFIED BY', relation: 'sql' };
  // Oracle takes a password without quotes.
  return quoteAt(subject.text, at) === '' ? bareValue(clause, readInline(subject.text, at)) : literalAt(clause, at);
}

function readPaired(reading: Reading, at: number): RawCandidate | null {
  const { text } = reading;
  if (quoteAt(text, at) !== '') return literalAt(reading, at);
  if (text[at - 1] === '>') return bareValue(reading, readElement(text, at));
  const rest = readRest(text, at);
  return bareValue(reading, /[,;}<>]/.test(text.slice(rest.start, rest.end)) ? readInline(text, at) : rest);
}

/** A value without a sign between: the default of a named block. */
function readApart(reading: MakeReading, nameEnd: number): RawCandidate | null {
  const subject = reading('assignment', { form: 'default' });
  const at = blockDefault(subject.text, nameEnd);
  return at < 0 ? null : literalAt(subject, at);
}
