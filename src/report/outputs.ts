/** Several reports of one scan: `--format json`, `--output sarif=x.sarif --output html=report.html --output json=-`. */
import path from 'node:path';
import { UsageError } from '../errors.ts';
import type { Finding } from '../model.ts';
import type { Sink } from '../ui/output.ts';
import { FILE_TERMINAL } from '../ui/terminal.ts';
import type { ReportOptions } from './report.ts';
import type { Summary } from './summary.ts';
import { FORMAT_NAMES, FORMATS, formatOfFile, isFormatName, type FormatName } from './table.ts';
import { writeWhole } from './write-file.ts';

/** What goes where. */
export interface OutputPlan {
  /** The format of standard output. */
  readonly stdout: FormatName;
  readonly files: readonly { readonly format: FormatName; readonly path: string }[];
}

/** A report that could not be written. The findings stand all the same. */
export interface FailedReport {
  readonly format: FormatName;
  /** `-` for standard output. */
  readonly path: string;
  readonly error: Error;
}

/**
 * Reads `--output` values: `format=path`, or a path whose ending tells the format; `-` is standard output.
 *
 * @param values as given, in order
 * @param format what standard output gets when no value names it
 * @throws UsageError for an unknown format, a path without a known ending, or one destination named twice
 */
export function planOutputs(values: readonly string[], format: FormatName): OutputPlan {
  let stdout: FormatName | null = null;
  const files = new Map<string, { format: FormatName; path: string }>();
  for (const value of values) {
    const output = parseOutput(value);
    if (output.path === '-') {
      if (stdout !== null) throw new UsageError('only one report can go to standard output', { hint: 'give the others a file: --output sarif=report.sarif' });
      stdout = output.format;
      continue;
    }
    const key = path.resolve(output.path);
    if (files.has(key)) throw new UsageError(`two reports would be written to ${output.path}`, { hint: 'give each report a file of its own' });
    files.set(key, output);
  }
  return { stdout: stdout ?? format, files: [...files.values()] };
}

/**
 * Writes standard output first, then every file. A report that fails does not keep the others from being written;
 * failures are given back in order and none is thrown.
 */
export async function writeOutputs(
  findings: readonly Finding[], summary: Summary, options: ReportOptions, plan: OutputPlan, stdout: Sink,
): Promise<FailedReport[]> {
  const failed: FailedReport[] = [];
  const attempt = async (format: FormatName, where: string, write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      failed.push({ format, path: where, error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  await attempt(plan.stdout, '-', async () => {
    const write = await FORMATS[plan.stdout].load();
    await write(findings, summary, options, stdout);
    await stdout.end();
  });
  for (const { format, path: file } of plan.files) {
    await attempt(format, file, async () => {
      const write = await FORMATS[format].load();
      await writeWhole(file, { ownerOnly: options.secretsShown === true }, (sink) =>
        write(findings, summary, { ...options, terminal: FILE_TERMINAL }, sink));
    });
  }
  return failed;
}

function parseOutput(value: string): { format: FormatName; path: string } {
  const cut = value.indexOf('=');
  const name = cut < 0 ? '' : value.slice(0, cut);
  if (cut > 0 && isFormatName(name)) {
    const file = value.slice(cut + 1);
    if (file === '') throw new UsageError(`--output ${value} names no file`, { hint: `--output ${name}=report, or ${name}=- for standard output` });
    return { format: name, path: file };
  }
  const format = value === '-' ? null : formatOfFile(value);
  if (format !== null && (cut <= 0 || !/^[a-z]+$/i.test(name))) return { format, path: value };
  if (cut > 0) throw new UsageError(`unknown report format "${name}"`, { hint: `formats: ${FORMAT_NAMES.join(', ')}` });
  if (isFormatName(value)) throw new UsageError(`--output ${value} names no file`, { hint: `--output ${value}=report, or --format ${value} for standard output` });
  throw new UsageError(`--output ${value} does not say which format`, { hint: `write format=${value === '' ? 'file' : value}; formats: ${FORMAT_NAMES.join(', ')}` });
}
