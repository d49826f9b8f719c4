/** `rules test`: rules on their own samples. */
import { createDetector } from '../../detect.ts';
import { UsageError } from '../../errors.ts';
import { withEveryRule } from '../../rules/lookup.ts';
import { testSamples, type SampleFailure, type SampleReport } from '../../rules/samples/run.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { print } from '../print.ts';
import { loadRulesFor } from './rule-files.ts';

const LISTED = 40;

/** Exit 0 when every sample came out right, 1 when not, 2 when a file cannot be used. */
export async function runRulesTest(invocation: Invocation, context: Context): Promise<number> {
  const loaded = await loadRulesFor(invocation.arguments, context.cwd);
  const only = invocation.options['only'] as string | undefined;
  const values = Number(invocation.options['values'] ?? 5);
  if (!Number.isInteger(values) || values < 1) throw new UsageError('--values takes a whole number from 1 on');
  const detector = createDetector({ book: withEveryRule(loaded.book), now: context.now() });
  const started = process.hrtime.bigint();
  const report = testSamples(loaded, {
    values,
    only: (rule) => only === undefined || rule.id.includes(only),
    detect: (text, path) =>
      detector.detect(Buffer.from(text), path).sightings.map(({ match }) => ({ rule: match.candidate.rule.id, start: match.span.start, end: match.span.end })),
  });
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  await print(context, describe(report, milliseconds));
  return report.failures.length === 0 ? 0 : 1;
}

function describe(report: SampleReport, milliseconds: number): string {
  const lines = grouped(report.failures).slice(0, LISTED);
  const untested = [...report.tried].filter(([, count]) => count.tried === 0).map(([id]) => id);
  if (untested.length > 0) lines.push(`without samples: ${untested.join(', ')}`);
  let tried = 0;
  let right = 0;
  for (const count of report.tried.values()) {
    tried += count.tried;
    right += count.right;
  }
  lines.push(`${report.tried.size} rules, ${tried} texts, ${right} right, ${tried - right} wrong; ${tried === 0 ? 0 : ((milliseconds * 1000) / tried).toFixed(0)} µs a text`);
  return `${lines.join('\n')}\n`;
}

/** One line for equal failures, most frequent first. */
function grouped(failures: readonly SampleFailure[]): string[] {
  const counts = new Map<string, number>();
  for (const failure of failures) {
    const answered = failure.answered.length === 0 ? '' : ` (answered: ${[...new Set(failure.answered)].join(', ')})`;
    const text = `${failure.problem}: ${failure.what}${answered}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([text, count]) => `${count} × ${text}`);
}
