/** What stands around a credential: facts for the playbook, and what makes it more or less dangerous. */
import type { Candidate } from '../model.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { Severity } from '../rules/rule.ts';
import { isExamplePath } from './file-kind.ts';

/** Group names of detectors that are facts of their own. */
const FACT_GROUPS = ['scheme', 'user', 'host', 'port', 'database'] as const;
/** The same, unless the rule gives them a name of its own. */
const PLACE_GROUPS = ['region', 'environment'] as const;
/** `sk_live_…`, `rzp_test_…`: what stands behind a provider's prefix says for which of its environments the key is. */
const ENVIRONMENT = /^[A-Za-z]{1,12}[_-](live|test|prod|production|sandbox|dev|development|staging)(?=[_.-])/;
const TEST_MODE = /^(?:test|sandbox|preprod|preview)$/;

/** Facts of a candidate: what its rule maps from groups, and what the detectors read. Never the value. */
export function factsOf(candidate: Candidate): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [fact, group] of Object.entries(candidate.rule.facts)) {
    const text = candidate.groups[group];
    if (text !== undefined) facts[fact] = text;
  }
  for (const group of FACT_GROUPS) {
    const text = candidate.groups[group];
    // A user that equals the password would give it away.
    if (text !== undefined && text !== '' && text !== candidate.value && text !== candidate.groups['password'] && facts[group] === undefined) facts[group] = text;
  }
  for (const group of PLACE_GROUPS) {
    const text = candidate.groups[group];
    if (text !== undefined && !Object.values(candidate.rule.facts).includes(group)) facts[group] = text;
  }
  const environment = environmentOf(candidate);
  if (environment !== undefined) facts['environment'] = environment;
  if (candidate.name !== undefined && facts['name'] === undefined && candidate.name !== candidate.value) facts['name'] = candidate.name;
  return facts;
}

/** The environment a provider's key names itself: a group of the pattern, or what stands behind its prefix. */
function environmentOf(candidate: Candidate): string | undefined {
  if (candidate.rule.detector !== 'pattern' || candidate.rule.generic) return undefined;
  return candidate.groups['environment'] ?? ENVIRONMENT.exec(candidate.value)?.[1];
}

const LOCAL_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|.*\.(?:local|localhost|test|example|invalid)|(?:.*\.)?example\.(?:com|org|net))$/i;

/** True when the host names this machine, or one that cannot exist. */
export function isLocalHost(host: string | undefined): boolean {
  return host !== undefined && LOCAL_HOST.test(host);
}

/** True for names that RFC 2606 and RFC 6761 keep for documents and tests: `example.com`, `db.test`, `x.invalid`. */
export function isReservedHost(host: string): boolean {
  return /(?:^|\.)(?:example\.(?:com|org|net)|example|test|invalid)$/i.test(host);
}

/** Low for keys of a test mode; one step down for hosts on this machine and for tests and examples; null when the rule's own severity stands. */
export function adjustSeverity(candidate: Candidate, path: string | null): Severity | null {
  if (TEST_MODE.test(environmentOf(candidate) ?? '')) return lower(candidate.rule.severity, SEVERITIES.length);
  let steps = 0;
  if (isLocalHost(candidate.groups['host'])) steps += 1;
  if (isExamplePath(path)) steps += 1;
  return steps === 0 ? null : lower(candidate.rule.severity, steps);
}

function lower(severity: Severity, steps: number): Severity {
  const at = Math.min(SEVERITIES.indexOf(severity) + steps, SEVERITIES.indexOf('low'));
  return SEVERITIES[Math.max(at, SEVERITIES.indexOf(severity))] as Severity;
}
