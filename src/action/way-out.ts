/** What to add to a workflow when history is missing: the exact lines. */
import { MissingHistory } from '../cli/ci/resolve.ts';
import type { FetchProblem } from '../git/fetch.ts';

/** A sentence for the annotation, and the YAML for log and summary. */
export interface WayOut {
  readonly sentence: string;
  readonly yaml: string;
}

const FULL_HISTORY: WayOut = {
  sentence: 'Let the checkout bring the history: fetch-depth: 0',
  yaml: ['- uses: actions/checkout@v7   # the checkout step that is there already', '  with:', '    fetch-depth: 0'].join('\n'),
};

const CREDENTIALS: WayOut = {
  sentence: 'Let keysieve fetch what is missing with a token that can read the repository, or let the checkout bring the history: fetch-depth: 0',
  yaml: [
    'permissions:', '  contents: read', '',
    '- uses: actions/checkout@v7   # the checkout step that is there already', '  with:', '    fetch-depth: 0   # or leave it out and let the next step fetch:',
    '- uses: keysieve/keysieve@v1   # this step', '  with:', '    token: ${{ github.token }}',
  ].join('\n'),
};

const WITHOUT_FILTER: WayOut = {
  sentence: 'Take "filter:" out of the checkout step',
  yaml: ['- uses: actions/checkout@v7   # the checkout step that is there already, without filter:', '  with:', '    fetch-depth: 0'].join('\n'),
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
