// Which literals cost the search most: how often each is met, how often its guards let it pass, and for whom it is there.
//   node bench/literals.mjs [--top 40] FOLDER…
// A literal that is met often and seldom passes is a weak one: give its rule a better keyword (rules/*.yaml), or its guard a
// tighter test (src/engine/guard). Counts, not times: the same on every machine.
import { parseArgs } from 'node:util';
import { compileBuiltinRules, importTypeScript } from '../scripts/rulebook-plugin.mjs';
import { readTextFiles } from './inputs.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { top: { type: 'string', default: '40' } } });
if (positionals.length === 0) {
  console.error('usage: node bench/literals.mjs [--top 40] FOLDER…');
  process.exit(2);
}
const { buildIndex } = await importTypeScript('src/engine/index/build.ts');
const { bareIndex } = await importTypeScript('src/engine/index/collect.ts');
const { lengthenedKeywords } = await importTypeScript('src/engine/index/lengthen.ts');
const { literalsOf, marksOf } = await importTypeScript('src/engine/index/image.ts');
const { SearchCore } = await importTypeScript('src/engine/wasm/search-core.ts');

const rules = (await compileBuiltinRules()).book.rules.filter((rule) => rule.kind !== 'file');
const files = readTextFiles(positionals);
const kilobytes = files.reduce((sum, file) => sum + file.length, 0) / 1024;
const met = countMarks(bareIndex(rules.map((rule) => (rule.detector === 'pattern' ? { ...rule, keywords: lengthenedKeywords(rule) } : rule))));
const passed = countMarks(buildIndex(rules, 'bench'));
const sorted = [...met].sort(([, a], [, b]) => b.count - a.count);
const total = sorted.reduce((sum, [, { count }]) => sum + count, 0);
console.log(`${Math.round(kilobytes / 1024)} MiB, ${sorted.length} literals met, ${(total / kilobytes).toFixed(2)} times a KB`);
console.log(`${'literal'.padEnd(20)}${'met/KB'.padStart(9)}${'sum'.padStart(7)}${'passed/KB'.padStart(11)}  rules`);
let sum = 0;
for (const [literal, { count, rules: owners }] of sorted.slice(0, Number(values.top))) {
  sum += count;
  const through = passed.get(literal)?.count ?? 0;
  console.log(`${literal.padEnd(20)}${(count / kilobytes).toFixed(3).padStart(9)}${`${Math.round((100 * sum) / total)} %`.padStart(7)}${(through / kilobytes).toFixed(4).padStart(11)}  ${names(owners)}`);
}

function countMarks(index) {
  const literals = literalsOf(index);
  const marks = marksOf(index);
  const counts = new Map();
  const core = new SearchCore(index);
  for (const file of files) {
    core.find(file, (mark) => {
      const literal = literals[marks[mark].literal];
      const known = counts.get(literal);
      if (known === undefined) counts.set(literal, { count: 1, rules: new Set(marks[mark].rules) });
      else {
        known.count += 1;
        for (const rule of marks[mark].rules) known.rules.add(rule);
      }
    });
  }
  return counts;
}

function names(numbers) {
  const ids = [...numbers].map((number) => rules[number].id);
  return ids.length <= 4 ? ids.join(' ') : `${ids.slice(0, 3).join(' ')} and ${ids.length - 3} more`;
}
