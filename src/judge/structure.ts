/** What the place of a value proves, whatever the value looks like. */
import { readName } from '../detectors/names/family.ts';
import { decodePercent } from '../detectors/uri.ts';
import type { Candidate } from '../model.ts';
import { isLocalHost, isReservedHost } from './circumstances.ts';
import { fileKind } from './file-kind.ts';
import { commonWords, lineOf } from './model/features.ts';
import { isLoginOfForm } from './placeholders.ts';

/**
 * The least confidence that the place alone gives: the password's slot of a URI, a command that carries a secret, an
 * exported variable, the second column of a table. Null when it proves nothing.
 */
export function structuralFloor(candidate: Candidate, path: string | null): 'medium' | 'low' | null {
  const { user, slot, command } = candidate.groups;
  if (candidate.relation === 'column') return 'low';
  if (command !== undefined) return commonWords(candidate.value) === 1 ? null : 'medium';
  if (slot === 'password' || (candidate.relation === 'flag' && user !== undefined)) return loginFloor(candidate);
  return isExported(candidate, path) ? 'low' : null;
}

/**
 * A literal behind `user:` is a password, however weak it is: whoever wrote it logged in with it. Not where it only shows
 * the form: `user:pass@…`, the slot's own name in short, a host that RFC 2606 reserves for documents. An address in
 * numbers is nobody's form: then somebody copied what works.
 */
function loginFloor(candidate: Candidate): 'medium' | 'low' {
  return isChosen(candidate.value) || !showsForm(candidate) ? 'medium' : 'low';
}

/** True when a login only shows how one is written, or tries the parser of URIs out. */
export function showsForm({ value, groups, relation }: Candidate): boolean {
  if (groups['slot'] !== 'password' && !(relation === 'flag' && groups['user'] !== undefined)) return false;
  const { user = '', host = '' } = groups;
  const password = decodePercent(value);
  if (password.length < 4 || password.replace(/[^A-Za-z0-9]/g, '').length < 2) return true;
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) && !isLocalHost(host)) return false;
  if (/^(?:pass|passwd|passwort|pwd|psw|pw)$/i.test(password) || /^(?:PASSWORD|SECRET|TOKEN)`?$/.test(password) || isLoginOfForm(user, password)) return true;
  return isReservedHost(host) && !isChosen(value);
}

/** `new_password`, `some-secret token`: several everyday words of credentials and nothing else. */
export function isFormWords(value: string): boolean {
  return /[A-Za-z][-_ ][A-Za-z]/.test(value) && commonWords(value) === 1;
}

/** True when the line is part of a drawing in box characters (UTF-8 U+2500–U+257F): an illustration. */
export function isDrawn(candidate: Candidate): boolean {
  return /\xe2[\x94\x95][\x80-\xbf]/.test(lineOf(candidate));
}

/** `elastic:elastic@localhost`: what a fresh install accepts on the machine itself. */
export function isLocalDefault(candidate: Candidate): boolean {
  const { user, host, password } = candidate.groups;
  return isLocalHost(host) && user !== undefined && user === (password ?? candidate.value);
}

/** The evidence of the place in one word, for the verdict's reasons. */
export function evidenceOf(candidate: Candidate): string {
  if (candidate.groups['slot'] !== undefined) return 'uri-slot';
  switch (candidate.relation) {
    case 'flag': return 'flag';
    case 'header': return 'header';
    case 'sql': return 'sql';
    case 'column': return 'column';
    default: return 'key-name';
  }
}

/** `export AWS_SECRET="x"`, or a line of a dotenv file whose name leaves no doubt. */
function isExported({ name, relation, context, contextOffset }: Candidate, path: string | null): boolean {
  if (relation !== 'assignment' || name === undefined || readName(name)?.strong !== true) return false;
  if (fileKind(path) === 'env') return /^[A-Z][A-Z0-9_]+$/.test(name);
  return /\b(?:export|setx?|ENV|ARG)[ \t]+[\w.]+[ \t]*=?[ \t]*["']?$/.test(context.slice(Math.max(0, contextOffset - 120), contextOffset));
}

/** Nobody writes this only to show the form: long enough, with digits or marks or both cases. */
function isChosen(password: string): boolean {
  return password.length >= 8 && (/\d/.test(password) || /[^A-Za-z0-9_-]/.test(password) || (/[a-z]/.test(password) && /[A-Z]/.test(password)));
}
