/**
 * Docker Swarm's join tokens, `SWMTKN-1-<digest>-<secret>`: the SHA-256 digest of the cluster's root certificate in 50
 * digits of base 36 and 16 random bytes in 25.
 * Source: https://github.com/moby/swarmkit/blob/master/ca/config.go
 */
import type { CheckInput, CheckResult } from './check.ts';

/** Passes when both numbers fit into their 256 and 128 bits; the digest of the public certificate says which swarm it is. */
export function checkSwarmToken(input: CheckInput): CheckResult {
  const [, , digest = '', secret = ''] = input.value.split('-');
  if (fromBase36(digest) >= 1n << 256n || fromBase36(secret) >= 1n << 128n) return { outcome: 'failed', reason: 'out-of-range' };
  return { outcome: 'passed', partial: true, reason: 'decodes', facts: { 'docker.swarm': digest } };
}

function fromBase36(digits: string): bigint {
  let number = 0n;
  for (const digit of digits) number = number * 36n + BigInt(parseInt(digit, 36));
  return number;
}
