/** `--format auto`: who reads this? An agent, a CI log, a person, or a program. */
import type { Environment } from '../ui/terminal.ts';
import type { FormatName } from './table.ts';

/** Set by coding agents in the shells they start; one that is set and not empty is enough. */
const AGENT_VARIABLES = [
  'AI_AGENT', 'CLAUDECODE', 'CLAUDE_CODE', 'REPL_ID', 'GEMINI_CLI', 'CODEX_SANDBOX', 'CODEX_THREAD_ID', 'COPILOT_CLI',
  'OPENCODE', 'CURSOR_AGENT',
] as const;

/** True when an agent reads the output: it pays for every word and draws nothing from frames. */
export function isAgent(env: Environment): boolean {
  if (AGENT_VARIABLES.some((name) => isSet(env[name]))) return true;
  if (Object.keys(env).some((name) => name.startsWith('JUNIE_') && isSet(env[name]))) return true;
  return /\bdevin\b/i.test(env['EDITOR'] ?? '') || /^kiro\b/i.test(env['TERM_PROGRAM'] ?? '');
}

/** Chooses by environment: an agent gets lines, GitHub Actions annotations, a terminal frames, a pipe lines. */
export function chooseFormat(env: Environment, isTTY: boolean): FormatName {
  if (isAgent(env)) return 'compact';
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  return isTTY ? 'pretty' : 'compact';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
