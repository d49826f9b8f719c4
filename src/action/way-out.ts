/** What to add to a workflow when history is missing: the exact lines. */
import { MissingHistory } from '../cli/ci/resolve.ts';
import type { FetchProblem } from '../git/fetch.ts';

/** A sentence for the annotation, and the YAML for log and summary. */
export interface WayOut {
  readonly sentence: string;
  readonly yaml: string;
}

/** The checkout action, by the commit of a release. */
export const PINNED_CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1   # v7.0.1';

const FULL_HISTORY: WayOut = {
  sentence: 'Let the checkout step bring the history: fetch-depth: 0',
  yaml: [`- uses: ${PINNED_CHECKOUT}`, '  with:', '    fetch-depth: 0'].join('\n'),
};

const CREDENTIALS: WayOut = {
  ...FULL_HISTORY,
  sentence: 'Let the checkout step bring the history (fetch-depth: 0), or give this step the input token, with a token that can read the repository',
};

const WITHOUT_FILTER: WayOut = {
  sentence: 'Take "filter:" out of the checkout step',
  yaml: [`- uses: ${PINNED_CHECKOUT}, without filter:`, '  with:', '    fetch-depth: 0'].join('\n'),
};

/** The way out when something did not come. */
export function wayOutFor(problem: FetchProblem): WayOut {
  if (problem === 'partial') return WITHOUT_FILTER;
  return problem === 'credentials' ? CREDENTIALS : FULL_HISTORY;
}

/** The way out of an error; null when the error's own hint is all there is to say. */
export function wayOutOf(error: unknown): WayOut | null {
  return error instanceof MissingHistory ? wayOutFor(error.problem) : null;
}

/** The way out as a section of the job summary. */
export function wayOutMarkdown(wayOut: WayOut): string {
  return `Add to this workflow:\n\n\`\`\`yaml\n${wayOut.yaml}\n\`\`\`\n\n`;
}
