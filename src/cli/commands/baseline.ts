/** `baseline create`: today's findings become known ones. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { Finding } from '../../model.ts';
import { OWN_BASELINE } from '../../suppress/baseline/names.ts';
import { createOwn, formatOwn } from '../../suppress/baseline/own.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { print } from '../print.ts';
import { collectFindings } from '../session.ts';
import { planScan } from './scan.ts';

/** Scans as `scan` does and writes the baseline. Exit 0 when it was written from a whole scan, 3 when something was not read. */
export async function runBaseline(invocation: Invocation, context: Context): Promise<number> {
  const { options } = invocation;
  const plan = await planScan(invocation.arguments, options, context);
  const { findings, complete, now } = await collectFindings(plan, options, context);
  const reason = options['reason'] as string | undefined;
  const baseline = createOwn(findings, now);
  const text = formatOwn({ records: baseline.records.map((record) => (reason === undefined ? record : { ...record, reason })) });
  const file = (options['file'] as string | undefined) ?? OWN_BASELINE;
  if (file === '-') await print(context, text);
  else await save(resolve(plan.root ?? context.cwd, file), text);
  context.stderr.write(`${describe(findings, file)}\n`);
  return complete ? 0 : 3;
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UsageError(exists ? `${path} exists already` : `cannot write ${path}: ${(error as Error).message}`, {
      cause: error,
      hint: exists ? 'remove it first, or name another file with --file' : null,
    });
  }
}

function describe(findings: readonly Finding[], file: string): string {
  const count = findings.filter((finding) => finding.status !== 'allowed').length;
  return `${count} known ${count === 1 ? 'finding' : 'findings'} recorded in ${file === '-' ? 'standard output' : file}; removing a value from a baseline's file does not rotate it`;
}
