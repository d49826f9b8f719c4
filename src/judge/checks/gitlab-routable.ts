/**
 * GitLab's routable tokens carry their length, a checksum and the address they are routed to:
 * `<prefix><payload>.[<version>.]<length of the payload, 2 digits><CRC-32 of all before it, 7 digits>`, both numbers in
 * base 36. The payload is base64url of routing lines (`o:<organization>`, `u:<user>`, `p:<project>`, `g:<group>`,
 * `c:<cell>`), random bytes and their number.
 * Source: https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/
 */
import { crc32 } from 'node:zlib';
import type { CheckInput, CheckResult } from './check.ts';
import { checkJwt } from './jwt.ts';

const ROUTABLE = /^(?<prefix>[a-z_]+-)?(?<payload>[A-Za-z0-9_-]{20,300})\.(?:[0-9a-z]{2}\.)?(?<length>[0-9a-z]{2})(?<checksum>[0-9a-z]{7})$/;
const ROUTING_NAMES: Readonly<Record<string, string>> = { o: 'organization', u: 'user', p: 'project', g: 'group', c: 'cell' };

/** The seven base-36 digits that follow `body`, the token up to them. */
export function gitlabChecksum(body: string): string {
  return crc32(Buffer.from(body, 'latin1')).toString(36).padStart(7, '0');
}

/** Passes on a right checksum and says whom the token belongs to; `unknown` for tokens of the older form without one. Job tokens may be JSON Web Tokens. */
export function checkGitlabRoutable(input: CheckInput): CheckResult {
  if (input.value.startsWith('glcbt-eyJ')) return checkJwt(input);
  const parts = ROUTABLE.exec(input.value)?.groups;
  if (parts === undefined) return { outcome: 'unknown', reason: 'not-routable' };
  if (gitlabChecksum(input.value.slice(0, -7)) !== parts['checksum']) return { outcome: 'failed', reason: 'bad-checksum' };
  return { outcome: 'passed', reason: 'checksum', facts: readRouting(parts['payload'] ?? '') };
}

/** Routing lines as facts, their base-36 numbers written in base 10. Random bytes behind them may look like a line: only known names count. */
function readRouting(payload: string): Record<string, string> {
  const bytes = Buffer.from(payload, 'base64url');
  const randomLength = bytes[bytes.length - 1] ?? 0;
  const lines = bytes.subarray(0, Math.max(0, bytes.length - 1 - randomLength)).toString('latin1').split('\n');
  const facts: Record<string, string> = {};
  for (const line of lines) {
    const [, name, number] = /^([ougpc]):([0-9a-z]{1,11})$/.exec(line) ?? [];
    if (name !== undefined && number !== undefined) facts[`gitlab.${ROUTING_NAMES[name] ?? name}`] = String(parseInt(number, 36));
  }
  return facts;
}
