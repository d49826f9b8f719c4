// Candidates of clean source trees, as negatives of the context model.
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { boost, predict } from './boost.mjs';
import { DROPPED_WEIGHT, openCandidates } from './labelled-lines.mjs';

/** Against one labelled line. */
const CLEAN_WEIGHT = 0.3;

/**
 * Candidates of source trees that hold next to no secrets. What a model of the labelled lines alone takes for one is
 * left out: some of them are. A candidate that occurs again in the same form is counted once.
 */
export function cleanSamples(detection, samples, folders) {
  if (folders.length === 0) return [];
  const model = boost(samples);
  const seen = new Set();
  const found = [];
  for (const { path, text } of sourceFiles(folders)) {
    const dropped = [];
    for (const candidate of [...openCandidates(detection, text, path, dropped), ...dropped]) {
      const key = `${candidate.name}\0${candidate.value}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const features = detection.featuresOf(candidate, path);
      if (predict(model, features) < 0.4) found.push({ features, label: 0, repository: 'clean', weight: dropped.includes(candidate) ? CLEAN_WEIGHT * DROPPED_WEIGHT : CLEAN_WEIGHT });
    }
  }
  return found;
}

function* sourceFiles(folders) {
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true }).sort()) {
      const full = join(folder, name);
      const stat = lstatSync(full);
      if (!stat.isFile() || stat.size > 1_000_000) continue;
      const bytes = readFileSync(full);
      if (!bytes.subarray(0, 8000).includes(0)) yield { path: name.replaceAll('\\', '/'), text: bytes.toString('latin1') };
    }
  }
}
