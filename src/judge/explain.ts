/** Why a candidate was kept or dropped, taken apart: the gate that closed, what the model says, which features weighed. */
import type { Candidate, Relation, Verdict } from '../model.ts';
import { isContextual } from './judge.ts';
import { explainCandidate, type ScoreExplanation } from './model/model.ts';

export interface Explanation {
  /** The name it is assigned to. */
  readonly name: string | null;
  readonly relation: Relation | null;
  /** What dropped it before the model was asked: `placeholder:…`, `reference:…`, `shape:…`, a gate of its rule. */
  readonly gate: string | null;
  /** What the model says of it, also where a gate was faster; null for rules that a provider's shape decides. */
  readonly score: ScoreExplanation | null;
}

/** Explains a verdict. Deterministic; `path` is what the candidate was judged with. */
export function explainVerdict(candidate: Candidate, verdict: Verdict, path: string | null): Explanation {
  const [first = ''] = verdict.reasons;
  return {
    name: candidate.name ?? null,
    relation: candidate.relation ?? null,
    gate: verdict.keep || first.startsWith('model ') ? null : first,
    score: isContextual(candidate.rule) ? explainCandidate(candidate, path) : null,
  };
}
