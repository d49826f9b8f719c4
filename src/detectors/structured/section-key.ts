/**
 * `"Jwt": { "Key": "…" }`, `jwt:` / `  key: …`, `[jwt]` / `key = …`: a bare `key` whose section says that it signs or
 * encrypts. Settings of .NET, Spring, Laravel and their like.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';

const SECTION = /[\w-]{0,20}/y;
const JSON_KEY = /["']?\s{0,4}:\s{0,4}\{[^{}]{0,800}?["']?\b(key)["']?\s{0,4}:\s{0,4}(["'])([^"'\\\n]{8,400})\2/iy;
const YAML_KEY = /["']?:[ \t]*\r?\n(?:[ \t]{1,20}[\w-]{1,40}:[^\n]{0,200}\n){0,10}[ \t]{1,20}(key):[ \t]+(["']?)([^\s"'#{}|>&*!][^\s"'#]{7,399})\2[ \t]*(?:#[^\n]*)?\r?(?=\n|$)/iy;
const INI_KEY = /\][ \t]*\r?\n(?:[\w.-]{1,40}[ \t]*=[^\n]{0,200}\n){0,10}(key)[ \t]*=[ \t]*(["']?)([^\s"']{8,400})\2[ \t]*\r?(?=\n|$)/iy;

export const sectionKeyDetector: Detector = {
  name: 'section-key',
  find(_rule: Rule, text: string, from: number, to: number): RawCandidate[] {
    SECTION.lastIndex = to;
    SECTION.test(text);
    const after = SECTION.lastIndex;
    for (const reading of [JSON_KEY, YAML_KEY, INI_KEY]) {
      reading.lastIndex = after;
      const match = reading.exec(text);
      if (match === null) continue;
      const [whole, key = '', quote = '', value = ''] = match;
      const end = after + whole.trimEnd().length - (whole.trimEnd().endsWith(quote) ? quote.length : 0);
      const start = text.lastIndexOf(value, end);
      let sectionStart = from;
      while (sectionStart > 0 && from - sectionStart < 20 && /[\w-]/.test(text[sectionStart - 1] as string)) sectionStart -= 1;
      return [{
        start, end: start + value.length, matchStart: sectionStart, matchEnd: after + whole.length,
        name: `${text.slice(sectionStart, after)}.${key}`, relation: reading === INI_KEY ? 'assignment' : 'mapping', quote, groups: { sign: reading === INI_KEY ? '=' : ':' },
      }];
    }
    return [];
  },
};
