/** Runs keysieve as a process, as a user would. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to standard input, which is then closed. */
  readonly input?: string | Uint8Array;
  /** Runs as another user, so that permissions mean something when tests run as root. */
  readonly uid?: number;
}

/** What a process gets unless a test says otherwise: no colours, no CI, no configuration of this machine's git. */
export const QUIET_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  LANG: 'C.UTF-8',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** Path of the command under test. */
export function commandPath(): string {
  return join(inject('bundle'), 'cli.js');
}

/** Where the command under test keeps what is the machine's own. */
export function stateFolder(): string {
  return join(inject('bundle'), '..', 'state');
}

/** Runs `keysieve <words>`; resolves when it has ended, whatever its exit code. */
export function keysieve(words: readonly string[], options: RunOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const state = { XDG_STATE_HOME: stateFolder() };
    const child = spawn(process.execPath, [commandPath(), ...words], { cwd: options.cwd, env: { ...QUIET_ENVIRONMENT, ...state, ...options.env }, ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }) });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Runs with `--format json` and parses the report. */
export async function keysieveJson(words: readonly string[], options: RunOptions): Promise<{ code: number | null; report: JsonReport; stderr: string }> {
  const { code, stdout, stderr } = await keysieve([...words, '--format', 'json'], options);
  return { code, report: JSON.parse(stdout) as JsonReport, stderr };
}

/** The part of the JSON report that tests look at; the whole is checked against its schema in test/report. */
export interface JsonReport {
  readonly summary: {
    readonly complete: boolean;
    readonly files: number;
    readonly blobs: number;
    readonly commits: number;
    readonly bytes: number;
    readonly findings: { readonly new: number; readonly baselined: number; readonly allowed: number };
    readonly skipped: readonly { readonly reason: string; readonly count: number; readonly examples: readonly string[]; readonly detail?: string | null }[];
    readonly notes?: readonly string[];
  };
  readonly findings: readonly {
    readonly fingerprint: string;
    readonly rule: string;
    readonly severity: string;
    readonly confidence: string;
    readonly status: string;
    readonly state: string;
    readonly masked: string;
    readonly places: readonly {
      readonly path: string;
      readonly startLine: number;
      readonly startColumn: number;
      readonly endColumn: number;
      readonly startByte: number;
      readonly endByte: number;
      readonly inner: readonly string[];
      readonly commit: { readonly id: string } | null;
    }[];
  }[];
}
