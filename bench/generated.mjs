// Inputs that are made, not found: the same ones every time, from seeds. No secret is in them.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PLAIN_ENVIRONMENT } from './measure.mjs';

/** Numbers from 0 to 2³² - 1 that look random: xorshift32 (Marsaglia, 2003). */
export function randomNumbers(seed) {
  let state = (seed * 2654435761 + 1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

const WORDS =
  'account address array balance batch buffer cache call channel child client column command config count cursor customer data date default device document element entry error event field file filter first format group handler header height image index info input invoice item job label language last left length level limit line list local map message method model module name network node number object offset open option order output page parent path pattern payload people point position price process product query queue range read record reference region request response result right role row schema score search section select sequence server service session shape size source space stack start state status step store stream string style summary table target task text thread time title total tree type update user value vector version view visit watch width window worker zone'.split(
    ' ',
  );

/** A maker of lines of code such as people write, 20 to 90 characters long, without their ends. */
export function sourceLines(seed) {
  const random = randomNumbers(seed);
  const word = () => WORDS[random() % WORDS.length];
  const camel = () => word() + word().replace(/^./, (letter) => letter.toUpperCase());
  const shapes = [
    () => `  const ${camel()} = ${word()}.${camel()}(${word()}, ${random() % 100});`,
    () => `  if (${camel()} !== null && ${word()}.${word()} > ${random() % 1000}) return ${camel()};`,
    () => `// The ${word()} of a ${word()} is kept until its ${word()} has been ${word()}ed by the ${word()}.`,
    () => `  ${camel()}: '${word()}-${word()}',`,
    () => `export function ${camel()}(${word()}, ${word()}) {`,
    () => '}',
    () => '',
    () => `    for (const ${word()} of ${camel()}.${word()}s()) ${word()}.${word()} += ${word()}.${camel()};`,
    () => `import { ${camel()}, ${camel()} } from './${word()}/${word()}-${word()}.js';`,
    () => `    "${word()}_${word()}": "${word()} ${word()} ${word()}",`,
  ];
  return () => shapes[random() % shapes.length]();
}

/** Text of about so many bytes out of lines, `end` behind each of them. */
export function sourceText(line, bytes, end = '\n') {
  const parts = [];
  for (let size = 0; size < bytes; ) {
    const next = line() + end;
    parts.push(next);
    size += next.length;
  }
  return parts.join('');
}

/** A folder of source files of `each` bytes, `total` bytes in all, a hundred to a subfolder. Gives how many there are. */
export function writeSourceTree(folder, seed, total, each) {
  const count = Math.ceil(total / each);
  const line = sourceLines(seed);
  for (let at = 0; at < count; at += 1) {
    const inner = join(folder, `part${Math.floor(at / 100)}`);
    if (at % 100 === 0) mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, `file${at}.js`), sourceText(line, each));
  }
  return count;
}

/**
 * A bare repository of `files` files that are edited `edits` times each, a few lines at a time; packed as git packs. All that
 * grows with it does so in step: files, commits, versions. Gives the bytes of all versions.
 */
export function writeHistory(folder, seed, files, edits) {
  git(folder, ['init', '--quiet', '--bare', '.']);
  const random = randomNumbers(seed);
  const line = sourceLines(seed + 1);
  const contents = Array.from({ length: files }, () => Array.from({ length: 200 }, line));
  const stream = join(folder, 'fast-import.txt');
  const file = openSync(stream, 'w');
  let bytes = 0;
  for (let edit = 0; edit < edits; edit += 1) {
    for (let first = 0; first < files; first += 10) {
      const out = [`commit refs/heads/main\ncommitter a <a@b.c> ${1_600_000_000 + edit * files + first} +0000\ndata 6\nchange\n`];
      for (let own = first; own < Math.min(files, first + 10); own += 1) {
        const lines = contents[own];
        for (let change = 0; change < 3; change += 1) lines.splice(random() % lines.length, random() % 2, line());
        const text = `${lines.join('\n')}\n`;
        bytes += text.length;
        out.push(`M 100644 inline part${own % 97}/file${own}.js\ndata ${text.length}\n${text}`);
      }
      writeSync(file, out.join(''));
    }
  }
  closeSync(file);
  const input = openSync(stream, 'r');
  git(folder, ['fast-import', '--quiet'], input);
  closeSync(input);
  rmSync(stream);
  git(folder, ['-c', 'pack.threads=1', 'repack', '-adfq', '--window=10', '--depth=50']);
  return bytes;
}

/** Runs git in a folder, an open file as its input if one is given; throws with what it says when it fails. */
export function git(cwd, words, input = 'ignore') {
  const { status, stdout, stderr } = spawnSync('git', words, { cwd, env: PLAIN_ENVIRONMENT, stdio: [input, 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`git ${words[0]}: ${stderr.trim()}`);
  return stdout;
}
