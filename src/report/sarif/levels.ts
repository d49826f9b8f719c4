/** Severity and confidence in the words and numbers of SARIF and of GitHub code scanning. */
import type { Rule, Severity } from '../../rules/rule.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note',
};

/** GitHub: above 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low. A string by its rules. */
const SCORES: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5', info: '0.5' };

/** The level of a result. */
export function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return LEVELS[severity];
}

/** `security-severity`. */
export function scoreOf(severity: Severity): string {
  return SCORES[severity];
}

/** `precision`: how often the rule is right. An offline check makes a wrong match all but impossible. */
export function precisionOf(rule: Rule): 'very-high' | 'high' | 'medium' | 'low' {
  return rule.confidence === 'high' && rule.check !== null ? 'very-high' : rule.confidence;
}
