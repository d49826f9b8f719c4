/** Help texts, made from the command table. */
import type { Command, OptionSpec } from './command.ts';

/** The overview: what there is, in the order of the table. */
export function overview(commands: readonly Command[], columns: number): string {
  const width = Math.max(...commands.map((c) => c.name.length)) + 2;
  return [
    'keysieve finds leaked credentials before they are public, and says how far they got when they are.',
    '',
    'Usage: keysieve <command> [options]',
    '',
    'Commands',
    ...commands.map((c) => entry(c.name, c.summary, width, columns)),
    '',
    'Examples',
    '  keysieve scan                 the files and the whole history of this repository',
    '  keysieve staged               what the next commit would add',
    '  keysieve explain private-key  what a rule finds, and what to do about it',
    '',
    'Exit codes',
    '  0 clean   1 findings   2 usage, configuration or rule error   3 scan incomplete',
    '',
    'keysieve <command> --help tells more about each.',
    '',
  ].join('\n');
}

/** One command in full. */
export function commandHelp(command: Command, columns: number): string {
  const options = Object.entries(command.options).filter(([, spec]) => spec.hidden !== true);
  const names = options.map(([name, spec]) => optionName(name, spec));
  const width = Math.min(32, Math.max(0, ...names.map((name) => name.length)) + 2);
  return [
    `Usage: keysieve ${command.name} ${command.usage}`.trimEnd(),
    '',
    ...wrap(command.description, columns),
    '',
    ...(options.length === 0 ? [] : ['Options', ...options.map(([, spec], index) => entry(names[index] ?? '', spec.help + choices(spec), width, columns)), '']),
    'Examples',
    ...command.examples.flatMap(([line, what]) => [`  keysieve ${line}`, `      ${what}`]),
    '',
  ].join('\n');
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
