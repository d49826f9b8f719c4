/** Help texts, made from the command table. */
import type { Command, OptionSpec } from './command.ts';

/** Columns for the names of options; a longer name gets a line of its own. */
const WIDEST_NAME = 29;
/** With more options than this, help has a section for each purpose. */
const MANY_OPTIONS = 8;
/** What is not listed below is about what to read. */
const FIRST_SECTION = 'What to scan';
const SECTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  'What counts': new Set(['config', 'baseline', 'fail-on', 'known-examples', 'exit-code', 'exit-zero', 'policy-from', 'new-markers', 'reason']),
  Reports: new Set(['format', 'output', 'file', 'show-suppressed', 'show-dropped', 'show-secrets', 'force', 'progress', 'color']),
  Help: new Set(['help']),
};

/** The overview: what there is, in the order of the table. */
export function overview(commands: readonly Command[], columns: number): string {
  const width = Math.max(...commands.map((c) => c.name.length)) + 2;
  return [
    ...wrap('keysieve finds leaked credentials before they are public, and says how far they got when they are.', columns),
    '',
    'Usage: keysieve <command> [options]',
    '',
    'Commands',
    ...commands.map((c) => entry(c.name, c.summary, width, columns)),
    '',
    'Examples',
    '  keysieve scan                 the files and the history of this repository',
    '  keysieve staged               what the next commit would add',
    '  keysieve explain private-key  what a rule finds, and what to do about it',
    '',
    'Exit codes',
    '  0 clean  1 findings  2 usage, configuration or rule error  3 scan incomplete',
    '',
    'keysieve <command> --help tells more about each. keysieve --version',
    '',
  ].join('\n');
}

/** One command in full. */
export function commandHelp(command: Command, columns: number): string {
  const options = Object.entries(command.options).filter(([, spec]) => spec.hidden !== true);
  const width = Math.min(WIDEST_NAME, Math.max(0, ...options.map(([name, spec]) => optionName(name, spec).length)) + 2);
  const section = ([title, members]: readonly [string, readonly (readonly [string, OptionSpec])[]]): string[] =>
    [title, ...members.map(([name, spec]) => entry(optionName(name, spec), spec.help + choices(spec), width, columns)), ''];
  return [
    `Usage: keysieve ${command.name} ${command.usage}`.trimEnd(),
    '',
    ...wrap(command.description, columns),
    '',
    ...grouped(options).flatMap(section),
    'Examples',
    ...command.examples.flatMap(([line, what]) => [`  keysieve ${line}`, `      ${what}`]),
    '',
  ].join('\n');
}

/** Options in the order of the table under the title that says what they are about. One title is enough for a few. */
function grouped<T>(options: readonly (readonly [string, T])[]): (readonly [string, (readonly [string, T])[]])[] {
  if (options.length <= MANY_OPTIONS) return options.length === 0 ? [] : [['Options', [...options]]];
  const sections = new Map<string, (readonly [string, T])[]>([FIRST_SECTION, ...Object.keys(SECTIONS)].map((title) => [title, []]));
  for (const option of options) {
    const title = Object.keys(SECTIONS).find((key) => SECTIONS[key]?.has(option[0])) ?? FIRST_SECTION;
    sections.get(title)?.push(option);
  }
  return [...sections].filter(([, members]) => members.length > 0);
}

function optionName(name: string, spec: OptionSpec): string {
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  return `${short}--${spec.negatable === true ? '[no-]' : ''}${name}${spec.type === 'string' ? ` ${spec.value ?? '<value>'}` : ''}`;
}

function choices(spec: OptionSpec): string {
  return spec.choices === undefined ? '' : ` (${spec.choices.join(', ')})`;
}

function entry(name: string, text: string, width: number, columns: number): string {
  const lines = wrap(text, Math.max(20, columns - width - 2));
  const indent = ' '.repeat(width + 2);
  const head = name.length >= width ? `  ${name}\n${indent}` : `  ${name.padEnd(width)}`;
  return head + lines.join(`\n${indent}`);
}

/** Breaks text at spaces into lines of at most `columns`; a newline in the text stays one. */
function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > columns) {
        lines.push(line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    return [...lines, line];
  });
}
