// Tries rule files on their samples while they are being written, without the judge:
//   node scripts/try-rules.mjs [--values 20] [words that rule ids or file names contain…]
// Prints what failed, by rule. Exit 1 when anything did.
import { parseArgs } from 'node:util';
import { compileBuiltinRules, importTypeScript } from './rulebook-plugin.mjs';

const { values: options, positionals } = parseArgs({ options: { values: { type: 'string', default: '20' } }, allowPositionals: true });
const loaded = await compileBuiltinRules();
const { createEngine } = await importTypeScript('src/engine/engine.ts');
const { DETECTORS } = await importTypeScript('src/detectors/table.ts');
const { testSamples } = await importTypeScript('src/rules/samples/run.ts');
const engine = createEngine({ rules: loaded.book.rules.filter((rule) => DETECTORS.has(rule.detector)), detectors: DETECTORS });
const fileOf = new Map(loaded.details.map((details) => [details.id, details.file]));

const report = testSamples(loaded, {
  values: Number(options.values),
  only: (rule) => positionals.length === 0 || positionals.some((word) => rule.id.includes(word) || fileOf.get(rule.id)?.includes(word)),
  detect: (text) => {
    const found = engine.search(Buffer.from(text, 'latin1')).candidates.map((c) => ({ rule: c.rule.id, start: c.start, end: c.end, generic: c.rule.generic }));
    // As the resolver does later: a rule for everything gives way to a rule for this.
    return found.filter((one) => !one.generic || !found.some((other) => !other.generic && other.start < one.end && other.end > one.start));
  },
});
const groups = new Map();
for (const failure of report.failures) {
  const key = `${failure.what} — ${failure.problem}${failure.answered.length ? ` (${[...new Set(failure.answered)].join(', ')})` : ''}`;
  groups.set(key, (groups.get(key) ?? 0) + 1);
}
for (const [text, count] of [...groups].slice(0, 80)) console.log(`${count}× ${text}`);
let tried = 0;
let right = 0;
for (const count of report.tried.values()) {
  tried += count.tried;
  right += count.right;
}
console.log(`${report.tried.size} rules, ${tried} texts, ${right} right (${((100 * right) / tried).toFixed(2)} %)`);
process.exitCode = right === tried ? 0 : 1;
