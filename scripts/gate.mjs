// Writes the gate of the native hook (scripts/gate.sh) with the literals of the rules.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './rulebook-plugin.mjs';

/** Lines around a change that are looked at for literals of values that the change holds: the reach of the rules is some 600 bytes. */
const CONTEXT = 25;
/** Characters of changes beyond which keysieve itself is as fast. */
const LARGEST = 1_000_000;
/** A URI with somebody before its host (src/engine/guard/detector-guards.ts: URI). */
const URI = '://[^[:space:]"`\\\\]*@';
/**
 * ASCII in base64: the first bit of each of three bytes is 0, so that each of the first three characters of a group of four
 * is one of a half of the alphabet. Then hexadecimal, escapes, percent encoding and character references.
 */
const ENCODED = [
  '([A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_-]){4}',
  '([2-7][0-9A-Fa-f]){10}',
  '\\\\x[0-9A-Fa-f]{2}',
  '\\\\u00[0-9A-Fa-f]{2}',
  '\\\\u\\{',
  '\\\\[0-7]{3}',
  '%[0-9A-Fa-f]{2}',
  '&#[xX]?[0-9A-Fa-f]+;',
  '&[A-Za-z]{2,10};',
].join('|');
/** One word, a text in quotes at the start of a line, or a field for values: the name may stand above or below. */
const LONE = '^\\+[[:space:]]*[-*]?[[:space:]]*([^[:space:]]*[A-Za-z0-9][^[:space:]]{3,}[[:space:]]*$|[^[:space:]"\'`]{0,3}["\'`])|(value|val|default|content|v)(\\\\*["\'])?[[:space:]]*[:=>]';

/** Gives the text of the gate for a rule book. */
export async function makeGate(book) {
  const { gateWords, LONG_RUNS } = await importTypeScript('src/cli/gate/words.ts');
  const { TOKEN_CHARACTERS } = await importTypeScript('src/cli/gate/least-run.ts');
  const { fileNamePatterns } = await importTypeScript('src/cli/gate/file-names.ts');
  const { document, short, long } = gateWords(book.rules);
  const values = {
    CONTEXT,
    LARGEST,
    ENCODED,
    LONE,
    FILES: fileNamePatterns(book.rules).join('|'),
    URI,
    // The longer rows and the narrower sets are among these.
    ANYLONG: `[${TOKEN_CHARACTERS.wide}]{${Math.min(...LONG_RUNS.map(({ length }) => length))}}`,
    SHORT: listed(short),
    DOCUMENT: listed(document),
  };
  const template = await readFile(join(dirname(fileURLToPath(import.meta.url)), 'gate.sh'), 'utf8');
  const stages = LONG_RUNS.map(({ characters, length }, at) => longStage(`[${TOKEN_CHARACTERS[characters]}]{${length}}`, long[at]));
  return template.replace('  @LONG@\n', () => stages.join('')).replace(/@([A-Z]+)@/g, (whole, name) => (name in values ? quoted(String(values[name])) : whole));
}

/** Asks for the literals of long values where there is something as long. */
function longStage(run, { beside, near }) {
  const tests = [
    ...(beside.length > 0 ? [`      keysieve_adds -i -F -e '${quoted(beside.join('\n'))}' || return 1\n`] : []),
    ...(near.length > 0 ? [`      keysieve_changed -i -F -e '${quoted(near.join('\n'))}' || return 1\n`] : []),
  ];
  return tests.length === 0 ? '' : `    if ! keysieve_adds -E -e '${run}'; then\n${tests.join('')}    fi\n`;
}

/** Fixed strings for grep, which takes a list of no strings as one that everything holds. */
function listed(words) {
  return words.length === 0 ? '\u0001' : words.join('\n');
}

/** For between single quotes. */
function quoted(text) {
  return text.replaceAll("'", "'\\''");
}
