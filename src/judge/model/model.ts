/**
 * The context model: boosted trees of depth two over the features, trained by scripts/train-model.mjs. Each tree asks
 * at most two questions, so every verdict can be taken apart again.
 */
import type { Candidate } from '../../model.ts';
import { FEATURES, featuresOf, type FeatureName } from './features.ts';
import weights from './weights.json' with { type: 'json' };

/**
 * One tree: `[feature, threshold]` of the root, of the branch below the threshold and of the branch at or above it
 * (feature -1: no further question), then the four leaves from left to right.
 */
export type Tree = readonly [number, number, number, number, number, number, number, number, number, number];

const trees = weights.trees as unknown as readonly Tree[];
// Features are found by name: reordering the list must not change what a weight means.
const order = weights.features.map((name) => {
  const index = (FEATURES as readonly string[]).indexOf(name);
  if (index < 0) throw new RangeError(`weights.json names the unknown feature "${name}": train the model again`);
  return index;
});

// Flat copies: a candidate is scored in about a microsecond.
const questions = Int16Array.from(trees.flatMap((tree) => [tree[0], tree[2], tree[4]].map((feature) => (feature < 0 ? -1 : (order[feature] as number)))));
const thresholds = Float64Array.from(trees.flatMap((tree) => [tree[1], tree[3], tree[5]]));
const leaves = Float64Array.from(trees.flatMap((tree) => [tree[6], tree[7], tree[8], tree[9]]));

/** Probability that the candidate is a credential, between 0 and 1. */
export function scoreCandidate(candidate: Candidate, path: string | null): number {
  return scoreFeatures(featuresOf(candidate, path));
}

/** Probability for a vector in the order of `FEATURES`. */
export function scoreFeatures(features: Float64Array): number {
  let sum = weights.base;
  for (let tree = 0; tree < trees.length; tree++) sum += leaves[leafOf(tree, features)] as number;
  return 1 / (1 + Math.exp(-sum));
}

/** Index of the leaf that a vector ends in. */
function leafOf(tree: number, features: Float64Array): number {
  const root = tree * 3;
  const right = (features[questions[root] as number] as number) < (thresholds[root] as number) ? 0 : 1;
  const second = root + 1 + right;
  const feature = questions[second] as number;
  const upper = feature >= 0 && (features[feature] as number) >= (thresholds[second] as number) ? 1 : 0;
  return tree * 4 + right * 2 + upper;
}

/** How much a feature moved the verdict, in log-odds; above zero speaks for a credential. */
export interface Contribution {
  readonly feature: FeatureName;
  /** The feature's number, as in `FEATURES`. */
  readonly value: number;
  readonly weight: number;
}

export interface ScoreExplanation {
  /** Between 0 and 1, the same as `scoreCandidate` gives. */
  readonly probability: number;
  /** Log-odds before anything is known of the candidate. With all the weights they come to the log-odds of `probability`. */
  readonly start: number;
  /** Every feature that was asked for, heaviest first. */
  readonly contributions: readonly Contribution[];
}

/**
 * Takes a score apart. A question moves the score from the mean of the leaves below it to the mean of those on the side
 * that was taken; the move is credited to the feature asked for (Saabas 2014, for trees with equal weights).
 */
export function explainCandidate(candidate: Candidate, path: string | null): ScoreExplanation {
  const features = featuresOf(candidate, path);
  const sums = new Float64Array(FEATURES.length);
  const add = (question: number, weight: number): void => {
    const feature = questions[question] as number;
    sums[feature] = (sums[feature] as number) + weight;
  };
  let start = weights.base;
  for (let tree = 0; tree < trees.length; tree++) {
    const leaf = leafOf(tree, features);
    const right = leaf % 4 < 2 ? 0 : 1;
    const side = meanOf(tree * 4 + right * 2);
    const all = (meanOf(tree * 4) + meanOf(tree * 4 + 2)) / 2;
    start += all;
    add(tree * 3, side - all);
    // A branch without a question has two equal leaves.
    if ((questions[tree * 3 + 1 + right] as number) >= 0) add(tree * 3 + 1 + right, (leaves[leaf] as number) - side);
  }
  const contributions = FEATURES.map((feature, index) => ({ feature, value: features[index] as number, weight: sums[index] as number }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.feature < b.feature ? -1 : 1));
  return { probability: scoreFeatures(features), start, contributions };
}

/** Mean of the leaf at `at` and the one behind it. */
function meanOf(at: number): number {
  return ((leaves[at] as number) + (leaves[at + 1] as number)) / 2;
}
