/**
 * Values that a file itself marks as secret, in Postman's exports (https://schema.postman.com/): environment variables
 * with `"type": "secret"`, and the value of an `apikey` authorization, whose name is `value`.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';
import { objectAround, stringFields, unescapeJson, type Field } from './flat-object.ts';

const API_KEY = /"apikey"\s{0,40}:\s{0,40}\[((?:\s{0,40}\{[^{}]{0,2000}\}\s{0,40},?){1,8})/y;
const TYPE = /"type"\s{0,4}:\s{0,4}"secret"/y;

export const markedValueDetector: Detector = {
  name: 'marked-value',
  find(_rule: Rule, text: string, from: number): RawCandidate[] {
    TYPE.lastIndex = from;
    if (TYPE.test(text)) {
      const object = objectAround(text, from);
      const fields = object === null ? [] : stringFields(text, object.start, object.end);
      return valueOf(text, fields, from, fields.find((field) => field.name === 'key' || field.name === 'name'));
    }
    API_KEY.lastIndex = from;
    const list = API_KEY.exec(text);
    if (list === null) return [];
    const body = list[1] ?? '';
    const start = from + list[0].length - body.length;
    for (const object of body.matchAll(/\{[^{}]*\}/g)) {
      const fields = stringFields(text, start + object.index, start + object.index + object[0].length);
      const key = fields.find((field) => field.name === 'key');
      if (key !== undefined && text.slice(key.start, key.end) === 'value') return valueOf(text, fields, from, undefined);
    }
    return [];
  },
};

function valueOf(text: string, fields: readonly Field[], mark: number, key: Field | undefined): RawCandidate[] {
  const value = fields.find((field) => field.name === 'value');
  if (value === undefined || value.end - value.start < 4) return [];
  const { start, end } = value;
  return [{
    start, end, matchStart: Math.min(mark, start), matchEnd: Math.max(mark, end + 1), value: unescapeJson(text.slice(start, end)),
    name: key === undefined ? 'apikey' : text.slice(key.start, key.end), relation: 'pair', quote: '"', groups: { command: 'postman' },
  }];
}
