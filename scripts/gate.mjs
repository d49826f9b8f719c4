// Writes the gate of the native hook (scripts/gate.sh) with the literals of the rules.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './rulebook-plugin.mjs';

/** Lines around a change that are looked at for literals of values that the change holds. */
const CONTEXT = 100;
/** Characters of changes beyond which keysieve itself is as fast. */
const LARGEST = 1_000_000;
/** A row of token characters from this length on may be encoded text, in which no literal shows. */
const ENCODED = 40;
/** A URI with somebody before its host (src/engine/guard/detector-guards.ts: URI). */
const URI = '://[^[:space:]"`\\\\]*@';
const ESCAPED = '(\\\\x[0-9A-Fa-f]{2}){4}|(%[0-9A-Fa-f]{2}){4}|(\\\\u[0-9A-Fa-f]{4}){4}|(&#x?[0-9A-Fa-f]+;){4}|(\\\\[0-7]{3}){4}';
/** One word, a text in quotes at the start of a line, or a field for values: the name may stand above or below. */
const LONE = '^\\+[[:space:]]*[-*]?[[:space:]]*([^[:space:]]*[A-Za-z0-9][^[:space:]]{3,}[[:space:]]*$|[^[:space:]"\'`]{0,3}["\'`])|(value|val|default|content|v)(\\\\*["\'])?[[:space:]]*[:=>]';

/** Gives the text of the gate for a rule book. */
export async function makeGate(book) {
  const { gateWords, LONG_RUN } = await importTypeScript('src/engine/guard/gate-words.ts');
  const { TOKEN_CHARACTERS } = await importTypeScript('src/engine/guard/least-run.ts');
  const { uri, document, short, long } = gateWords(book.rules);
  const values = {
    CONTEXT,
    LARGEST,
    ENCODED,
    LONG: LONG_RUN,
    TOKEN: TOKEN_CHARACTERS,
    SHORT: [...(uri ? [URI] : []), ...short.map(asPattern)].join('|'),
    DOCUMENT: document.join('\n'),
    LITERALS: long.join('\n'),
    ESCAPED,
    LONE,
  };
  const template = await readFile(join(dirname(fileURLToPath(import.meta.url)), 'gate.sh'), 'utf8');
  return template.replace(/@([A-Z]+)@/g, (whole, name) => (name in values ? quoted(String(values[name])) : whole));
}

/** For between single quotes. */
function quoted(text) {
  return text.replaceAll("'", "'\\''");
}

/** A literal as an extended regular expression. */
function asPattern(word) {
  return word.replace(/[.[\]\\()*+?{}|^$]/g, '\\$&');
}
