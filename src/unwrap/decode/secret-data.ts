import type { EncodedRun } from './run.ts';

const SECRET_KIND = /\bkind["']?[ \t]*:[ \t]*["']?Secret\b/;
const DOCUMENT_START = /^---[^\n]*\n?/gm;
/** The `data:` line, with the `- ` of a list item before it. */
const DATA = /^([ \t]*(?:-[ \t]+)?)data:[ \t]*(?:#.*)?$/;
const ENTRY = /^([ \t]+)(["']?)([\w./-]+)\2:[ \t]*(?:!!binary[ \t]+)?(.*)$/;
const VALUE = /^(["']?)([A-Za-z0-9+/]{2,}={0,2})\1[ \t]*(?:#.*)?$/;
const BLOCK = /^[|>][-+0-9]*[ \t]*(?:#.*)?$/;
const BLOCK_LINE = /^[ \t]+[A-Za-z0-9+/]+={0,2}[ \t]*$/;
const JSON_DATA = /"data"\s*:\s*\{([^{}]*)\}/g;
const JSON_ENTRY = /"([\w./-]+)"\s*:\s*"([A-Za-z0-9+/]{2,}={0,2})"/g;

interface Line {
  readonly start: number;
  /** Without the line end. */
  readonly text: string;
}

/** Whether the text holds the line that makes a document a Secret. */
export function holdsSecretKind(text: string): boolean {
  return SECRET_KIND.test(text);
}

/**
 * The values under `data` of Kubernetes Secrets, in YAML (also several documents, and items of a List) and JSON.
 * Works on lines, so that templates and broken documents do not hide their neighbours.
 *
 * @param text a binary string
 */
export function secretData(text: string): EncodedRun[] {
  if (!holdsSecretKind(text)) return [];
  const starts = [0, ...Array.from(text.matchAll(DOCUMENT_START), (match) => match.index + match[0].length), text.length];
  const runs: EncodedRun[] = [];
  for (let index = 0; index + 1 < starts.length; index += 1) {
    const from = starts[index] ?? 0;
    const part = text.slice(from, starts[index + 1]);
    if (SECRET_KIND.test(part)) runs.push(...yamlData(linesOf(part, from)), ...jsonData(part, from));
  }
  return runs;
}

function yamlData(lines: readonly Line[]): EncodedRun[] {
  const runs: EncodedRun[] = [];
  let indent = -1;
  for (const [index, line] of lines.entries()) {
    const data = DATA.exec(line.text);
    if (data !== null) {
      indent = (data[1] ?? '').length;
      continue;
    }
    if (line.text.trim() === '' || indent < 0) continue;
    if (line.text.search(/[^ \t]/) <= indent) {
      indent = -1;
      continue;
    }
    const entry = ENTRY.exec(line.text);
    if (entry === null) continue;
    const [whole, space = '', quote = '', name = '', rest = ''] = entry;
    const nameStart = line.start + space.length + quote.length;
    const named = { name: { start: nameStart, end: nameStart + name.length }, layer: 'base64', content: 'text', proven: false } as const;
    const value = VALUE.exec(rest);
    if (value !== null) {
      const start = line.start + whole.length - rest.length + (value[1] ?? '').length;
      runs.push({ start, end: start + (value[2] ?? '').length, ...named });
    } else if (BLOCK.test(rest)) {
      const block = blockAfter(lines, index);
      if (block !== null) runs.push({ ...block, ...named });
    }
  }
  return runs;
}

/** The base64 lines that follow a block scalar's head. */
function blockAfter(lines: readonly Line[], head: number): { start: number; end: number } | null {
  let last = head;
  while (BLOCK_LINE.test(lines[last + 1]?.text ?? '')) last += 1;
  const first = lines[head + 1];
  const final = lines[last];
  if (last === head || first === undefined || final === undefined) return null;
  return { start: first.start + first.text.search(/\S/), end: final.start + final.text.trimEnd().length };
}

function jsonData(part: string, from: number): EncodedRun[] {
  const runs: EncodedRun[] = [];
  for (const object of part.matchAll(JSON_DATA)) {
    const body = object[1] ?? '';
    const bodyStart = from + object.index + object[0].length - 1 - body.length;
    for (const entry of body.matchAll(JSON_ENTRY)) {
      const [whole, name = '', value = ''] = entry;
      const nameStart = bodyStart + entry.index + 1;
      const end = bodyStart + entry.index + whole.length - 1;
      const span = { start: nameStart, end: nameStart + name.length };
      runs.push({ start: end - value.length, end, layer: 'base64', content: 'text', name: span, proven: false });
    }
  }
  return runs;
}

function linesOf(part: string, from: number): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (at < part.length) {
    const found = part.indexOf('\n', at);
    const end = found === -1 ? part.length : found;
    lines.push({ start: from + at, text: part.slice(at, part[end - 1] === '\r' && end > at ? end - 1 : end) });
    at = end + 1;
  }
  return lines;
}
