/** Many units at once, their outcomes in one order. */
import type { ExaminedBatch } from '../scan.ts';
import type { Outcome, UnitResult } from './messages.ts';

/** One after the other what the items in a source gave, whoever examined them when. */
export type Step = UnitResult | Promise<UnitResult>;

/** A result without items. */
export function said(outcomes: readonly Outcome[]): UnitResult {
  return { counts: { files: 0, blobs: 0, commits: 0, bytes: 0 }, searched: null, outcomes };
}

/**
 * Yields what was counted as soon as it is known, and in the end all outcomes in the order of the steps: the same
 * whichever thread was faster. Objects left to git go to `onLeft`.
 */
export async function* inOrder(steps: readonly Step[], onLeft: (id: string) => void): AsyncGenerator<ExaminedBatch, void, void> {
  const results: (UnitResult | undefined)[] = steps.map(() => undefined);
  const fresh: UnitResult[] = [];
  let wake = (): void => undefined;
  let failure: { readonly error: unknown } | null = null;
  let open = steps.length;
  const wait = async (step: Step, at: number): Promise<void> => {
    try {
      const result = await step;
      results[at] = result;
      fresh.push(result);
      open -= 1;
    } catch (error) {
      failure = { error };
    }
    wake();
  };
  steps.forEach((step, at) => void wait(step, at));
  for (;;) {
    if (failure !== null) throw (failure as { readonly error: unknown }).error;
    for (const { counts } of fresh.splice(0)) yield { counts, searched: null, outcomes: [] };
    if (open === 0 && fresh.length === 0) break;
    if (fresh.length === 0 && failure === null) await new Promise<void>((resolve) => (wake = resolve));
  }
  for (const result of results) yield { ...said([]), searched: result?.searched ?? null, outcomes: result === undefined ? [] : withoutLeft(result.outcomes, onLeft) };
}

function withoutLeft(outcomes: readonly Outcome[], onLeft: (id: string) => void): ExaminedBatch['outcomes'] {
  return outcomes.flatMap((outcome) => {
    if (!('left' in outcome)) return [outcome];
    onLeft(outcome.left);
    return [];
  });
}
