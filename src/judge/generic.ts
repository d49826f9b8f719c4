/** Judges candidates of generic rules: grammar first, then the context model decides what grammar leaves open. */
import type { Candidate, Confidence, Verdict } from '../model.ts';
import { adjustSeverity, isLocalHost } from './circumstances.ts';
import { fileKind } from './file-kind.ts';
import { lineOf } from './model/features.ts';
import { scoreCandidate } from './model/model.ts';
import { isUriTemplate, placeholderReason } from './placeholders.ts';
import { referenceReason } from './references.ts';
import { shapeReason } from './shapes.ts';

/** Below this probability a candidate is dropped; above the others it is medium and high. */
export const THRESHOLDS = { low: 0.12, medium: 0.5, high: 0.85 } as const;

/** Judges a candidate of a rule with `generic: true`. `facts` are passed on. */
export function judgeGeneric(candidate: Candidate, path: string | null, facts: Readonly<Record<string, string>>): Verdict {
  const reason = grammarReason(candidate, path);
  if (reason !== null) return { keep: false, confidence: 'low', reasons: [reason], facts };
  const probability = scoreCandidate(candidate, path);
  if (probability < THRESHOLDS.low) return { keep: false, confidence: 'low', reasons: [`model ${probability.toFixed(2)}`], facts };
  let confidence: Confidence = probability >= THRESHOLDS.high ? 'high' : probability >= THRESHOLDS.medium ? 'medium' : 'low';
  const reasons = [evidenceOf(candidate), `model ${probability.toFixed(2)}`];
  const secret = candidate.groups['password'] ?? candidate.value;
  if (isLocalHost(candidate.groups['host']) && candidate.groups['user'] === secret) {
    confidence = 'low';
    reasons.push('localhost-default');
  }
  const severity = adjustSeverity(candidate, path);
  return { keep: true, confidence, reasons, facts, ...(severity !== null && { severity }) };
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
  return placeholderReason(value)
    ?? referenceReason({ value, quote, kind, relation: candidate.relation, groups: candidate.groups, after, comment: isComment(candidate) })
    ?? (slot === 'password' ? null : shapeReason(value, candidate.rule.kind === 'password' && quote !== ''));
}

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
