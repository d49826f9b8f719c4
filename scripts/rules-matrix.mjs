// The whole matrix of the rule library: every match sample with many generated values in each of the thirty contexts,
// through the detection that scans use (unwrapping, search, judge, overlaps). Found means: one finding, by the rule
// itself, with the exact span. Clean samples have to stay silent.
//   node scripts/rules-matrix.mjs [--values 200] [--only words,of,rule,ids] [--top 40]
// Prints what failed by rule and context, then the share that came out right. Exit 1 below 99.5 %.
import { parseArgs } from 'node:util';
import { compileBuiltinRules, importTypeScript } from './rulebook-plugin.mjs';

const { values: options } = parseArgs({
  options: { values: { type: 'string', default: '200' }, only: { type: 'string', default: '' }, top: { type: 'string', default: '40' } },
});
const loaded = await compileBuiltinRules();
const { createDetector } = await importTypeScript('src/detect.ts');
const { testSamples } = await importTypeScript('src/rules/samples/run.ts');
const { withEveryRule } = await importTypeScript('src/rules/lookup.ts');
const detector = createDetector({ book: withEveryRule(loaded.book), now: new Date() });
const words = options.only.split(',').filter((word) => word !== '');

const started = Date.now();
const report = testSamples(loaded, {
  values: Number(options.values),
  only: (rule) => words.length === 0 || words.some((word) => rule.id.includes(word)),
  detect: (text, path) =>
    detector.detect(Buffer.from(text, 'latin1'), path).sightings.map(({ match }) => ({ rule: match.candidate.rule.id, start: match.span.start, end: match.span.end })),
});

const total = { tried: 0, right: 0 };
const weak = [];
for (const [rule, { tried, right }] of report.tried) {
  total.tried += tried;
  total.right += right;
  if (right < tried) weak.push({ rule, share: right / tried, wrong: tried - right });
}
weak.sort((a, b) => a.share - b.share);
for (const { rule, share, wrong } of weak.slice(0, Number(options.top))) {
  console.log(`${(100 * share).toFixed(2)} % ${rule}: ${wrong} wrong`);
  const reasons = new Map();
  for (const failure of report.failures.filter((one) => one.rule === rule)) {
    const context = / in ([\w-]+)$/.exec(failure.what)?.[1] ?? 'alone';
    const key = `  ${failure.problem} ${[...new Set(failure.answered)].join(', ')}  ${failure.what.replace(/ in [\w-]+$/, '').slice(rule.length + 2)}`;
    reasons.set(key, [...(reasons.get(key) ?? []), context]);
  }
  for (const [reason, contexts] of [...reasons].slice(0, 6)) console.log(`${reason}: ${[...new Set(contexts)].slice(0, 6).join(', ')}${new Set(contexts).size > 6 ? ' …' : ''}`);
}
const share = (100 * total.right) / total.tried;
const below = [...report.tried.values()].filter(({ tried, right }) => tried > 0 && right / tried < 0.99).length;
console.log(
  `${report.tried.size} rules, ${options.values} values per sample and context, ${total.tried} texts, ${total.right} right: ${share.toFixed(3)} %; ` +
    `${below} rules below 99 %; ${Math.round((Date.now() - started) / 1000)} s`,
);
process.exitCode = share >= 99.5 ? 0 : 1;
