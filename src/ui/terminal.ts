/**
 * What the place we write to can show, read once and passed on: nothing below the command line looks at the
 * environment again, so every picture can be asked for in a test.
 */

/** What a stream can show. */
export interface Terminal {
  /** True when a person sees it at once. */
  readonly isTTY: boolean;
  /** True when a line may be written over: a TTY that moves its cursor, outside CI. */
  readonly cursor: boolean;
  /** Width in display cells. */
  readonly columns: number;
  /** 0 none, 1 the sixteen, 2 two hundred and fifty-six, 3 true colour. */
  readonly color: ColorLevel;
  /** False when only ASCII is sure to arrive. */
  readonly unicode: boolean;
  /** True when OSC 8 hyperlinks are understood. */
  readonly hyperlinks: boolean;
}

export type ColorLevel = 0 | 1 | 2 | 3;

/** The environment, as `process.env` gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The part of a Node stream that is looked at. */
export interface StreamShape {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What was asked for on the command line; the rest is found out. */
export interface TerminalWishes {
  readonly color?: 'auto' | 'always' | 'never' | undefined;
  /** `process.platform`; `linux` when left out. */
  readonly platform?: string | undefined;
}

/** Width that is assumed where nothing says it: pipes, files, CI logs. */
export const DEFAULT_COLUMNS = 80;

const NARROWEST = 30;
const WIDEST = 1000;

/** Reads a stream and an environment; never throws, nonsense in a variable counts as unset. */
export function describeTerminal(stream: StreamShape, env: Environment, wishes: TerminalWishes = {}): Terminal {
  const isTTY = stream.isTTY === true;
  const dumb = env['TERM'] === 'dumb';
  const ci = isSet(env['CI']) && env['CI'] !== 'false' && env['CI'] !== '0';
  const platform = wishes.platform ?? 'linux';
  return {
    isTTY,
    cursor: isTTY && !dumb && !ci,
    columns: columnsOf(stream, env),
    color: colorOf(isTTY, dumb, ci, platform, env, wishes.color ?? 'auto'),
    unicode: unicodeOf(platform, ci, env),
    hyperlinks: hyperlinksOf(isTTY && !dumb && !ci, env),
  };
}

/** A terminal for files: no colours, no links, no cursor; wide enough that little is clipped. */
export const FILE_TERMINAL: Terminal = {
  isTTY: false, cursor: false, columns: 100, color: 0, unicode: true, hyperlinks: false,
};

function columnsOf(stream: StreamShape, env: Environment): number {
  const asked = /^[0-9]{1,4}$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : 0;
  const found = asked > 0 ? asked : (stream.columns ?? 0);
  return found > 0 ? Math.min(WIDEST, Math.max(NARROWEST, Math.trunc(found))) : DEFAULT_COLUMNS;
}

/** `--color`, then FORCE_COLOR, then NO_COLOR (https://no-color.org), then what the terminal says of itself. */
function colorOf(
  isTTY: boolean, dumb: boolean, ci: boolean, platform: string, env: Environment, wish: 'auto' | 'always' | 'never',
): ColorLevel {
  if (wish === 'never') return 0;
  const depth = depthOf(platform, env);
  if (wish === 'always') return depth;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) {
    if (force === '0' || force === 'false') return 0;
    if (force === '2' || force === '3') return force === '2' ? 2 : 3;
    return depth;
  }
  if (isSet(env['NO_COLOR']) || !isTTY || dumb) return 0;
  return ci ? 1 : depth;
}

function depthOf(platform: string, env: Environment): ColorLevel {
  if (env['COLORTERM'] === 'truecolor' || env['COLORTERM'] === '24bit' || platform === 'win32') return 3;
  return /-256(color)?$/i.test(env['TERM'] ?? '') ? 2 : 1;
}

/** UTF-8 by the first locale variable that is set. CI logs are UTF-8 whatever the locale of the runner says. */
function unicodeOf(platform: string, ci: boolean, env: Environment): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet);
  if (locale !== undefined && /utf-?8/i.test(locale)) return true;
  if (ci || isSet(env['WT_SESSION']) || env['TERM_PROGRAM'] === 'vscode') return true;
  return platform === 'darwin' && locale === undefined;
}

/** Terminals known to understand OSC 8; an unknown one might print the address as rubbish. */
function hyperlinksOf(interactive: boolean, env: Environment): boolean {
  const force = env['FORCE_HYPERLINK'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  // Multiplexers pass links on only when set up to.
  if (!interactive || isSet(env['TMUX']) || isSet(env['STY'])) return false;
  if (isSet(env['WT_SESSION']) || isSet(env['KITTY_WINDOW_ID']) || isSet(env['KONSOLE_VERSION'])) return true;
  if (/^(xterm-kitty|xterm-ghostty|foot|alacritty|wezterm)/.test(env['TERM'] ?? '')) return true;
  const [major = 0, minor = 0] = (env['TERM_PROGRAM_VERSION'] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
  switch (env['TERM_PROGRAM']) {
    case 'iTerm.app': return major > 3 || (major === 3 && minor >= 1);
    case 'vscode': return major > 1 || (major === 1 && minor >= 72);
    case 'WezTerm':
    case 'ghostty':
    case 'Hyper':
    case 'rio':
    case 'Tabby': return true;
    default: break;
  }
  // VTE 0.50.0 crashes on a link; later ones are fine.
  return Number.parseInt(env['VTE_VERSION'] ?? '0', 10) > 5000;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
