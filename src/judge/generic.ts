/** Judges candidates without a shape of their own: grammar first, then the context model decides what grammar leaves open. */
import type { Candidate, Confidence, Verdict } from '../model.ts';
import { adjustSeverity } from './circumstances.ts';
import { fileKind } from './file-kind.ts';
import { grammarReason } from './grammar.ts';
import { scoreCandidate } from './model/model.ts';
import { evidenceOf, isDrawn, isFormWords, isLocalDefault, showsForm, structuralFloor } from './structure.ts';

/**
 * Probabilities from which a candidate is kept, medium and high. Chosen on cross-validated scores so that of the high
 * ones at least 95 % and of the medium ones at least 70 % are real (docs/generic-detection.md).
 */
export const THRESHOLDS = { low: 0.2, medium: 0.36, high: 0.85 } as const;

/** Judges a candidate of a rule that context decides. `facts` are passed on. */
export function judgeGeneric(candidate: Candidate, path: string | null, facts: Readonly<Record<string, string>>): Verdict {
  const drop = (reason: string): Verdict => ({ keep: false, confidence: 'low', reasons: [reason], facts });
  const grammar = grammarReason(candidate, path);
  if (grammar !== null) return drop(grammar);
  const probability = scoreCandidate(candidate, path);
  const model = `model ${probability.toFixed(2)}`;
  const floor = structuralFloor(candidate, path);
  if (probability < THRESHOLDS.low && floor === null) return drop(model);
  const reasons = [evidenceOf(candidate), model];
  let confidence = confidenceOf(probability);
  if (floor === 'medium' && confidence === 'low') confidence = 'medium';
  // A table's cell, a drawing and a login that shows its form stay notes, and so do everyday words of credentials joined by a dash: `initial-password`.
  if (candidate.relation === 'column' || showsForm(candidate) || isFormWords(candidate.value) || isDrawn(candidate)) confidence = 'low';
  // It opens something, so it is a credential; but only to whoever sits at the machine. Documents name it as the default.
  const local = isLocalDefault(candidate);
  if (local) {
    if (fileKind(path) === 'doc') confidence = 'low';
    reasons.push('localhost-default');
  }
  const severity = local ? 'info' : adjustSeverity(candidate, path);
  return { keep: true, confidence, reasons, facts, ...(severity !== null && { severity }) };
}

function confidenceOf(probability: number): Confidence {
  if (probability >= THRESHOLDS.high) return 'high';
  return probability >= THRESHOLDS.medium ? 'medium' : 'low';
}
