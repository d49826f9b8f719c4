/** `fail-on`: from where on a finding stands in the way. Shared by keysieve.yaml and `--fail-on`. */
import type { Confidence } from '../model.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { Severity } from '../rules/rule.ts';

/** Surest first. */
export const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];

/** A finding blocks when it is at least this severe and at least this sure; `never`: nothing blocks. */
export type FailOn = { readonly severity: Severity; readonly confidence: Confidence } | 'never';

/** Everything that is worth acting on, and of that only what evidence supports. */
export const DEFAULT_FAIL_ON = { severity: 'low', confidence: 'medium' } as const satisfies FailOn;

/**
 * Reads the short forms: `high` (severity), `high/low` (severity/confidence), `any`, `never`.
 * Gives null when the text is none of them.
 */
export function parseFailOn(text: string): FailOn | null {
  if (text === 'never') return 'never';
  if (text === 'any') return { severity: 'info', confidence: 'low' };
  const [severity, confidence, more] = text.split('/');
  const known = SEVERITIES.find((level) => level === severity);
  const sure = confidence === undefined ? DEFAULT_FAIL_ON.confidence : CONFIDENCES.find((level) => level === confidence);
  return known && sure && more === undefined ? { severity: known, confidence: sure } : null;
}

/** True when a finding of this severity and confidence stands in the way. */
export function reaches(failOn: FailOn, severity: Severity, confidence: Confidence): boolean {
  if (failOn === 'never') return false;
  return (
    SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn.severity) &&
    CONFIDENCES.indexOf(confidence) <= CONFIDENCES.indexOf(failOn.confidence)
  );
}
