import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { commandHelp, overview } from '../../src/cli/help.ts';
import { parseCommandLine } from '../../src/cli/parse.ts';
import { UsageError } from '../../src/errors.ts';

const parse = (line: string): ReturnType<typeof parseCommandLine> => parseCommandLine(line.split(' '), COMMANDS);
const failure = (line: string): UsageError => {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`"${line}" was accepted`);
};

describe('parseCommandLine', () => {
  it('reads commands of one and of two words, options and arguments', () => {
    expect(parse('scan src docs --no-history -f json')).toMatchObject({ command: { name: 'scan' }, arguments: ['src', 'docs'], options: { history: false, format: 'json' } });
    expect(parse('rules list stripe')).toMatchObject({ command: { name: 'rules list' }, arguments: ['stripe'] });
    expect(parse('scan -o sarif=a.sarif -o json=-').options['output']).toEqual(['sarif=a.sarif', 'json=-']);
    expect(parse('scan -- --odd-name').arguments).toEqual(['--odd-name']);
  });

  it.each([
    ['scna', 'there is no command "scna"', 'did you mean "keysieve scan"?'],
    ['src/app.ts --no-history', 'there is no command "src/app.ts"', 'did you mean "keysieve scan src/app.ts --no-history"?'],
    ['.', 'there is no command "."', 'did you mean "keysieve scan ."?'],
    ['--format json', '--format stands before the command', 'options follow it: keysieve scan --format json'],
    ['rules lst', 'there is no command "rules lst"', 'did you mean "keysieve rules list"?'],
    ['rules', 'rules needs one of list, show, test, lint', 'keysieve rules list'],
    ['scan --no-histroy', 'scan has no option --no-histroy', 'did you mean --no-history?'],
    ['scan --formt json', 'scan has no option --formt', 'did you mean --format?'],
    ['scan --format jsn', '--format does not know "jsn"', 'did you mean --format json?'],
    ['scan --format', '--format needs a value: --format <format>', null],
    ['scan --history=yes', '--history takes no value', null],
    ['staged now', 'staged does not take "now"', 'keysieve staged --help'],
    ['explain', 'explain needs <rule | file:line[:column] | fingerprint>', 'keysieve explain --help'],
  ])('%s: %s', (line, message, hint) => {
    expect(failure(line)).toMatchObject({ message, hint, exit: 2 });
  });
});

describe('help', () => {
  it.each(COMMANDS.map((command) => [command.name, command] as const))('of %s fits 80 columns and has examples', (_name, command) => {
    const text = commandHelp(command, 80);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const [line] of command.examples) expect(line.startsWith(command.name)).toBe(true);
  });
  it('has a section for each purpose where there are many options, and each option once', () => {
    const [scan, list] = ['scan', 'rules list'].map((name) => COMMANDS.find((command) => command.name === name));
    if (scan === undefined || list === undefined) throw new Error('commands are missing');
    const text = commandHelp(scan, 80);
    expect(text.match(/^[A-Z][A-Za-z ]+$/gm)).toEqual(['What to scan', 'What counts', 'Reports', 'Help', 'Examples']);
    const shown = [...text.matchAll(/^ {2}(?:-\w, )?--(?:\[no-\])?([\w-]+)/gm)].map(([, name]) => name);
    expect(shown.toSorted()).toEqual(Object.keys(scan.options).filter((name) => scan.options[name]?.hidden !== true).toSorted());
    expect(commandHelp(list, 80).match(/^[A-Z][A-Za-z ]+$/gm)).toEqual(['Options', 'Examples']);
  });
  it('of everything fits 80 columns', () => {
    for (const line of overview(COMMANDS, 80).split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });
  it('lists every command', () => {
    for (const command of COMMANDS) expect(overview(COMMANDS, 80)).toContain(command.name);
  });
});
