/** Values for the detectors' tests: made at test time, so that no file of the project holds anything secret-shaped. */
import { createRandom } from '../../src/rules/samples/random.ts';
import type { Detector, RawCandidate } from '../../src/detectors/detector.ts';
import type { Rule, RuleKind } from '../../src/rules/rule.ts';

const random = createRandom('detectors');

/** What a person types: words, digits, a mark. */
export const PASSWORD = ['Blue', 'Lorry', String(7 * 13), '!'].join('');
/** Forty letters and digits. */
export const TOKEN = `${random.text('abcdefghijklmnopqrstuvwxyz', 1)}${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 38)}7`;
/** Sixty-four hexadecimal digits. */
export const HEX = random.text('0123456789abcdef', 64);

/** A rule as far as detectors look at it. */
export function ruleOf(kind: RuleKind, id: string = kind): Rule {
  return {
    id, provider: 'generic', name: id, kind, channel: 'secret', severity: 'high', confidence: 'medium', keywords: [], detector: 'assignment', pattern: null,
    flags: '', reach: { before: 0, after: 0, lines: false }, check: null, entropy: null, must: [], mustNot: [], paths: [], near: [], facts: {}, publicPrefix: 0,
    aliases: [], playbook: null, foreign: false, generic: true,
  };
}

/** Runs a detector over a whole text. */
export function findAll(detector: Detector, kind: RuleKind, text: string): RawCandidate[] {
  return detector.find(ruleOf(kind), text, 0, text.length);
}

/** The value of a candidate in its text. */
export function valueOf(candidate: RawCandidate, text: string): string {
  return candidate.value ?? text.slice(candidate.start, candidate.end);
}
