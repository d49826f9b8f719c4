#!/usr/bin/env node
// Trains the context model and writes src/judge/model/weights.json.
//
//   node scripts/train-model.mjs LINES.jsonl [--clean FOLDER] [--check]
//
// LINES.jsonl: labelled lines (see docs/generic-detection.md); they stay outside of this repository.
// --clean FOLDER (several times): source trees that hold next to no secrets; their candidates are negatives.
// --check: only cross-validates by repository and prints the curve.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { boost, predict } from './model/boost.mjs';
import { cleanSamples } from './model/clean-trees.mjs';
import { importDetection, makeSamples, readRows } from './model/labelled-lines.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { clean: { type: 'string', multiple: true, default: [] }, check: { type: 'boolean', default: false }, folds: { type: 'string', default: '8' } },
});
if (positionals.length !== 1) {
  console.error('usage: node scripts/train-model.mjs LINES.jsonl [--clean FOLDER] [--check]');
  process.exit(2);
}

const detection = await importDetection();
const samples = makeSamples(detection, readRows(positionals[0]));
const clean = cleanSamples(detection, samples, options.clean);
const open = samples.filter((sample) => sample.open);
console.log(`${open.length} labelled candidates, ${open.filter((sample) => sample.label === 1).length} positive; ${samples.length - open.length} more that grammar drops; ${clean.length} clean ones`);

crossValidate(Number(options.folds));
if (!options.check) {
  const model = boost([...samples, ...clean]);
  const file = new URL('../src/judge/model/weights.json', import.meta.url);
  const trees = model.trees.map((tree) => `    ${JSON.stringify(tree)}`).join(',\n');
  writeFileSync(file, `{\n  "features": ${JSON.stringify(detection.FEATURES)},\n  "base": ${model.base},\n  "trees": [\n${trees}\n  ]\n}\n`);
  console.log(`${model.trees.length} trees written to ${file.pathname}`);
}

/** Every repository is scored by a model that has not seen it. */
function crossValidate(folds) {
  const repositories = [...new Set(samples.map((sample) => sample.repository))].sort();
  const foldOf = new Map(repositories.map((name, index) => [name, (index * 5) % folds]));
  const scored = [];
  for (let fold = 0; fold < folds; fold++) {
    const model = boost([...samples.filter((sample) => foldOf.get(sample.repository) !== fold), ...clean]);
    for (const sample of samples) if (sample.open && foldOf.get(sample.repository) === fold) scored.push({ score: predict(model, sample.features), label: sample.label });
  }
  let loss = 0;
  for (const { score, label } of scored) loss -= Math.log(label === 1 ? score : 1 - score);
  console.log(`cross-validated by repository, log loss ${(loss / scored.length).toFixed(4)}`);
  console.log('threshold  precision  recall   above');
  const positive = scored.filter(({ label }) => label === 1).length;
  for (let threshold = 0.1; threshold < 0.99; threshold += 0.05) {
    const above = scored.filter(({ score }) => score >= threshold);
    const hits = above.filter(({ label }) => label === 1).length;
    console.log(`${threshold.toFixed(2).padStart(9)}  ${(hits / above.length).toFixed(3).padStart(9)}  ${(hits / positive).toFixed(3).padStart(6)}  ${String(above.length).padStart(6)}`);
  }
}
