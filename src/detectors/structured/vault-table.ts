/**
 * What `vault kv get` prints (https://developer.hashicorp.com/vault/docs/commands/kv/get): a table of keys and values
 * under `== Data ==` (version 2) or at once (version 1). People paste it into notes.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';
import { readName } from '../names/family.ts';
import { isDense, namesNoSecret } from './dense.ts';

const HEAD = /^[^\n]*=\r?\n(?:[^\n]{0,8}\n)?[^\n]{0,8}?Key[ \t]+Value[ \t]*\r?\n[# \t>|]*-{3,}[ \t]+-{3,}[ \t]*\r?\n/;
const ROW = /^([# \t>|]*)([\w.-]{1,80})[ \t]+(\S.{0,400}?)[ \t]*\r?(?:\n|$)/;
const MAX_ROWS = 60;

export const vaultTableDetector: Detector = {
  name: 'vault-table',
  find(_rule: Rule, text: string, from: number): RawCandidate[] {
    const head = HEAD.exec(text.slice(from, from + 400));
    if (head === null) return [];
    const found: RawCandidate[] = [];
    let at = from + head[0].length;
    for (let count = 0; count < MAX_ROWS; count += 1) {
      const row = ROW.exec(text.slice(at, at + 600));
      if (row === null) break;
      const [whole, indent = '', name = '', value = ''] = row;
      const start = at + whole.indexOf(value, indent.length + name.length);
      if (isSecret(name, value)) {
        found.push({ start, end: start + value.length, matchStart: from, matchEnd: start + value.length, name, relation: 'column', quote: '', groups: {} });
      }
      at += whole.length;
    }
    return found;
  },
};

function isSecret(name: string, value: string): boolean {
  if (/^(?:[<[{$*%]|n\/a$|map\[|true$|false$|null$)|\.{3}|\*{3}|\s/i.test(value) || namesNoSecret(name)) return false;
  return readName(name) !== null ? value.length >= 4 && !/^(?:changeme|password|secret|example|your[-_].*)$/i.test(value) : isDense(value);
}
