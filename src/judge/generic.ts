/** Judges candidates without a shape of their own: grammar first, then the context model decides what grammar leaves open. */
import type { Candidate, Confidence, Verdict } from '../model.ts';
import { adjustSeverity } from './circumstances.ts';
import { fileKind } from './file-kind.ts';
import { grammarReason } from './grammar.ts';
import { scoreCandidate } from './model/model.ts';
import { evidenceOf, isDrawn, isFormWords, isLocalDefault, showsForm, structuralFloor } from './structure.ts';

interface Thresholds {
  readonly low: number;
  readonly medium: number;
  readonly high: number;
}

/**
 * Probabilities from which a candidate is kept, medium and high. Chosen on cross-validated scores so that of the high
 * ones at least 95 % and of the medium ones at least 70 % are real (docs/generic-detection.md). Words that people choose
 * are harder to tell from words that stand for them than keys are: passwords have to be surer.
 */
const THRESHOLDS: Readonly<Record<'password' | 'key', Thresholds>> = {
  password: { low: 0.2, medium: 0.44, high: 0.9 },
  key: { low: 0.2, medium: 0.36, high: 0.85 },
};

/** The thresholds that hold for a candidate. */
export function thresholdsFor({ rule }: Candidate): Thresholds {
  return THRESHOLDS[rule.kind === 'password' || rule.kind === 'uri' ? 'password' : 'key'];
}

/** Judges a candidate of a rule that context decides. `facts` are passed on. */
export function judgeGeneric(candidate: Candidate, path: string | null, facts: Readonly<Record<string, string>>): Verdict {
  const drop = (reason: string): Verdict => ({ keep: false, confidence: 'low', reasons: [reason], facts });
  const grammar = grammarReason(candidate, path);
  if (grammar !== null) return drop(grammar);
  const probability = scoreCandidate(candidate, path);
  const model = `model ${probability.toFixed(2)}`;
  const floor = structuralFloor(candidate, path);
  const thresholds = thresholdsFor(candidate);
  if (probability < thresholds.low && floor === null) return drop(model);
  const reasons = [evidenceOf(candidate), model];
  let confidence = confidenceOf(probability, thresholds);
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

function confidenceOf(probability: number, { medium, high }: Thresholds): Confidence {
  if (probability >= high) return 'high';
  return probability >= medium ? 'medium' : 'low';
}
