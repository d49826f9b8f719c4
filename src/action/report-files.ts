/** The report files that the inputs ask for. */
import { planOutputs, type OutputPlan } from '../report/outputs.ts';
import type { Inputs } from './inputs.ts';
import { reportPath } from './runner-files.ts';

/** Reports, with their names as given and as they are on disk. */
export interface ReportFiles {
  readonly plan: OutputPlan;
  /** As given; null when there is none. */
  readonly sarif: string | null;
  readonly others: readonly string[];
  /** The full path of a name as given. */
  readonly full: (given: string) => string;
}

/** Plans annotations for the log and the files. Throws UsageError before anything is scanned. */
export function planReportFiles(inputs: Pick<Inputs, 'sarifFile' | 'reportFiles'>, workspace: string): ReportFiles {
  const named = planOutputs(inputs.reportFiles, 'github').files.map((file) => file.path);
  const sarif = inputs.sarifFile === null ? [] : [`sarif=${inputs.sarifFile}`];
  const { files } = planOutputs([...sarif, ...inputs.reportFiles], 'github');
  const full = (given: string): string => reportPath(workspace, given);
  return { plan: { stdout: 'github', files: files.map(({ format, path }) => ({ format, path: full(path) })) }, sarif: inputs.sarifFile, others: named, full };
}
