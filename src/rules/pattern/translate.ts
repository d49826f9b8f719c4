/**
 * From the regex a person writes to the regex that runs on binary text.
 *
 * Rules are run on text in which one UTF-16 unit is one byte. Three things must change for that: characters outside
 * ASCII become their UTF-8 bytes, `\s` means ASCII white space only (`\s` of JavaScript takes the byte 0xA0, which is
 * the middle of many UTF-8 characters, for a space), and a leading `(?i)` becomes the flag that Node 20 knows.
 */
import { parsePattern } from './analyse.ts';
import { visitRegExpAST, type AST } from '@eslint-community/regexpp';

export interface TranslatedPattern {
  readonly source: string;
  /** `m` always (anchors mean line ends), `i` when the pattern starts with `(?i)`, `s` with `(?s)`. */
  readonly flags: string;
}

const LEADING_FLAGS = /^\(\?([is]+)\)/;
const SPACE = '\\t\\n\\v\\f\\r ';

/** Translates one pattern. Throws SyntaxError when it does not parse or uses what cannot be translated. */
export function translatePattern(pattern: string): TranslatedPattern {
  const leading = LEADING_FLAGS.exec(pattern);
  const flags = leading?.[1] ?? '';
  const body = leading === null ? pattern : pattern.slice(leading[0].length);
  return { source: replaceNodes(body), flags: `m${flags.includes('i') ? 'i' : ''}${flags.includes('s') ? 's' : ''}` };
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function replaceNodes(source: string): string {
  const edits: Edit[] = [];
  const put = (node: AST.Node, text: string): void => {
    edits.push({ start: node.start, end: node.end, text });
  };
  visitRegExpAST(parsePattern(source), {
    onCharacterEnter(node) {
      if (node.value < 128) return;
      if (node.parent.type === 'CharacterClass' || node.parent.type === 'CharacterClassRange') {
        throw new SyntaxError(`a character outside ASCII cannot stand in a class: ${node.raw}`);
      }
      // A surrogate pair arrives as two characters; rules that need one spell its UTF-8 bytes as \xNN.
      if (node.value >= 0xd800 && node.value <= 0xdfff) throw new SyntaxError(`spell ${node.raw} as UTF-8 bytes (\\xNN)`);
      if (node.raw.startsWith('\\x')) return;
      put(node, `(?:${utf8Escapes(node.value)})`);
    },
    onCharacterSetEnter(node) {
      if (node.kind !== 'space') return;
      const inClass = node.parent.type === 'CharacterClass';
      if (inClass && node.negate) throw new SyntaxError('\\S cannot stand in a class; list the characters instead');
      put(node, inClass ? SPACE : `[${node.negate ? '^' : ''}${SPACE}]`);
    },
  });
  let text = source;
  for (const edit of edits.sort((a, b) => b.start - a.start)) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return text;
}

function utf8Escapes(codePoint: number): string {
  const bytes = new TextEncoder().encode(String.fromCodePoint(codePoint));
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
