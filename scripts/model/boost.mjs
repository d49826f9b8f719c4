// Gradient boosting of depth-two trees on logistic loss (Friedman 2001; second-order leaves as in Chen and Guestrin
// 2016), with histogram splits. Every tree may ask for a third of the features only, so that no few of them decide
// alone (Ho 1998). Deterministic: a hash of tree and feature says which; ties go to the first feature.

const ROUNDS = 300;
const RATE = 0.1;
const LAMBDA = 3;
const LEAST_HESSIAN = 1.2;
const LEAST_GAIN = 1;
const BINS = 24;
/** Share of the features that a tree may ask for. */
const SHARE = 0.3;

/** Trains on samples `{ features, label, weight }`. Returns `{ base, trees }` in the form of weights.json. */
export function boost(samples, rounds = ROUNDS) {
  const width = samples[0].features.length;
  const cuts = Array.from({ length: width }, (_, feature) => cutsOf(samples.map((sample) => sample.features[feature])));
  const binned = cuts.map((edges, feature) => Uint8Array.from(samples, (sample) => binOf(edges, sample.features[feature])));
  let positive = 0;
  let total = 0;
  for (const { label, weight } of samples) {
    positive += label * weight;
    total += weight;
  }
  const base = round(Math.log(positive / (total - positive)));
  const sums = new Float64Array(samples.length).fill(base);
  const gradient = new Float64Array(samples.length);
  const hessian = new Float64Array(samples.length);
  const everything = Int32Array.from(samples, (_, index) => index);
  const trees = [];
  for (let turn = 0; turn < rounds; turn++) {
    samples.forEach(({ label, weight }, index) => {
      const p = 1 / (1 + Math.exp(-sums[index]));
      gradient[index] = (p - label) * weight;
      hessian[index] = Math.max(1e-6, p * (1 - p)) * weight;
    });
    const asked = cuts.map((_, feature) => hashOf(feature * 31_337 + turn * 65_537 + 17) < SHARE);
    const root = bestSplit(everything, gradient, hessian, binned, cuts, asked);
    if (root === null) continue;
    const sides = partition(everything, binned[root.feature], root.bin).map((members) => {
      const split = bestSplit(members, gradient, hessian, binned, cuts, asked);
      if (split === null) {
        const leaf = leafOf(members, gradient, hessian);
        return { question: [-1, 0], leaves: [leaf, leaf], parts: [members, []] };
      }
      const parts = partition(members, binned[split.feature], split.bin);
      return { question: [split.feature, split.threshold], leaves: parts.map((part) => leafOf(part, gradient, hessian)), parts };
    });
    for (const { leaves, parts } of sides) parts.forEach((part, side) => { for (const index of part) sums[index] += leaves[side]; });
    trees.push([root.feature, root.threshold, ...sides[0].question, ...sides[1].question, ...sides[0].leaves, ...sides[1].leaves]);
  }
  return { base, trees };
}

/** Probability by a trained model: what src/judge/model/model.ts computes. */
export function predict({ base, trees }, features) {
  let sum = base;
  for (const [feature, threshold, left, leftThreshold, right, rightThreshold, a, b, c, d] of trees) {
    if (features[feature] < threshold) sum += left < 0 || features[left] < leftThreshold ? a : b;
    else sum += right < 0 || features[right] < rightThreshold ? c : d;
  }
  return 1 / (1 + Math.exp(-sum));
}

function cutsOf(values) {
  const sorted = Float64Array.from(values).sort();
  const distinct = [...new Set(sorted)];
  if (distinct.length <= BINS) return distinct.slice(1).map((value, index) => round((value + distinct[index]) / 2));
  const edges = [];
  for (let step = 1; step < BINS; step++) {
    const edge = round(sorted[Math.floor((step * sorted.length) / BINS)]);
    if (edges.length === 0 || edge > edges.at(-1)) edges.push(edge);
  }
  return edges;
}

function binOf(edges, value) {
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]) bin++;
  return bin;
}

/** A number of 0 to 1 that is the same for the same `n`. */
function hashOf(n) {
  let mixed = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

function bestSplit(members, gradient, hessian, binned, cuts, asked) {
  if (members.length < 20) return null;
  let allGradient = 0;
  let allHessian = 0;
  for (const index of members) {
    allGradient += gradient[index];
    allHessian += hessian[index];
  }
  const parent = allGradient ** 2 / (allHessian + LAMBDA);
  let best = null;
  let bestGain = LEAST_GAIN;
  for (let feature = 0; feature < cuts.length; feature++) {
    const size = cuts[feature].length + 1;
    if (size < 2 || !asked[feature]) continue;
    const gradients = new Float64Array(size);
    const hessians = new Float64Array(size);
    const column = binned[feature];
    for (const index of members) {
      gradients[column[index]] += gradient[index];
      hessians[column[index]] += hessian[index];
    }
    let leftGradient = 0;
    let leftHessian = 0;
    for (let bin = 0; bin + 1 < size; bin++) {
      leftGradient += gradients[bin];
      leftHessian += hessians[bin];
      const rightHessian = allHessian - leftHessian;
      if (leftHessian < LEAST_HESSIAN || rightHessian < LEAST_HESSIAN) continue;
      const gain = leftGradient ** 2 / (leftHessian + LAMBDA) + (allGradient - leftGradient) ** 2 / (rightHessian + LAMBDA) - parent;
      if (gain > bestGain + 1e-9) {
        bestGain = gain;
        best = { feature, bin, threshold: cuts[feature][bin] };
      }
    }
  }
  return best;
}

function partition(members, column, bin) {
  return [members.filter((index) => column[index] <= bin), members.filter((index) => column[index] > bin)];
}

function leafOf(members, gradient, hessian) {
  let sumGradient = 0;
  let sumHessian = 0;
  for (const index of members) {
    sumGradient += gradient[index];
    sumHessian += hessian[index];
  }
  return round((-RATE * sumGradient) / (sumHessian + LAMBDA));
}

/** Four digits are enough, and keep the weights file small and its diffs readable. */
function round(value) {
  return Math.round(value * 1e4) / 1e4;
}
