/** From rule files' text to a rule book: parse, check against the schema, compile, and see that ids are unique. */
import * as v from 'valibot';
import { parseDocument } from 'yaml';
import { compileRuleFile, RuleProblem, type CompiledRule } from './compile.ts';
import { createRuleBook } from './digest.ts';
import type { RuleBook, RuleDetails } from './rule.ts';
import { ruleFileSchema, type RuleFile } from './schema.ts';

/** A rule file as read from disk; `path` is only used to name it. */
export interface RuleFileText {
  readonly path: string;
  readonly text: string;
}

/** A rule book and what only people read. */
export interface LoadedRules {
  readonly book: RuleBook;
  readonly details: readonly RuleDetails[];
}

/** What is wrong with a rule file, with its place (line and column, 1-based) when known. */
export class RuleFileProblem extends Error {
  readonly path: string;
  readonly line: number | null;
  /** The message without the place. */
  readonly problem: string;
  constructor(path: string, line: number | null, message: string) {
    super(`${path}${line === null ? '' : `:${line}`}: ${message}`);
    this.name = 'RuleFileProblem';
    this.path = path;
    this.line = line;
    this.problem = message;
  }
}

/** Loads rule files. Throws RuleFileProblem on the first that cannot be used. `foreign` marks rules that are not shipped. */
export function loadRules(files: readonly RuleFileText[], foreign = false): LoadedRules {
  const compiled: CompiledRule[] = [];
  const seen = new Map<string, string>();
  for (const file of files) {
    for (const entry of loadFile(file, foreign)) {
      const earlier = seen.get(entry.rule.id);
      if (earlier !== undefined) throw new RuleFileProblem(file.path, null, `rule ${entry.rule.id} is already defined in ${earlier}`);
      seen.set(entry.rule.id, file.path);
      compiled.push(entry);
    }
  }
  compiled.sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  const rules = compiled.map((entry) => entry.rule);
  const book = createRuleBook(rules.filter((rule) => rule.enabled !== false));
  const optional = rules.filter((rule) => rule.enabled === false);
  return { book: optional.length === 0 ? book : { ...book, optional }, details: compiled.map((entry) => entry.details) };
}

function loadFile(file: RuleFileText, foreign: boolean): CompiledRule[] {
  const parsed = parseRuleFile(file);
  try {
    return compileRuleFile(parsed, file.path, foreign);
  } catch (error) {
    if (error instanceof RuleProblem) throw new RuleFileProblem(file.path, lineOf(file.text, `id: ${error.rule}`), error.message);
    throw error;
  }
}

function parseRuleFile(file: RuleFileText): RuleFile {
  const document = parseDocument(file.text, { prettyErrors: true });
  const problem = document.errors[0];
  if (problem !== undefined) throw new RuleFileProblem(file.path, problem.linePos?.[0].line ?? null, problem.message.split('\n')[0] ?? '');
  const result = v.safeParse(ruleFileSchema, document.toJS());
  if (result.success) return result.output;
  const issue = result.issues[0];
  const where = v.getDotPath(issue) ?? 'the file';
  throw new RuleFileProblem(file.path, null, `${where}: ${issue.message}`);
}

function lineOf(text: string, needle: string): number | null {
  const at = text.indexOf(needle);
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}
