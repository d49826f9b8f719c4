#!/usr/bin/env node
// Makes src/judge/model/language.json: which English words are common, and how likely three letters follow each other.
//
//   node scripts/make-language-tables.mjs FOLDER...
//
// Reads documentation and comments under the folders (Markdown, reStructuredText, text, source files, and the service
// descriptions of botocore) and counts. Only counts leave: the table holds no sentence of any source. The committed
// table was made from this project's node_modules (MIT and Apache-2.0 packages), Python 3.11's standard library (PSF)
// and botocore 1.43 (Apache-2.0).
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const WORDS = 6500;
const LEVELS = 64;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node scripts/make-language-tables.mjs FOLDER...');
  process.exit(2);
}

const counts = new Map();
const spread = new Map();
let files = 0;
for (const folder of folders) walk(folder);
console.error(`${files} files, ${counts.size} words`);

const ranked = [...counts]
  .filter(([word, times]) => times >= 12 && (spread.get(word)?.size ?? 0) >= 5 && isPlausible(word))
  .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  .slice(0, WORDS)
  .map(([word]) => word)
  .sort();

const table = new Float64Array(27 ** 3);
const known = new Set(ranked);
for (const [word, times] of counts) {
  if (!known.has(word)) continue;
  // Weighted by the root of the count: `the` does not drown the rest.
  const weight = Math.sqrt(times);
  // The backtick stands for the boundary of a word: it comes before `a`.
  const text = `\`\`${word}\``;
  for (let at = 2; at < text.length; at++) table[index(text.charCodeAt(at - 2), text.charCodeAt(at - 1), text.charCodeAt(at))] += weight;
}
let trigrams = '';
for (let pair = 0; pair < 27 ** 2; pair++) {
  let sum = 0;
  for (let last = 0; last < 27; last++) sum += table[pair * 27 + last];
  for (let last = 0; last < 27; last++) {
    const surprise = -Math.log2((table[pair * 27 + last] + 0.3) / (sum + 0.3 * 27));
    trigrams += ALPHABET[Math.min(LEVELS - 1, Math.round(surprise * 4))];
  }
}
writeFileSync(new URL('../src/judge/model/language.json', import.meta.url), `${JSON.stringify({ words: ranked.join(' '), trigrams })}\n`);
console.error(`${ranked.length} words written`);

function index(a, b, c) {
  return (a - 96) * 729 + (b - 96) * 27 + (c - 96);
}

/** Words of three letters and more that hold a vowel; identifiers and abbreviations rarely pass in such numbers. */
function isPlausible(word) {
  return word.length >= 3 && word.length <= 14 && /[aeiouy]/.test(word) && !/(.)\1\1/.test(word);
}

function walk(path) {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const full = join(path, entry.name);
    if (entry.isDirectory()) {
      if (!/^(?:\.git|__pycache__|\.bin)$/.test(entry.name)) walk(full);
    } else if (entry.isFile() && statSync(full).size < 4_000_000) {
      const text = proseOf(entry.name, full);
      if (text !== null) count(text, full);
    }
  }
}

/** The prose of a file: all of a document, the comments of source, the documentation of botocore's descriptions. */
function proseOf(name, full) {
  if (/\.(?:md|rst|txt)$/i.test(name)) return readFileSync(full, 'utf8');
  if (/\.d\.ts$|\.m?[jt]s$/.test(name)) return (readFileSync(full, 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? []).join('\n');
  if (name.endsWith('.py')) return (readFileSync(full, 'utf8').match(/"""[\s\S]*?"""|#[^\n]*/g) ?? []).join('\n');
  if (/^service-2\.json(?:\.gz)?$/.test(name)) return (readPacked(full).match(/"documentation":"[^"]*"/g) ?? []).join('\n').replace(/<[^>]*>/g, ' ');
  return null;
}

function readPacked(full) {
  const bytes = readFileSync(full);
  return (full.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

function count(text, full) {
  files += 1;
  const source = full.split('/').slice(0, -1).join('/');
  for (const match of text.matchAll(/(?<![A-Za-z0-9_$@./\\-])[A-Z]?[a-z]{2,14}(?![A-Za-z0-9_$@/\\(=-]|\.\w)/g)) {
    const word = match[0].toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
    const seen = spread.get(word);
    if (seen === undefined) spread.set(word, new Set([source]));
    else if (seen.size < 8) seen.add(source);
  }
}
