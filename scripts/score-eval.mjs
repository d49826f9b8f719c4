#!/usr/bin/env node
// Runs keysieve's real detection over labelled lines and writes findings for eval/score.mjs.
//
//   node scripts/score-eval.mjs LINES.jsonl --out findings.jsonl [--folds 8] [--least low|medium|high] [--score SCORE.mjs]
//
// With --folds (default 8) every repository is judged by a model that was trained without it: the numbers are honest.
// --folds 0 uses the committed weights, which have seen every line. --least leaves weaker findings out of the score.
// --clean FOLDER adds the negatives that train-model.mjs adds.
// --keywords RULE=word|word tries other literals for a rule before they are written into its file.
// --dropped prints the reason of every candidate that was dropped on a True row.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { boost } from './model/boost.mjs';
import { cleanSamples } from './model/clean-trees.mjs';
import { importDetection, makeSamples, readRows, realPath } from './model/labelled-lines.mjs';
import { compileBuiltinRules } from './rulebook-plugin.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'findings.jsonl' },
    folds: { type: 'string', default: '8' },
    least: { type: 'string', default: 'low' },
    score: { type: 'string' },
    dropped: { type: 'boolean', default: false },
    alarms: { type: 'boolean', default: false },
    keywords: { type: 'string', multiple: true, default: [] },
    clean: { type: 'string', multiple: true, default: [] },
  },
});
if (positionals.length !== 1) {
  console.error('usage: node scripts/score-eval.mjs LINES.jsonl --out findings.jsonl [--folds 8] [--least low|medium|high] [--score SCORE.mjs]');
  process.exit(2);
}

const RANK = { low: 0, medium: 1, high: 2 };
const root = fileURLToPath(new URL('..', import.meta.url));
const rows = readRows(positionals[0]);
const repositoryOf = (row) => row.path.slice(0, row.path.indexOf('/'));
const { book } = await compileBuiltinRules();
for (const change of options.keywords) {
  const [id, words] = change.split(/=(.*)/s);
  const at = book.rules.findIndex((rule) => rule.id === id);
  book.rules[at] = { ...book.rules[at], keywords: words.split('|') };
}
const folds = Number(options.folds);
const found = folds > 1 ? await crossValidated() : search(await importDetector(null), rows);
writeFileSync(options.out, found.filter(({ confidence }) => RANK[confidence] >= RANK[options.least]).map((finding) => `${JSON.stringify(finding)}\n`).join(''));
console.log(`${found.length} findings, by confidence: ${Object.keys(RANK).map((name) => `${name} ${found.filter(({ confidence }) => confidence === name).length}`).join(', ')}`);
printCalibration();
if (options.alarms) printAlarms();
if (options.score !== undefined) process.stdout.write(spawnSync(process.execPath, [options.score, options.out, '--lines', positionals[0]], { encoding: 'utf8' }).stdout);

async function crossValidated() {
  const detection = await importDetection();
  const samples = makeSamples(detection, rows);
  samples.push(...cleanSamples(detection, samples, options.clean));
  const repositories = [...new Set(rows.map(repositoryOf))].sort();
  const all = [];
  for (let fold = 0; fold < folds; fold++) {
    const inFold = new Set(repositories.filter((_, index) => (index * 5) % folds === fold));
    const model = boost(samples.filter(({ repository }) => !inFold.has(repository)));
    all.push(...search(await importDetector(model), rows.filter((row) => inFold.has(repositoryOf(row)))));
  }
  return all;
}

/** Bundles src/detect.ts, with other weights when a model is given, and makes a detector of the shipped rules. */
async function importDetector(model) {
  const folder = mkdtempSync(join(tmpdir(), 'keysieve-eval-'));
  try {
    const outfile = join(folder, 'detect.mjs');
    await build({
      entryPoints: [join(root, 'src/detect.ts')], outfile, bundle: true, platform: 'node', mainFields: ['module', 'main'], format: 'esm', target: 'node20', logLevel: 'error',
      banner: { js: "import { createRequire as keysieveRequire } from 'node:module'; const require = keysieveRequire(import.meta.url);" },
      plugins: model === null ? [] : [withWeights(model)],
    });
    const { createDetector } = await import(pathToFileURL(outfile).href);
    return createDetector({ book, now: new Date('2026-01-01T00:00:00Z') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function withWeights(model) {
  return {
    name: 'weights',
    setup(esbuild) {
      esbuild.onLoad({ filter: /model\/weights\.json$/ }, (args) => {
        const { features } = JSON.parse(readFileSync(args.path, 'utf8'));
        return { contents: JSON.stringify({ features, ...model }), loader: 'json' };
      });
    },
  };
}

/** Every row as a file of its own under its path. Offsets are turned from bytes into UTF-16 units of the line. */
function search(detector, some) {
  return some.flatMap((row) => {
    const bytes = Buffer.from(row.line, 'utf8');
    const { sightings, dropped } = detector.detect(bytes, realPath(row.path));
    const units = (offset) => bytes.subarray(0, offset).toString('utf8').length;
    if (options.dropped && row.label && sightings.length === 0) {
      for (const { candidate, verdict } of dropped) console.log(row.id, row.kind, candidate.rule.id, verdict.reasons.join(' '), JSON.stringify(candidate.value.slice(0, 60)));
    }
    return sightings.map(({ match }) => ({
      id: row.id, start: units(match.span.start), end: units(match.span.end),
      rule: match.candidate.rule.id, confidence: match.verdict.confidence, reasons: match.verdict.reasons.join(' '),
    }));
  });
}

/** Of the findings of each confidence that a label speaks about: how many are real. */
function printCalibration() {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const name of ['high', 'medium', 'low']) {
    let real = 0;
    let judged = 0;
    for (const finding of found) {
      if (finding.confidence !== name) continue;
      const row = byId.get(finding.id);
      const overlaps = ([start, end]) => finding.start < end && finding.end > start;
      if (row.value !== null && !overlaps(row.value)) continue;
      if (!row.label && row.also?.some(overlaps)) continue;
      judged += 1;
      if (row.label) real += 1;
    }
    console.log(`${name.padEnd(7)} ${real} of ${judged} real (${((100 * real) / Math.max(1, judged)).toFixed(1)} %)`);
  }
}

function printAlarms() {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const finding of found) {
    const row = byId.get(finding.id);
    if (row.label || (row.value !== null && !(finding.start < row.value[1] && finding.end > row.value[0]))) continue;
    console.log(finding.confidence, finding.rule, finding.reasons, row.category, row.example ? 'X' : '', row.path.slice(-30), JSON.stringify(row.line.slice(Math.max(0, finding.start - 50), finding.end + 10)));
  }
}
