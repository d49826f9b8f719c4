/** Judges candidates of generic rules: grammar first, then the context model decides what grammar leaves open. */
import type { Candidate, Confidence, Verdict } from '../model.ts';
import { decodeBasic } from '../detectors/authorization.ts';
import { readName } from '../detectors/names/family.ts';
import { adjustSeverity, isLocalHost } from './circumstances.ts';
import { fileKind } from './file-kind.ts';
import { lineOf } from './model/features.ts';
import { scoreCandidate } from './model/model.ts';
import { isUriTemplate, placeholderReason } from './placeholders.ts';
import { referenceReason } from './references.ts';
import { containerReason, shapeReason } from './shapes.ts';

/** Below this probability a candidate is dropped; above the others it is medium and high. */
export const THRESHOLDS = { low: 0.2, medium: 0.42, high: 0.85 } as const;

/** Judges a candidate of a rule that context decides. `facts` are passed on. */
export function judgeGeneric(candidate: Candidate, path: string | null, facts: Readonly<Record<string, string>>): Verdict {
  const reason = grammarReason(candidate, path);
  if (reason !== null) return { keep: false, confidence: 'low', reasons: [reason], facts };
  const probability = scoreCandidate(candidate, path);
  const model = `model ${probability.toFixed(2)}`;
  const floor = structuralFloor(candidate, path);
  if (probability < THRESHOLDS.low && floor === null) return { keep: false, confidence: 'low', reasons: [model], facts };
  const reasons = [evidenceOf(candidate), model];
  let confidence: Confidence = probability >= THRESHOLDS.high ? 'high' : probability >= THRESHOLDS.medium ? 'medium' : 'low';
  if (floor === 'medium' && confidence === 'low') confidence = 'medium';
  if (isLocalDefault(candidate)) {
    confidence = 'low';
    reasons.push('localhost-default');
  }
  const severity = adjustSeverity(candidate, path);
  return { keep: true, confidence, reasons, facts, ...(severity !== null && { severity }) };
}

/**
 * What the place alone proves, whatever the value looks like: the password's slot of a URI, a flag that carries a
 * secret, an exported variable. Null when the place proves nothing.
 */
function structuralFloor(candidate: Candidate, path: string | null): 'medium' | 'low' | null {
  const { user, host, slot, command } = candidate.groups;
  if (candidate.relation === 'column') return 'low';
  if (command !== undefined) return 'medium';
  if (slot === 'password') return !isLocalHost(host) && isChosen(candidate.value) ? 'medium' : 'low';
  if (candidate.relation === 'flag' && user !== undefined) return 'low';
  return isExported(candidate, path) ? 'low' : null;
}

/** `export AWS_SECRET="x"`, or a line of a dotenv file whose name leaves no doubt. */
function isExported({ name, relation, context, contextOffset }: Candidate, path: string | null): boolean {
  if (relation !== 'assignment' || name === undefined || readName(name)?.strong !== true) return false;
  if (fileKind(path) === 'env') return /^[A-Z][A-Z0-9_]+$/.test(name);
  return /\b(?:export|setx?|ENV|ARG)[ \t]+[\w.]+[ \t]*=?[ \t]*["']?$/.test(context.slice(Math.max(0, contextOffset - 120), contextOffset));
}

/** Nobody writes this to show the form: long enough, with digits or marks or both cases. */
function isChosen(password: string): boolean {
  return password.length >= 8 && (/\d/.test(password) || /[^A-Za-z0-9_-]/.test(password) || (/[a-z]/.test(password) && /[A-Z]/.test(password)));
}

/** `elastic:elastic@localhost`: what a fresh install accepts on the machine itself. */
function isLocalDefault(candidate: Candidate): boolean {
  const { user, host, password } = candidate.groups;
  return isLocalHost(host) && user !== undefined && user === (password ?? candidate.value);
}

/** Why the grammar of the value says that it is no secret, or null. */
export function grammarReason(candidate: Candidate, path: string | null): string | null {
  const value = candidate.groups['password'] ?? candidate.value;
  const quote = candidate.quote ?? '';
  const kind = fileKind(path);
  if (kind === 'lock') return 'shape:lock-file';
  const after = candidate.context[candidate.contextOffset + (candidate.end - candidate.start)] ?? '';
  const { user, host, slot } = candidate.groups;
  if (slot === 'password' && isUriTemplate(user ?? 'user', value, host ?? '')) return 'placeholder:uri-template';
  const weak = candidate.name !== undefined && readName(candidate.name)?.strong === false;
  if (weak && UUID.test(value)) return 'shape:uuid';
  const basic = candidate.name !== undefined && /auth$/i.test(candidate.name) ? decodeBasic(value) : null;
  if (basic !== null && isUriTemplate(basic.user, basic.password, '')) return 'placeholder:wording';
  // What Basic carries is base64 of user:password; words in its place are a stand-in.
  if (candidate.groups['scheme'] === 'basic' && candidate.groups['header'] !== undefined && candidate.groups['password'] === undefined && !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return 'placeholder:basic';
  return placeholderReason(value)
    ?? referenceReason({ value, quote, kind, relation: candidate.relation, name: candidate.name, groups: candidate.groups, after, comment: isComment(candidate) })
    ?? (slot === 'password' ? containerReason(value) : shapeReason(value, candidate.rule.kind === 'password' && quote !== '') ?? nameReason(candidate));
}

/** Values that repeat their name (`opGetPasswordData = "GetPasswordData"`), and bare numbers under a token's name. */
function nameReason({ name, value, rule }: Candidate): string | null {
  if (rule.kind !== 'password' && value.length < 20 && /^[\d.]+$/.test(value)) return 'shape:number';
  if (name === undefined || value.length > 60 || !/[A-Za-z][_.\s-][A-Za-z]|[a-z][A-Z]/.test(value)) return null;
  const plain = letters(value);
  return plain.length >= 8 && letters(name).includes(plain) ? 'shape:name' : null;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const COMMENT = /^\s*(?:#|\/\/|\/\*|\*|--|;|<!--|%|rem\b)/i;

function isComment(candidate: Candidate): boolean {
  return COMMENT.test(lineOf(candidate));
}

/** The structural evidence in one word. */
function evidenceOf(candidate: Candidate): string {
  if (candidate.groups['slot'] !== undefined) return 'uri-slot';
  switch (candidate.relation) {
    case 'flag': return 'flag';
    case 'header': return 'header';
    case 'sql': return 'sql';
    default: return 'key-name';
  }
}
