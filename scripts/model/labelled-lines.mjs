// Labelled lines → candidates with labels, by the same detectors and the same grammar as a scan.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles the TypeScript the scripts need and imports it. `weights` is not needed to compute features. */
export async function importDetection() {
  const folder = mkdtempSync(join(tmpdir(), 'keysieve-model-'));
  const outfile = join(folder, 'detection.mjs');
  await build({
    stdin: {
      contents: `
        export { assignmentDetector } from './src/detectors/assignment/assignment.ts';
        export { uriDetector } from './src/detectors/uri.ts';
        export { authorizationDetector } from './src/detectors/authorization.ts';
        export { cliFlagDetector } from './src/detectors/cli-flag.ts';
        export { credentialCallDetector } from './src/detectors/credential-call.ts';
        export { grammarReason } from './src/judge/grammar.ts';
        export { isKnownExample } from './src/judge/known-examples.ts';
        export { featuresOf, FEATURES } from './src/judge/model/features.ts';
        export { scoreFeatures } from './src/judge/model/model.ts';`,
      resolveDir: new URL('../..', import.meta.url).pathname,
      loader: 'ts',
    },
    bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'error',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads JSON Lines; names the line of a broken one. */
export function readRows(file) {
  return readFileSync(file, 'utf8').split('\n').flatMap((text, index) => {
    if (text.trim() === '') return [];
    try {
      return [JSON.parse(text)];
    } catch (error) {
      throw new Error(`${file}:${index + 1}: ${error.message}`, { cause: error });
    }
  });
}

/** The generic rules as far as detectors and grammar look at them, most specific first. */
export const GENERIC = [
  ['uri', 'uri', 'uriDetector'],
  ['authorization', 'token', 'authorizationDetector'],
  ['cli-flag', 'password', 'cliFlagDetector'],
  ['credential-call', 'password', 'credentialCallDetector'],
  ['password', 'password', 'assignmentDetector'],
  ['secret', 'token', 'assignmentDetector'],
];

/** Candidates of a text (binary string) that grammar leaves open; the most specific detector keeps a span. Those it drops go to `dropped`. */
export function openCandidates(detection, text, path, dropped = null) {
  const kept = [];
  for (const [id, kind, name] of GENERIC) {
    const rule = { id, kind, facts: {}, severity: 'high', generic: true };
    for (const raw of detection[name].find(rule, text, 0, text.length)) {
      if (kept.some((other) => other.start < raw.end && other.end > raw.start)) continue;
      const from = Math.max(0, raw.start - 400);
      const candidate = { ...raw, rule, value: raw.value ?? text.slice(raw.start, raw.end), context: text.slice(from, raw.end + 400), contextOffset: raw.start - from };
      if (detection.isKnownExample(candidate.value)) continue;
      if (detection.grammarReason(candidate, path) === null) kept.push(candidate);
      else dropped?.push(candidate);
    }
  }
  return kept;
}

/** What grammar drops teaches the model too, but must not drown what it has to decide. */
export const DROPPED_WEIGHT = 0.1;

/** Path as it was in its repository: without the number in front. */
export const realPath = (path) => path.replace(/^r\d+\//, '');

/**
 * Samples with features, label, repository and weight. A candidate on a True value is positive, one on a False value
 * or anywhere on a line that is False as a whole is negative, any other is left out.
 */
export function makeSamples(detection, rows) {
  const lines = new Map();
  for (const row of rows) {
    const key = `${row.path}\0${row.line}`;
    if (!lines.has(key)) lines.set(key, []);
    lines.get(key).push(row);
  }
  const samples = [];
  const copies = new Map();
  for (const same of lines.values()) {
    const [{ path, line }] = same;
    const text = Buffer.from(line, 'utf8').toString('latin1');
    const bytes = ([start, end]) => [Buffer.byteLength(line.slice(0, start)), Buffer.byteLength(line.slice(0, end))];
    const positive = same.flatMap((row) => [...(row.label ? [row.value] : []), ...(row.also ?? [])]).map(bytes);
    const negative = same.filter((row) => !row.label && row.value !== null).map((row) => bytes(row.value));
    const whole = same.some((row) => !row.label && row.value === null);
    const dropped = [];
    for (const candidate of [...openCandidates(detection, text, realPath(path), dropped), ...dropped]) {
      const overlaps = ([start, end]) => candidate.start < end && candidate.end > start;
      const label = positive.some(overlaps) ? 1 : negative.some(overlaps) || whole ? 0 : -1;
      if (label < 0) continue;
      const repository = path.slice(0, path.indexOf('/'));
      // A value copied all over one repository is one piece of evidence, not fifty.
      const open = !dropped.includes(candidate);
      const key = `${repository}\0${candidate.name}\0${candidate.value}`;
      copies.set(key, (copies.get(key) ?? 0) + 1);
      samples.push({ features: detection.featuresOf(candidate, realPath(path)), label, repository, open, weight: (open ? 1 : DROPPED_WEIGHT) / Math.sqrt(copies.get(key)) });
    }
  }
  return samples;
}
