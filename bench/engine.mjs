// How fast the search is, and how little it matters how many rules there are:
//   node bench/engine.mjs [--rounds 11] FOLDER…        source trees; everything below that looks like text is searched
// Every figure is CPU time (user and system) of this process: the best of some rounds, and the median over the rounds of
// its ratio to a floor measured in the same round: one pass of memchr over the same bytes, reading the files, 100 rules.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compileBuiltinRules, importTypeScript } from '../scripts/rulebook-plugin.mjs';
import { textFiles } from './inputs.mjs';
import { median } from './measure.mjs';

const BATCH = 512;
const { values, positionals: folders } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '11' } } });
if (folders.length === 0) {
  console.error('usage: node bench/engine.mjs [--rounds 11] FOLDER…');
  process.exit(2);
}

const { createEngine } = await importTypeScript('src/engine/engine.ts');
const { buildIndex } = await importTypeScript('src/engine/index/build.ts');
const { SearchCore } = await importTypeScript('src/engine/wasm/search-core.ts');
const { DETECTORS } = await importTypeScript('src/detectors/table.ts');
const { loadRules } = await importTypeScript('src/rules/load.ts');

const paths = textFiles(folders);
const files = paths.map((path) => readFileSync(path));
const size = files.reduce((sum, file) => sum + file.length, 0);
const book = (await compileBuiltinRules()).book.rules.filter((rule) => rule.kind !== 'file');
console.log(`${files.length} files, ${(size / 1048576).toFixed(1)} MiB; ${book.length} rules in the book`);

const work = new Map();
work.set('read the files', () => paths.forEach((path) => readFileSync(path)));
work.set('memchr', () => files.forEach((file) => file.indexOf(0xff)));
const notes = new Map();
for (const count of [100, 500, 1000]) {
  const rules = chooseRules(count);
  const started = performance.now();
  const index = buildIndex(rules, 'bench');
  const core = new SearchCore(index);
  const engine = createEngine({ rules, detectors: DETECTORS, prebuilt: { index, rules }, core: 'wasm' });
  const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, at) => files.slice(at * BATCH, (at + 1) * BATCH));
  let marks = 0;
  let candidates = 0;
  work.set(`${count} rules: literals and guards`, () => {
    marks = 0;
    for (const file of files) core.find(file, () => (marks += 1));
  });
  work.set(`${count} rules: to candidates`, () => {
    candidates = 0;
    for (const batch of batches) for (const result of engine.searchBatch(batch)) candidates += result.candidates.length;
  });
  notes.set(`${count} rules: to candidates`, () => `${((marks * 1024) / size).toFixed(3)} windows/KB, ${candidates} candidates; index of ${Math.round(index.bytes.length / 1024)} KiB`);
  console.log(`${count} rules: index built in ${Math.round(performance.now() - started)} ms`);
}

const times = new Map([...work.keys()].map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const [name, run] of work) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    times.get(name).push((user + system) / 1000);
  }
}
console.log(`\n${'work'.padEnd(34)}${'CPU ms'.padStart(9)}${'MiB/s'.padStart(8)}${'× memchr'.padStart(10)}${'× read'.padStart(8)}${'× 100 rules'.padStart(13)}`);
for (const [name, rounds] of times) {
  const ratio = (to) => median(rounds.map((ms, round) => ms / times.get(to)[round])).toFixed(2);
  const best = Math.min(...rounds);
  const rate = Math.round(size / 1048576 / (best / 1000));
  const reference = name.replace(/^\d+ rules/, '100 rules');
  console.log(
    `${name.padEnd(34)}${best.toFixed(1).padStart(9)}${String(rate).padStart(8)}${ratio('memchr').padStart(10)}${ratio('read the files').padStart(8)}${ratio(reference).padStart(13)}   ${notes.get(name)?.() ?? ''}`,
  );
}

/** The generic rules, then others spread over the book; made-up ones when the book is too small. */
function chooseRules(count) {
  const generic = book.filter((rule) => rule.generic);
  const others = book.filter((rule) => !rule.generic);
  const wanted = Math.min(others.length, count - generic.length);
  const chosen = [...generic, ...Array.from({ length: wanted }, (_, at) => others[Math.floor((at * others.length) / wanted)])];
  return chosen.length >= count ? chosen : [...chosen, ...madeUpRules(count - chosen.length)];
}

/** Half have a prefix, half are known by a provider's word; words are pronounceable, so that source text has parts of them. */
function madeUpRules(count) {
  let state = 42;
  const pick = (list) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return list[(state >>> 16) % list.length];
  };
  const syllable = () => pick('bcdfghjklmnprstvw') + pick('aeiou');
  const rules = Array.from({ length: count }, (_, at) => {
    const word = syllable() + syllable() + syllable() + pick(['', 'r', 'n', 'x', 'ly']);
    const way = at % 2 === 0 ? { pattern: `${word.slice(0, 4)}_[A-Za-z0-9]{32,40}` } : { named: { words: [word], value: pick(['[0-9a-f]{32}', '[A-Za-z0-9]{40}', '[A-Za-z0-9_-]{24,64}']) } };
    return { id: `made-up-${at}`, name: 'Made up', description: 'Made up.', kind: 'token', severity: 'low', ...way };
  });
  return loadRules([{ path: 'made-up.yaml', text: JSON.stringify({ provider: 'made-up', name: 'Made up', rules }) }]).book.rules;
}
