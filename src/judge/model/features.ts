/**
 * What the context model looks at: numbers read from the name, the value, the relation, the file and the line.
 * The order of `FEATURES` is the order of the vector; the weights file names each feature, so the two cannot drift.
 */
import type { Candidate } from '../../model.ts';
import { readName } from '../../detectors/names/family.ts';
import { shannonEntropy } from '../entropy.ts';
import { fileKind, isExamplePath } from '../file-kind.ts';
import { isSequence } from '../placeholders.ts';
import { readLanguage } from './language.ts';
import { WEAK_PASSWORDS } from './weak-passwords.ts';

export const FEATURES = [
  // The name.
  'name password', 'name secret', 'name token', 'name key', 'name auth', 'name none', 'name strong', 'name length', 'name says test', 'name constant', 'name qualified',
  // The relation.
  'relation assignment', 'relation mapping', 'relation argument', 'relation flag', 'relation header', 'relation pair', 'relation uri', 'relation element', 'relation sql',
  'compared', 'quoted', 'escaped quote', 'default of a look-up', 'inside a call', 'list-like', 'own line',
  // The value.
  'length', 'entropy', 'entropy per length', 'digits', 'lower case', 'upper case', 'punctuation', 'kinds of characters', 'changes of kind', 'hexadecimal', 'hash length', 'uuid', 'base64', 'base32',
  'dictionary words', 'letter surprise', 'longest letter run', 'identifier parts', 'reads as a name', 'holds its name', 'weak password', 'sequence', 'spaces', 'says test', 'capitalised words', 'ends in digits', 'leading word prefix', 'all letters', 'constant case', 'distinct characters', 'numeric', 'url characters', 'made of common words',
  // The file and the line.
  'file code', 'file env', 'file yaml', 'file shell', 'file markup', 'file data', 'file doc', 'file unknown', 'example path', 'line length', 'line comment', 'line has user', 'line has host', 'line asserts', 'line says example', 'line says error', 'repeated on the line', 'user equals password',
] as const;

export type FeatureName = (typeof FEATURES)[number];

/** Where each feature stands in the vector. A plain object: its look-ups cost nothing. */
const AT = Object.fromEntries(FEATURES.map((name, index) => [name, index])) as Readonly<Record<FeatureName, number>>;

