import type { StagedContents } from './early.ts';

/** What a command may use of the outside world; tests and the Action hand in their own. */
export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly now: () => Date;
  /** What the early check has read of the index already. */
  readonly staged?: StagedContents | undefined;
}
