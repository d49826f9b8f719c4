/** From the words of a command line to an invocation, by the command table. */
import { parseArgs } from 'node:util';
import { suggest } from '../config/suggest.ts';
import { UsageError } from '../errors.ts';
import type { Command, Given, Invocation, OptionSpec } from './command.ts';

/**
 * Parses the words behind `keysieve`. Throws UsageError for an unknown command or option (with a suggestion), a missing
 * or surplus argument, and a value that is not among an option's choices.
 */
export function parseCommandLine(words: readonly string[], commands: readonly Command[]): Invocation {
  const command = findCommand(words, commands);
  const rest = words.slice(command.name.split(' ').length);
  const parsed = parseWords(rest, command);
  const [fewest, most] = command.arity;
  if (parsed.positionals.length < fewest) throw new UsageError(`${command.name} needs ${command.usage}`, { hint: `keysieve ${command.name} --help` });
  if (parsed.positionals.length > most) {
    throw new UsageError(`${command.name} does not take "${parsed.positionals[most]}"`, { hint: `keysieve ${command.name} --help` });
  }
  return { command, options: parsed.values, arguments: parsed.positionals };
}

function findCommand(words: readonly string[], commands: readonly Command[]): Command {
  const [first = '', second = ''] = words;
  const found = commands.find((c) => c.name === `${first} ${second}`) ?? commands.find((c) => c.name === first);
  if (found !== undefined) return found;
  const group = commands.filter((c) => c.name.startsWith(`${first} `));
  if (group.length > 0) {
    const names = group.map((c) => c.name.slice(first.length + 1));
    const near = suggest(second, names);
    throw new UsageError(
      second === '' || second.startsWith('-') ? `${first} needs one of ${names.join(', ')}` : `there is no command "${first} ${second}"`,
      { hint: near === null ? `keysieve ${first} ${names[0]}` : `did you mean "keysieve ${first} ${near}"?` },
    );
  }
  if (first.startsWith('-')) throw new UsageError(`${first} stands before the command`, { hint: `options follow it: keysieve scan ${words.join(' ')}` });
  const near = suggest(first, [...new Set(commands.map((c) => c.name.split(' ')[0] ?? ''))]);
  const likely = near ?? (/^~|[./\\]/.test(first) ? `scan ${words.join(' ')}` : null);
  throw new UsageError(`there is no command "${first}"`, { hint: likely === null ? 'keysieve --help' : `did you mean "keysieve ${likely}"?` });
}

function parseWords(words: readonly string[], command: Command): { values: Given; positionals: string[] } {
  const config: Record<string, { type: 'boolean' | 'string'; short?: string; multiple?: boolean }> = {};
  for (const [name, spec] of Object.entries(command.options)) {
    config[name] = { type: spec.type, ...(spec.short !== undefined && { short: spec.short }), ...(spec.multiple === true && { multiple: true }) };
    if (spec.negatable === true) config[`no-${name}`] = { type: 'boolean' };
  }
  const tokens = parseArgs({ args: [...words], options: config, allowPositionals: true, strict: false, tokens: true }).tokens;
  const values: Record<string, string | boolean | string[] | undefined> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') take(token, command, values);
  }
  return { values, positionals };
}

type OptionToken = { readonly name: string; readonly rawName: string; readonly value: string | undefined };

function take(token: OptionToken, command: Command, values: Record<string, string | boolean | string[] | undefined>): void {
  const base = token.name.startsWith('no-') ? token.name.slice(3) : null;
  if (base !== null && command.options[base]?.negatable === true) {
    values[base] = false;
    return;
  }
  const spec = command.options[token.name];
  if (spec === undefined) throw unknownOption(token.rawName, command);
  if (spec.type === 'boolean') {
    if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
    values[token.name] = true;
    return;
  }
  if (token.value === undefined || (token.value === '' && spec.choices !== undefined)) {
    throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${spec.value ?? '<value>'}`);
  }
  checkChoice(token.rawName, token.value, spec);
  if (spec.multiple === true) values[token.name] = [...((values[token.name] as string[] | undefined) ?? []), token.value];
  else values[token.name] = token.value;
}

function checkChoice(rawName: string, value: string, spec: OptionSpec): void {
  if (spec.choices === undefined || spec.choices.includes(value)) return;
  const near = suggest(value, spec.choices);
  throw new UsageError(`${rawName} does not know "${value}"`, {
    hint: near === null ? `one of ${spec.choices.join(', ')}` : `did you mean ${rawName} ${near}?`,
  });
}

function unknownOption(rawName: string, command: Command): UsageError {
  const names = Object.entries(command.options).flatMap(([name, spec]) => (spec.negatable === true ? [`--${name}`, `--no-${name}`] : [`--${name}`]));
  const near = suggest(rawName, names);
  return new UsageError(`${command.name} has no option ${rawName}`, {
    hint: near === null ? `keysieve ${command.name} --help` : `did you mean ${near}?`,
  });
}
