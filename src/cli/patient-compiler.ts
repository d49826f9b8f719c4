/** How eagerly node's JavaScript engine optimises: most scans end before it has earned what that costs. */
import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of bytecode that a function runs before V8 thinks of optimising it: 9 times as many as by default. A fifth of the CPU of
 * a scan of 20 MB went into optimised code that hardly ran (docs/performance.md); a scan of a minute hardly notices.
 */
const BUDGET = 600_000;

/** For this process and its threads. Does nothing with versions of node for which it was not measured: flags of V8 come and go. */
export function compilePatiently(version: string): void {
  if (version.startsWith('20.')) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
