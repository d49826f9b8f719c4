/** A strict reader of XML 1.0 without declarations and comments: enough to prove that a report is well-formed. */

/** An element. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** What XML 1.0 allows as a character. */
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Parses a document with one root; throws at the first thing that is not well-formed. */
export function parseXml(text: string): XmlElement {
  if (!CHARACTERS.test(text)) throw new Error('a character that XML forbids');
  let at = 0;
  const fail = (what: string): never => { throw new Error(`${what} at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`); };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at += match[0].length;
    return match;
  };
  const element = (): XmlElement => {
    const name = take(/<([A-Za-z][\w-]*)/y)?.[1] ?? fail('no start tag');
    const attributes: Record<string, string> = {};
    for (let match = take(/\s+([A-Za-z][\w-]*)="([^"<]*)"/y); match !== null; match = take(/\s+([A-Za-z][\w-]*)="([^"<]*)"/y)) {
      const [, key = '', value = ''] = match;
      if (key in attributes) fail(`attribute ${key} twice`);
      attributes[key] = decode(value);
    }
    if (take(/\s*\/>/y) !== null) return { name, attributes, children: [], text: '' };
    if (take(/\s*>/y) === null) fail('bad tag');
    const children: XmlElement[] = [];
    let content = '';
    for (;;) {
      content += decode(take(/[^<]*/y)?.[0] ?? '');
      const end = take(/<\/([A-Za-z][\w-]*)>/y);
      if (end !== null) {
        if (end[1] !== name) fail(`</${end[1]}> ends <${name}>`);
        return { name, attributes, children, text: content };
      }
      children.push(element());
    }
  };
  const decode = (raw: string): string => {
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(raw) || raw.includes(']]>')) fail('a bare sign');
    return raw.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');
  };
  if (take(/<\?xml version="1.0" encoding="UTF-8"\?>\n/y) === null) fail('no declaration');
  const root = element();
  take(/\s*/y);
  if (at !== text.length) fail('something after the root');
  return root;
}
