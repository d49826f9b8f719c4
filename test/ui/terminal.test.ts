import { describe, expect, it } from 'vitest';
import { describeTerminal, type Environment } from '../../src/ui/terminal.ts';

const TTY = { isTTY: true, columns: 120 };
const color = (env: Environment, stream: object = TTY, wish?: 'always' | 'never'): number =>
  describeTerminal(stream, env, { color: wish }).color;

describe('colour', () => {
  it('is on at a terminal and off in a pipe', () => {
    expect(color({ TERM: 'xterm-256color' })).toBe(2);
    expect(color({ TERM: 'xterm', COLORTERM: 'truecolor' })).toBe(3);
    expect(color({ TERM: 'xterm' })).toBe(1);
    expect(color({ TERM: 'xterm-256color' }, {})).toBe(0);
  });

  it('is off for NO_COLOR with any value but the empty one, and for a dumb terminal', () => {
    expect(color({ TERM: 'xterm', NO_COLOR: '1' })).toBe(0);
    expect(color({ TERM: 'xterm', NO_COLOR: '' })).toBe(1);
    expect(color({ TERM: 'dumb' })).toBe(0);
  });

  it('is forced by FORCE_COLOR, over NO_COLOR', () => {
    expect(color({ FORCE_COLOR: '1' }, {})).toBe(1);
    expect(color({ FORCE_COLOR: '' }, {})).toBe(1);
    expect(color({ FORCE_COLOR: '3', NO_COLOR: '1' }, {})).toBe(3);
    expect(color({ FORCE_COLOR: '0', TERM: 'xterm' })).toBe(0);
  });

  it('follows the command line before all variables', () => {
    expect(color({ FORCE_COLOR: '3' }, TTY, 'never')).toBe(0);
    expect(color({ NO_COLOR: '1' }, {}, 'always')).toBe(1);
  });
});

describe('width', () => {
  it.each([
    [{ COLUMNS: '132' }, { isTTY: true, columns: 90 }, 132],
    [{ COLUMNS: 'wide' }, { isTTY: true, columns: 90 }, 90],
    [{ COLUMNS: '0' }, {}, 80],
    [{}, {}, 80],
    [{}, { isTTY: true, columns: 4 }, 30],
  ])('%j at %j is %i', (env, stream, columns) => {
    expect(describeTerminal(stream, env as Environment).columns).toBe(columns);
  });
});

describe('characters', () => {
  const unicode = (env: Environment, platform = 'linux'): boolean => describeTerminal(TTY, env, { platform }).unicode;

  it('are Unicode when the first locale variable that is set says UTF-8', () => {
    expect(unicode({ LANG: 'de_DE.UTF-8' })).toBe(true);
    expect(unicode({ LC_ALL: 'C', LANG: 'de_DE.UTF-8' })).toBe(false);
    expect(unicode({ LC_ALL: '', LC_CTYPE: 'C.utf8' })).toBe(true);
    expect(unicode({})).toBe(false);
    expect(unicode({}, 'darwin')).toBe(true);
  });

  it('are Unicode in CI logs and in Windows Terminal', () => {
    expect(unicode({ CI: 'true', LANG: 'C' })).toBe(true);
    expect(unicode({ WT_SESSION: 'x' }, 'win32')).toBe(true);
    expect(unicode({}, 'win32')).toBe(false);
  });
});

describe('hyperlinks', () => {
  const links = (env: Environment, stream: object = TTY): boolean => describeTerminal(stream, env).hyperlinks;

  it('are for terminals that are known to take them', () => {
    expect(links({ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.4.1' })).toBe(true);
    expect(links({ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '2.9' })).toBe(false);
    expect(links({ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.90.0' })).toBe(true);
    expect(links({ VTE_VERSION: '7200' })).toBe(true);
    expect(links({ VTE_VERSION: '5000' })).toBe(false);
    expect(links({ TERM: 'xterm-kitty' })).toBe(true);
    expect(links({ TERM: 'xterm-256color' })).toBe(false);
  });

  it('are off in pipes, in CI and inside tmux, unless forced', () => {
    const kitty = { TERM: 'xterm-kitty' };
    expect(links(kitty, {})).toBe(false);
    expect(links({ ...kitty, CI: '1' })).toBe(false);
    expect(links({ ...kitty, TMUX: '/tmp/tmux' })).toBe(false);
    expect(links({ FORCE_HYPERLINK: '1' }, {})).toBe(true);
    expect(links({ ...kitty, FORCE_HYPERLINK: '0' })).toBe(false);
  });
});

it('lets lines be written over only at a terminal with a cursor, outside CI', () => {
  const cursor = (env: Environment, stream: object = TTY): boolean => describeTerminal(stream, env).cursor;
  expect(cursor({ TERM: 'xterm' })).toBe(true);
  expect(cursor({ TERM: 'dumb' })).toBe(false);
  expect(cursor({ TERM: 'xterm', CI: 'true' })).toBe(false);
  expect(cursor({ TERM: 'xterm' }, {})).toBe(false);
});
