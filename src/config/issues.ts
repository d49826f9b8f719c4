/** Turns what the schema says about a file into sentences with places. */
import type * as v from 'valibot';
import { harmless } from './code-frame.ts';
import { suggest } from './suggest.ts';
import type { YamlPath } from './yaml-document.ts';

/** One thing that is wrong. */
export interface Problem {
  /** A sentence without a final stop. */
  readonly text: string;
  readonly hint: string | null;
  readonly path: YamlPath;
  /** True when the key at the path is wrong, not its value. */
  readonly atKey: boolean;
}

type Issue = v.BaseIssue<unknown>;

/** Describes one issue that valibot found with `schema`. */
export function describeIssue(given: Issue, schema: v.GenericSchema): Problem {
  const issue = innermost(given);
  const path = pathOf(issue);
  const key = String(path.at(-1) ?? '');
  const at = { path, hint: null, atKey: false };
  if (issue.type === 'strict_object' && issue.expected === 'never') return { ...at, ...unknownKey(key, keysAt(schema, path.slice(0, -1))), atKey: true };
  if (issue.type === 'strict_object' && path.length > 0 && issue.expected === `"${key}"`) {
    return { ...at, text: `"${key}" is missing`, path: path.slice(0, -1) };
  }
  if (issue.type === 'picklist') return { ...at, ...notInList(issue) };
  if (issue.kind === 'schema') {
    const alone = issue.expected === 'Array' && typeof issue.input === 'string';
    return { ...at, text: `must be ${expected(issue)}, but is ${kindOf(issue)}`, hint: alone ? `Write it as a list: [${shown(issue.input)}]` : null };
  }
  if (Array.isArray(issue.input)) return { ...at, text: `the list ${issue.message}` };
  if (typeof issue.input === 'object') return { ...at, text: issue.message };
  return { ...at, text: `${shown(issue.input)} ${issue.message}` };
}

/** Of a choice, the option that the writer most likely meant: the one whose complaint lies deepest. */
function innermost(issue: Issue): Issue {
  const deeper = (issue.issues ?? []).map((inner) => innermost(inner as Issue));
  const depth = (inner: Issue): number => inner.path?.length ?? 0;
  const best = deeper.reduce<Issue | null>((found, inner) => (found === null || depth(inner) > depth(found) ? inner : found), null);
  if (!best || (depth(best) === 0 && best.kind === 'schema')) return issue;
  return { ...best, path: [...(issue.path ?? []), ...(best.path ?? [])] as unknown as NonNullable<Issue['path']> };
}

function pathOf(issue: Issue): YamlPath {
  return (issue.path ?? []).map((item) => item.key as string | number);
}

function unknownKey(key: string, known: readonly string[]): { text: string; hint: string } {
  const near = suggest(key, known);
  return { text: `unknown key ${shown(key)}`, hint: near === null ? `Known here: ${known.join(', ')}.` : `Did you mean "${near}"?` };
}

/** The parts of valibot's schemas that lead from one to the next. */
interface SchemaNode {
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly wrapped?: SchemaNode;
  readonly item?: SchemaNode;
  readonly options?: readonly SchemaNode[];
}

/** The keys that the schema knows at a path. */
function keysAt(schema: v.GenericSchema, path: YamlPath): readonly string[] {
  let nodes = reachable(schema as SchemaNode);
  for (const step of path) {
    nodes = nodes.flatMap((node) => {
      const next = typeof step === 'number' ? node.item : node.entries?.[step];
      return next ? reachable(next) : [];
    });
  }
  return nodes.flatMap((node) => Object.keys(node.entries ?? {}));
}

/** The node itself, and what it wraps or offers as options. */
function reachable(node: SchemaNode): readonly SchemaNode[] {
  const inside = [node.wrapped, ...(Array.isArray(node.options) ? node.options : [])].filter((next) => typeof next === 'object');
  return [node, ...inside.flatMap((next) => reachable(next))];
}

function notInList(issue: Issue): { text: string; hint: string | null } {
  const options = (issue.expected ?? '').replaceAll(/[()"]/g, '').split(' | ');
  const near = typeof issue.input === 'string' ? suggest(issue.input, options) : null;
  return { text: `${shown(issue.input)} is none of ${options.join(', ')}`, hint: near === null ? null : `Did you mean "${near}"?` };
}

function expected(issue: Issue): string {
  const names: Readonly<Record<string, string>> = { string: 'text', number: 'a number', Array: 'a list', Object: 'a map' };
  const kinds = (issue.expected ?? '').replaceAll(/[()]/g, '').split(' | ').filter((kind) => kind !== 'undefined' && kind !== 'null');
  return [...new Set(kinds)].map((kind) => names[kind] ?? kind).join(' or ');
}

function kindOf(issue: Issue): string {
  const { input } = issue;
  if (input === null || input === undefined) return 'empty';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a map';
  if (typeof input === 'string') return `the text ${shown(input)}`;
  const quotes = /\bstring\b/.test(issue.expected ?? '') ? '; put it in quotes' : '';
  return `the ${typeof input} ${shown(input)}${quotes}`;
}

/** A value of the file as it may be printed: short, one line, and never a whole credential. */
function shown(value: unknown): string {
  const text = harmless(String(value));
  return typeof value === 'string' ? `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"` : text.slice(0, 60);
}
