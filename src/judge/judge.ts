/**
 * The judge: from a candidate to a verdict. Pure. Every drop names its reason, every keep its evidence.
 *
 * Order: offline check, published examples, placeholders, references, shapes of what is no secret, the rule's own
 * gates; what a generic rule leaves open after that is decided by the context model.
 */
import type { Candidate, Confidence, Verdict } from '../model.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import type { CheckInput, CheckResult } from './checks/check.ts';
import { adjustSeverity, factsOf } from './circumstances.ts';
import { gateReason } from './gates.ts';
import { judgeGeneric } from './generic.ts';
import { isKnownExample } from './known-examples.ts';
import { obviousPlaceholderReason } from './placeholders.ts';

export interface JudgeContext {
  /** Path of the item, null when not known. */
  readonly path: string | null;
  /** For expiry dates. */
  readonly now: Date;
  /** True to drop credentials that are printed in public documentation. */
  readonly knownExamples: boolean;
  /** Runs an offline check by its name. */
  readonly runCheck: (name: string, input: CheckInput) => CheckResult;
}

/** Judges one candidate. Deterministic; throws only what `runCheck` throws. */
export function judge(candidate: Candidate, context: JudgeContext): Verdict {
  const { rule, value } = candidate;
  const facts = factsOf(candidate);
  const drop = (reason: string): Verdict => ({ keep: false, confidence: 'low', reasons: [reason], facts });

  const check = rule.check === null ? null : context.runCheck(rule.check, {
    value, groups: candidate.groups, context: candidate.context, contextOffset: candidate.contextOffset, now: context.now,
  });
  const allFacts = check?.facts === undefined ? facts : { ...facts, ...check.facts };
  if (isContextual(rule)) {
    const closed = gateReason(rule, value, context.path);
    if (closed !== null) return drop(closed);
    const judged = judgeGeneric(candidate, context.path, allFacts);
    // Hashing costs more than grammar does, and grammar drops most.
    return judged.keep && context.knownExamples && isKnownExample(value) ? drop('known-example') : judged;
  }
  if (context.knownExamples && isKnownExample(value)) return drop('known-example');
  const closed = gateReason(rule, value, context.path);
  if (closed !== null) return drop(closed);

  const placeholder = obviousPlaceholderReason(value) ?? cutReason(candidate);
  // A checksum that fits cannot be an accident.
  if (placeholder !== null && (check?.outcome !== 'passed' || check.partial === true)) return drop(placeholder);

  const reasons: string[] = [];
  let confidence: Confidence = rule.confidence;
  if (check?.outcome === 'passed') {
    confidence = 'high';
    reasons.push(check.reason);
  } else if (check?.outcome === 'failed') {
    confidence = 'low';
    reasons.push(check.reason);
  } else if (check !== null && check.reason !== '') reasons.push(check.reason);
  if (rule.publicPrefix > 0) reasons.push('prefix');
  if (candidate.name !== undefined) reasons.push('key-name');
  if (reasons.length === 0) reasons.push('pattern');
  const severity = lessSevere(rule.severity, check?.severity, adjustSeverity(candidate, context.path));
  return { keep: true, confidence, reasons, facts: allFacts, ...(severity !== rule.severity && { severity }) };
}

/** What a check or a place lowers: the least severe of them, never above the rule's own. */
function lessSevere(own: Severity, ...others: readonly (Severity | null | undefined)[]): Severity {
  return others.reduce<Severity>((least, other) => (other != null && SEVERITIES.indexOf(other) > SEVERITIES.indexOf(least) ? other : least), own);
}

/**
 * Rules whose value has no shape of its own: context has to decide. A generic rule with a pattern or a check (a JSON
 * Web Token) is generic only in that a provider's rule wins over it.
 */
export function isContextual(rule: Rule): boolean {
  return rule.generic && rule.check === null && rule.detector !== 'pattern';
}

/** `sk_live_abc123...`: what follows the match says that it was cut. */
function cutReason(candidate: Candidate): string | null {
  const after = candidate.context.slice(candidate.contextOffset + (candidate.end - candidate.start), candidate.contextOffset + (candidate.end - candidate.start) + 3);
  return after === '...' || after === '\xe2\x80\xa6' || after === '***' ? 'placeholder:ellipsis' : null;
}

