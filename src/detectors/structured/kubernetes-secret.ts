/**
 * Kubernetes Secrets (https://kubernetes.io/docs/concepts/configuration/secret/): everything under `stringData` and,
 * in base64, under `data` is meant to be secret, so that a random value counts whatever its name says. Values with
 * telling names, URIs, keys and files inside `data` are found by the rules for these, in the decoded text.
 *
 * Works on lines around `kind: Secret`, so that templates and broken documents do not hide their neighbours.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';
import { readName } from '../names/family.ts';
import { isDense, namesNoSecret } from './dense.ts';

const KIND = /(?<![\w.-])kind["']?[ \t]*:[ \t]*["']?Secret["']?[ \t]*(?:#[^\n]*)?(?=[\r\n,}]|$)/iy;
const ENTRY = /^([ \t]+)(["']?)([\w./-]+)\2:[ \t]+(?:!!binary[ \t]+)?(["']?)([^\s"'#{}|>&*!][^\s"']*)\4[ \t]*(?:#.*)?\r?$/;
const JSON_BLOCK = /"(data|stringData)"\s*:\s*\{([^{}]*)\}/g;
const JSON_ENTRY = /"([\w./-]+)"\s*:\s*"([^"\\\s]+)"/g;

interface Line {
  readonly start: number;
  readonly text: string;
  /** Column of the first key on the line, past the dashes of list items. */
  readonly column: number;
  /** Nothing, a comment or a template's directive. */
  readonly idle: boolean;
}

export const kubernetesSecretDetector: Detector = {
  name: 'kubernetes-secret',
  find(_rule: Rule, text: string, from: number): RawCandidate[] {
    const kind = text[from] === '"' ? from + 1 : from;
    KIND.lastIndex = kind;
    if (!KIND.test(text)) return [];
    return text[kind + 4] === '"' ? inJson(text, kind) : inYaml(text, kind);
  },
};

/** The JSON object that holds the kind: braces are counted outward, quotes inside are not expected to hold any. */
function inJson(text: string, kind: number): RawCandidate[] {
  const open = boundary(text, kind, -1, '{', '}');
  const close = boundary(text, kind, 1, '}', '{');
  const found: RawCandidate[] = [];
  for (const block of text.slice(open, close).matchAll(JSON_BLOCK)) {
    const body = block[2] ?? '';
    const bodyStart = open + block.index + block[0].length - 1 - body.length;
    for (const entry of body.matchAll(JSON_ENTRY)) {
      const [whole, name = '', value = ''] = entry;
      const end = bodyStart + entry.index + whole.length - 1;
      const candidate = secretEntry(name, value, end - value.length, bodyStart + entry.index, block[1] === 'data', '"');
      if (candidate !== null) found.push(candidate);
    }
  }
  return found;
}

function boundary(text: string, from: number, step: 1 | -1, mark: string, opposite: string): number {
  let depth = 0;
  let at = from;
  for (; at >= 0 && at < text.length; at += step) {
    if (text[at] === opposite) depth += 1;
    else if (text[at] === mark && (depth -= 1) < 0) break;
  }
  return Math.max(0, Math.min(at, text.length));
}

/** The mapping of a YAML document or list item that holds the kind: the lines around it that are indented no less. */
function inYaml(text: string, kind: number): RawCandidate[] {
  const own = lineAt(text, kind);
  const indent = own.column;
  const found: RawCandidate[] = [];
  let block: { encoded: boolean; indent: number } | null = null;
  for (const line of mappingAround(text, own)) {
    const { column } = line;
    if (line.idle) continue;
    if (column === indent) {
      const head = /^(?:[ \t]*(?:-[ \t]+)?)(data|stringData):[ \t]*(?:#.*)?\r?$/.exec(line.text);
      block = head === null ? null : { encoded: head[1] === 'data', indent: -1 };
      continue;
    }
    if (block === null || column <= indent) continue;
    if (block.indent < 0) block.indent = column;
    // Deeper lines belong to a block scalar: a file inside the Secret, read by other rules.
    if (column !== block.indent) continue;
    const entry = ENTRY.exec(line.text);
    if (entry === null) continue;
    const [, space = '', quote = '', name = '', valueQuote = '', value = ''] = entry;
    const nameStart = line.start + space.length;
    const start = line.start + line.text.indexOf(value, space.length + name.length + 2 * quote.length + 1);
    const candidate = secretEntry(name, value, start, nameStart, block.encoded, valueQuote);
    if (candidate !== null) found.push(candidate);
  }
  return found;
}

function secretEntry(name: string, written: string, start: number, nameStart: number, encoded: boolean, quote: string): RawCandidate | null {
  if (readName(name)?.strong === true || namesNoSecret(name)) return null;
  const value = encoded ? decode(written) : written;
  if (value === null || !isDense(value)) return null;
  const end = start + written.length;
  return { start, end, matchStart: nameStart, matchEnd: end, value, name, relation: 'mapping', quote, groups: { command: 'kubernetes-secret' } };
}

function decode(written: string): string | null {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(written) && written.length % 4 === 0 ? Buffer.from(written, 'base64').toString('latin1').trimEnd() : null;
}

/** The lines around one that belong to its mapping, in order. They are read outwards, since most texts go on far beyond. */
function mappingAround(text: string, own: Line): Line[] {
  const lines = [own];
  const item = new RegExp(`^[ \\t]{0,${Math.max(0, own.column - 1)}}-[ \\t]`);
  const starts = (line: Line): boolean => line.column === own.column && item.test(line.text);
  for (let first = own; first.start > 0 && !starts(first); ) {
    first = lineAt(text, first.start - 1);
    if (!belongs(first, own.column)) break;
    lines.unshift(first);
  }
  for (let end = own.start + own.text.length; end < text.length; ) {
    const next = lineAt(text, end + 1);
    if (!belongs(next, own.column) || starts(next)) break;
    lines.push(next);
    end = next.start + next.text.length;
  }
  return lines;
}

function belongs({ text, column, idle }: Line, indent: number): boolean {
  return (idle || column >= indent) && !text.startsWith('---') && !text.startsWith('...');
}

const HEAD = /^[ \t]*(?:-[ \t]+)*/;
const IDLE = /^[ \t]*(?:\r?$|#|\{\{)/;

/** The line that the character at `at` stands on or ends. */
function lineAt(text: string, at: number): Line {
  const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const feed = text.indexOf('\n', at);
  const line = text.slice(start, feed < 0 ? text.length : feed);
  return { start, text: line, column: HEAD.exec(line)?.[0].length ?? 0, idle: IDLE.test(line) };
}
