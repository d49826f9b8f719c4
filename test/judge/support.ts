/** Candidates for the judge's tests, read by the real detectors from real text. */
import { assignmentDetector } from '../../src/detectors/assignment/assignment.ts';
import { uriDetector } from '../../src/detectors/uri.ts';
import { authorizationDetector } from '../../src/detectors/authorization.ts';
import { cliFlagDetector } from '../../src/detectors/cli-flag.ts';
import { credentialCallDetector } from '../../src/detectors/credential-call.ts';
import type { Detector } from '../../src/detectors/detector.ts';
import { runCheck } from '../../src/judge/checks/table.ts';
import type { JudgeContext } from '../../src/judge/judge.ts';
import type { Candidate } from '../../src/model.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { ruleOf } from '../detectors/support.ts';

const READERS: readonly (readonly [Rule, Detector])[] = [
  [ruleOf('uri', 'connection-uri-password'), uriDetector],
  [ruleOf('token', 'http-authorization'), authorizationDetector],
  [ruleOf('password', 'cli-secret'), cliFlagDetector],
  [ruleOf('password', 'credential-argument'), credentialCallDetector],
  [ruleOf('password', 'generic-password'), assignmentDetector],
  [ruleOf('token', 'generic-secret'), assignmentDetector],
];

/** The candidates of a text, most specific detector first, without those that overlap an earlier one. */
export function candidatesOf(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const [rule, detector] of READERS) {
    for (const raw of detector.find(rule, text, 0, text.length)) {
      if (found.some((other) => other.start < raw.end && other.end > raw.start)) continue;
      found.push({ ...raw, rule: { ...rule, detector: detector.name }, value: raw.value ?? text.slice(raw.start, raw.end), context: text, contextOffset: raw.start });
    }
  }
  return found;
}

/** The first candidate of a text; throws when there is none. */
export function candidateOf(text: string): Candidate {
  const [first] = candidatesOf(text);
  if (first === undefined) throw new Error(`no candidate in ${JSON.stringify(text)}`);
  return first;
}

export function contextOf(path: string | null): JudgeContext {
  return { path, now: new Date('2026-06-01T00:00:00Z'), knownExamples: true, runCheck };
}
