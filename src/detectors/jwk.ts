/**
 * Private JSON Web Keys (RFC 7517, 7518): the private exponent or scalar `d` of RSA, EC and OKP keys, and the octets
 * `k` of symmetric ones, in JSON and in object literals.
 */
import type { Rule } from '../rules/rule.ts';
import type { Detector, RawCandidate } from './detector.ts';

const TYPE = /\\*["']?kty\\*["']?\s{0,3}(?::|=>|=)\s{0,3}\\*["'](RSA|EC|OKP|oct)\\*["']/g;
const PRIVATE = /(?:^|[\s,{(])\\*["']?(d|k)\\*["']?\s{0,3}(?::|=>|=)\s{0,3}\\*["']([A-Za-z0-9_-]{16,2800})/g;
const REACH = 4000;

export const jwkDetector: Detector = {
  name: 'jwk',
  find(_rule: Rule, text: string, from: number, to: number): RawCandidate[] {
    const found: RawCandidate[] = [];
    TYPE.lastIndex = Math.max(0, from - 8);
    for (let type = TYPE.exec(text); type !== null && type.index < to; type = TYPE.exec(text)) {
      const wanted = type[1] === 'oct' ? 'k' : 'd';
      // The object around the type: keys hold no braces of their own.
      const open = Math.max(text.lastIndexOf('{', type.index), text.lastIndexOf('(', type.index), type.index - REACH, 0);
      const close = /[})]/g;
      close.lastIndex = type.index;
      const end = Math.min(close.exec(text)?.index ?? text.length, type.index + REACH);
      const body = text.slice(open, end);
      PRIVATE.lastIndex = 0;
      for (let match = PRIVATE.exec(body); match !== null; match = PRIVATE.exec(body)) {
        if (match[1] !== wanted) continue;
        const value = match[2] as string;
        const start = open + match.index + match[0].length - value.length;
        if (found.some((other) => other.start === start)) continue;
        found.push({
          start, end: start + value.length, matchStart: Math.min(type.index, start), matchEnd: Math.max(TYPE.lastIndex, start + value.length),
          name: wanted, relation: 'mapping', quote: '"', groups: { kty: type[1] as string },
        });
      }
    }
    return found;
  },
};
