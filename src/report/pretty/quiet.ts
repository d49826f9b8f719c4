/** The pretty report when nothing was found: what was read, and the last word. Leaves out all that draws findings. */
import { loadStyle } from '../../ui/style.ts';
import type { Writer } from '../report.ts';
import { renderSummary } from './summary.ts';

/** Writes what writePretty writes when there are no findings. */
export const writeQuietPretty: Writer = async (findings, summary, options, sink) => {
  const style = await loadStyle(options.terminal);
  await sink.write(`${renderSummary(findings, summary, options, style).join('\n')}\n`);
};