const TEST_WORD = /test|fake|dummy|example|sample|mock|invalid|wrong|bad|incorrect|stub|foo|bar\b|demo|bogus|fixture|expected/i;
const SAYS_TEST = /test|fake|dummy|example|sample|mock|foo|demo|bogus|invalid|wrong|incorrect|some|your|any/i;
const USER_WORD = /user|login|account|email|e-mail|username|\buid\b|\bcn=/i;
const HOST_WORD = /host|server|url|endpoint|:\/\/|port|address|database|\bdb\b|\.(?:com|net|io|org)\b/i;
const ASSERTS = /assert|expect|should|equal|tobe|\bit\(|verify|\bmust\b|refute|compare/i;
const COMMENT = /^\s*(?:#|\/\/|\/\*|\*(?=[\s/])|--|;|<!--|%|rem\b|"""|=begin)/i;
const ERRORS = /error|invalid|message|warn|label|title|placeholder|hint|description|throw|raise/i;

/** Computes the vector of a candidate. `path` is null when not known. Deterministic and linear in value and line. */
export function featuresOf(candidate: Candidate, path: string | null): Float64Array {
  const out = new Float64Array(FEATURES.length);
  const { value, groups } = candidate;
  const name = candidate.name ?? '';
  describeName(name, out);
  describeRelation(candidate, out);
  describeValue(value, name, out);

  const kind = fileKind(path);
  out[AT[`file ${kind === 'lock' ? 'data' : kind}`]] = 1;
  out[AT['example path']] = isExamplePath(path) ? 1 : 0;
  const line = lineOf(candidate);
  out[AT['line length']] = Math.min(300, line.length) / 100;
  out[AT['line comment']] = COMMENT.test(line) ? 1 : 0;
  const rest = line.replace(value, '');
  const others = rest.replace(name, '');
  out[AT['line has user']] = USER_WORD.test(others) || groups['user'] !== undefined ? 1 : 0;
  out[AT['line has host']] = HOST_WORD.test(others) || groups['host'] !== undefined ? 1 : 0;
  out[AT['line asserts']] = ASSERTS.test(others) ? 1 : 0;
  out[AT['line says example']] = /example|e\.g\.|sample|usage|such as|default/i.test(others) ? 1 : 0;
  out[AT['line says error']] = ERRORS.test(others) ? 1 : 0;
  out[AT['repeated on the line']] = value.length > 2 && rest.includes(value) ? 1 : 0;
  out[AT['user equals password']] = groups['user'] !== undefined && groups['user'] === (groups['password'] ?? value) ? 1 : 0;
  return out;
}

function describeName(name: string, out: Float64Array): void {
  const reading = name === '' ? null : readName(name);
  out[AT[`name ${reading?.family ?? ('none' as const)}`]] = 1;
  out[AT['name strong']] = reading?.strong === true ? 1 : 0;
  out[AT['name length']] = Math.min(40, name.length) / 10;
  out[AT['name says test']] = TEST_WORD.test(name) ? 1 : 0;
  out[AT['name constant']] = /^[A-Z][A-Z0-9_]+$/.test(name) ? 1 : 0;
  out[AT['name qualified']] = /[a-z0-9][_.-][a-z]|[a-z][A-Z]|[A-Z]_[A-Z]/.test(name) ? 1 : 0;
}

function describeRelation(candidate: Candidate, out: Float64Array): void {
  const { relation, groups, quote } = candidate;
  switch (relation) {
    case 'attribute': case 'pair': out[AT['relation pair']] = 1; break;
    case 'column': case 'prose': break;
    case undefined: break;
    default: out[AT[`relation ${relation}`]] = 1;
  }
  const sign = groups['sign'] ?? '';
  out[AT['compared']] = sign === '==' || sign === '!=' || sign === 'eq' || sign === 'eql' || sign === 'is' ? 1 : 0;
  out[AT['quoted']] = quote !== undefined && quote !== '' ? 1 : 0;
  out[AT['escaped quote']] = quote !== undefined && quote.length > 1 ? 1 : 0;
  out[AT['default of a look-up']] = groups['form'] === 'default' ? 1 : 0;
  out[AT['inside a call']] = groups['form'] === 'call' ? 1 : 0;
  out[AT['list-like']] = sign === ',' ? 1 : 0;
  out[AT['own line']] = groups['own-line'] === 'yes' ? 1 : 0;
}

function describeValue(value: string, name: string, out: Float64Array): void {
  const length = value.length;
  let digits = 0;
  let lower = 0;
  let upper = 0;
  let spaces = 0;
  let changes = 0;
  let before = -1;
  const seen = new Uint8Array(256);
  let distinct = 0;
  let url = 0;
  for (let at = 0; at < length; at++) {
    const code = value.charCodeAt(at) & 0xff;
    let kind = 3;
    if (code >= 97 && code <= 122) {
      lower++;
      kind = 0;
    } else if (code >= 65 && code <= 90) {
      upper++;
      kind = 1;
    } else if (code >= 48 && code <= 57) {
      digits++;
      kind = 2;
    } else if (code === 32) spaces++;
    else if (code === 47 || code === 58 || code === 46) url++;
    if (before >= 0 && kind !== before) changes++;
    before = kind;
    if (seen[code] === 0) {
      seen[code] = 1;
      distinct++;
    }
  }
  const other = length - digits - lower - upper;
  const entropy = shannonEntropy(value);
  out[AT['length']] = Math.log2(1 + length);
  out[AT['entropy']] = entropy;
  out[AT['entropy per length']] = length > 1 ? entropy / Math.log2(length) : 0;
  out[AT['digits']] = digits / length;
  out[AT['lower case']] = lower / length;
  out[AT['upper case']] = upper / length;
  out[AT['punctuation']] = (other - spaces) / length;
  out[AT['kinds of characters']] = Number(digits > 0) + Number(lower > 0) + Number(upper > 0) + Number(other > 0);
  out[AT['changes of kind']] = length > 1 ? changes / (length - 1) : 0;
  const hex = length >= 8 && digits > 0 && /^(?:0x)?[0-9a-fA-F]+$/.test(value);
  out[AT['hexadecimal']] = hex ? 1 : 0;
  out[AT['hash length']] = hex && (length === 32 || length === 40 || length === 64 || length === 96 || length === 128) ? 1 : 0;
  out[AT['uuid']] = length === 36 && /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/.test(value) ? 1 : 0;
  out[AT['base64']] = length >= 16 && digits > 0 && upper > 0 && lower > 0 && /^[A-Za-z0-9+/_-]+=*$/.test(value) ? 1 : 0;
  out[AT['base32']] = length >= 16 && lower === 0 && /^[A-Z2-7]+=*$/.test(value) ? 1 : 0;
  const language = readLanguage(value);
  out[AT['dictionary words']] = language.words;
  out[AT['letter surprise']] = language.surprise;
  out[AT['longest letter run']] = Math.min(20, language.run) / 10;
  const identifier = /^[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/.test(value);
  out[AT['identifier parts']] = identifier ? Math.min(4, value.split(/[_-]/).length) : 0;
  out[AT['reads as a name']] = length < 48 && identifier && readName(value) !== null ? 1 : 0;
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  const plainName = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  out[AT['holds its name']] = plain.length > 2 && (plainName.endsWith(plain) || (plainName.length > 2 && plain.includes(plainName))) ? 1 : 0;
  out[AT['weak password']] = WEAK_PASSWORDS.has(value.toLowerCase()) ? 1 : 0;
  out[AT['sequence']] = isSequence(value) ? 1 : 0;
  out[AT['spaces']] = Math.min(6, spaces);
  out[AT['says test']] = SAYS_TEST.test(value) ? 1 : 0;
  out[AT['capitalised words']] = /^(?:[A-Z][a-z]+){2,}$/.test(value) ? 1 : 0;
  out[AT['ends in digits']] = digits > 0 && /[A-Za-z]\d{1,4}[!.@#$]?$/.test(value) ? 1 : 0;
  out[AT['leading word prefix']] = /^[A-Za-z]{2,8}[-_][A-Za-z0-9_-]{12,}$/.test(value) && digits > 0 ? 1 : 0;
  out[AT['all letters']] = digits === 0 && other === 0 ? 1 : 0;
  out[AT['constant case']] = upper > 0 && lower === 0 && /^[A-Z][A-Z0-9_]*$/.test(value) ? 1 : 0;
  out[AT['distinct characters']] = distinct / length;
  out[AT['numeric']] = digits === length ? 1 : 0;
  out[AT['url characters']] = Math.min(6, url);
  out[AT['made of common words']] = commonWords(value);
}

const COMMON = new Set(('password passwd pass pwd passphrase secret secrets token tokens key keys api apikey access auth oauth authentication authorization bearer credential credentials client app application id private public ' +
  'value string text word code name user username login admin root account email db database host server service my some any new old another other valid invalid wrong bad good correct incorrect test testing fake dummy sample example mock foo bar baz ' +
  'here generated random initial temporary temp long secure strong super default real actual current confirm confirmation this is not a the your very for session cookie jwt refresh signing encryption master shared consumer webhook passwort kennwort contrasena senha wachtwoord haslo parola clave passe mot de').split(' '));
const COMMON_PREFIX = /^(?:password|passwd|passphrase|pass|pwd|secret|token|apikey|access|oauth|auth|credential|client|private|public|user|login|admin|root|test|fake|dummy|example|sample|my|some|new|old|wrong|invalid|valid|bad|good|super|key|api|app|db|id|value|string|random|secure|strong|word|is|the|for|not|your|default|initial|temporary|here|name|signing|encryption|master|shared|consumer|refresh|session|cookie|jwt)/;

/** Share of the letters that lie in the everyday words of credentials and tests, glued or separated. */
export function commonWords(value: string): number {
  if (value.length > 60) return 0;
  let letters = 0;
  let covered = 0;
  for (const run of value.split(/[^A-Za-z]+/)) {
    for (const word of run.split(/(?<=[a-z])(?=[A-Z])/)) {
      letters += word.length;
      let rest = word.toLowerCase();
      if (COMMON.has(rest)) {
        covered += rest.length;
        continue;
      }
      for (let match = COMMON_PREFIX.exec(rest); match !== null; match = COMMON_PREFIX.exec(rest)) {
        covered += match[0].length;
        rest = rest.slice(match[0].length);
      }
    }
  }
  return letters === 0 ? 0 : covered / letters;
}

/** The line that holds the value, at most 140 bytes to each side. */
export function lineOf(candidate: Candidate): string {
  const { context, contextOffset } = candidate;
  const end = contextOffset + (candidate.end - candidate.start);
  const from = Math.max(context.lastIndexOf('\n', contextOffset - 1) + 1, contextOffset - 140, 0);
  const feed = context.indexOf('\n', end);
  return context.slice(from, Math.min(feed < 0 ? context.length : feed, end + 140));
}
