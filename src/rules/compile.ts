/** From a rule file to rules: translation, reach, literals, defaults; every problem becomes a RuleProblem with its rule's id. */
import { DETECTORS } from '../detectors/table.ts';
import { CHECKS } from '../judge/checks/table.ts';
import { analysePattern, type PatternFacts } from './pattern/analyse.ts';
import { TOKEN_END, TOKEN_START } from './pattern/boundary.ts';
import { translatePattern } from './pattern/translate.ts';
import type { Reach, Rule, RuleDetails, Sample } from './rule.ts';
import type { RuleFile, RuleSource } from './schema.ts';

export interface CompiledRule {
  readonly rule: Rule;
  readonly details: RuleDetails;
}

/** What is wrong with a rule. The message is a whole sentence; `rule` is the id as written. */
export class RuleProblem extends Error {
  readonly rule: string;
  constructor(rule: string, message: string) {
    super(`rule ${rule}: ${message}`);
    this.name = 'RuleProblem';
    this.rule = rule;
  }
}

/** Bytes of one line that a window may take in on each side of a literal; minified files have endless lines. */
export const LINE_REACH = 4096;
/** Detectors read whole lines around a hit. */
const DETECTOR_REACH = 2048;

/** Compiles all rules of one file. Throws RuleProblem on the first rule that cannot work. */
export function compileRuleFile(file: RuleFile, path: string, foreign = false): CompiledRule[] {
  return file.rules.map((source) => compileRule(source, file, path, foreign));
}

function compileRule(source: RuleSource, file: RuleFile, path: string, foreign: boolean): CompiledRule {
  const ways = [source.pattern, source.named, source.detector].filter((way) => way !== undefined).length;
  if (ways !== 1) throw new RuleProblem(source.id, 'has to have exactly one of pattern, named, detector');
  const compiled = source.pattern !== undefined ? compilePattern(source, source.pattern) : compileDetector(source);
  if (source.check !== undefined && CHECKS[source.check] === undefined) throw new RuleProblem(source.id, `there is no check "${source.check}"`);
  if (source.detector !== undefined && !DETECTORS.has(source.detector)) throw new RuleProblem(source.id, `there is no detector "${source.detector}"`);
  for (const regex of [...source.must, ...source.mustNot]) checkRegex(source.id, regex);
  if (compiled.keywords.length === 0 && !foreign && source.kind !== 'file') {
    throw new RuleProblem(source.id, 'has no literal of three characters that every match contains; name one in keywords');
  }
  const rule: Rule = {
    id: source.id,
    provider: file.provider,
    name: source.name,
    kind: source.kind,
    channel: source.channel,
    severity: source.severity,
    confidence: source.confidence ?? (source.named === undefined && !source.generic ? 'high' : 'medium'),
    keywords: compiled.keywords,
    detector: compiled.detector,
    pattern: compiled.pattern,
    flags: compiled.flags,
    reach: compiled.reach,
    check: source.check ?? null,
    entropy: source.entropy ?? null,
    must: source.must,
    mustNot: source.mustNot,
    paths: source.paths,
    near: source.near,
    facts: source.facts,
    publicPrefix: source.publicPrefix ?? derivePublicPrefix(source),
    aliases: source.aliases,
    playbook: source.playbook ?? file.playbook ?? null,
    foreign,
    generic: source.generic,
    ...(!source.enabled && { enabled: false as const }),
  };
  const sources = source.source ?? file.source ?? [];
  const details: RuleDetails = {
    id: source.id,
    description: source.description,
    source: typeof sources === 'string' ? [sources] : sources,
    samples: { match: (source.samples?.match ?? []).map(toSample), clean: (source.samples?.clean ?? []).map(toSample) },
    file: path,
  };
  return { rule, details };
}

interface Compiled {
  readonly detector: string;
  readonly pattern: string | null;
  readonly flags: string;
  readonly reach: Reach;
  readonly keywords: readonly string[];
}

function compilePattern(source: RuleSource, pattern: string): Compiled {
  const body = translate(source.id, pattern);
  const bounded = source.boundary === 'none' ? body.source : `${TOKEN_START}(?:${body.source})${TOKEN_END}`;
  const facts = analyse(source.id, bounded);
  const inner = analyse(source.id, body.source);
  if (inner.width.min === 0) throw new RuleProblem(source.id, 'its pattern matches the empty text');
  const keywords = source.keywords?.map((keyword) => keyword.toLowerCase()) ?? inner.literals;
  return { detector: 'pattern', pattern: bounded, flags: body.flags, keywords, reach: reachOf(facts, source.reach) };
}

function reachOf(facts: PatternFacts, declared: number | undefined): Reach {
  if (facts.width.max !== Infinity && !facts.lines) {
    return { before: facts.width.max + facts.look.behind, after: facts.width.max + facts.look.ahead, lines: false };
  }
  if (declared !== undefined) return { before: declared, after: declared, lines: false };
  const width = facts.width.max === Infinity ? LINE_REACH : Math.max(LINE_REACH, facts.width.max);
  return { before: width, after: width, lines: true };
}

/** Named rules keep their parts as JSON in `pattern`: the detector compiles them once (src/detectors/named.ts). */
function compileDetector(source: RuleSource): Compiled {
  const reach = { before: source.reach ?? DETECTOR_REACH, after: source.reach ?? DETECTOR_REACH, lines: source.reach === undefined };
  const base = { flags: '', reach };
  if (source.named === undefined) {
    return { ...base, detector: source.detector ?? 'pattern', pattern: null, keywords: (source.keywords ?? []).map((k) => k.toLowerCase()) };
  }
  const { words, terms, value } = source.named;
  const translated = translate(source.id, value);
  if (translated.flags.includes('i')) throw new RuleProblem(source.id, 'named.value spells its alphabet out; (?i) is not for values');
  if (analyse(source.id, translated.source).width.min < 4) throw new RuleProblem(source.id, 'named.value has to need at least four characters');
  if (terms !== undefined) checkRegex(source.id, terms);
  const short = words.find((word) => spellingsOf(word).some((spelling) => spelling.length < 3));
  if (short !== undefined && source.keywords === undefined) {
    throw new RuleProblem(source.id, `word "${short}" is too short to search for; name longer keywords`);
  }
  const pattern = JSON.stringify({ words: words.map((word) => word.toLowerCase()), terms: terms ?? null, value: translated.source });
  return { ...base, detector: 'named', pattern, keywords: [...new Set((source.keywords ?? words.flatMap(spellingsOf)).map((word) => word.toLowerCase()))] };
}

/** Separators that a name may have where a word has one; the detector reads all of them for any (src/detectors/named.ts). */
const SEPARATORS = ['', ' ', '_', '-', '.'];
/** Words of more parts have too many spellings. */
const MOST_PARTS = 3;

/**
 * What the index looks for, so that it meets a word however it is written: all spellings of its parts, which are rare,
 * where the longest part alone may be a word of every text (`data` of `ip data`). Of a word of many parts: the longest one.
 */
function spellingsOf(word: string): string[] {
  const parts = word.split(/[ _-]/);
  if (parts.length > MOST_PARTS) return [parts.reduce((longest, part) => (part.length > longest.length ? part : longest))];
  return parts.reduce<string[]>((heads, part) => (heads.length === 0 ? [part] : heads.flatMap((head) => SEPARATORS.map((separator) => head + separator + part))), []);
}

function translate(id: string, pattern: string): ReturnType<typeof translatePattern> {
  return attempt(id, () => translatePattern(pattern));
}

function analyse(id: string, pattern: string): PatternFacts {
  return attempt(id, () => analysePattern(pattern));
}

function checkRegex(id: string, regex: string): void {
  attempt(id, () => new RegExp(translatePattern(regex).source));
}

function attempt<T>(id: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new RuleProblem(id, error instanceof Error ? error.message : String(error));
  }
}

/** `sk_live_` and its like: the literal head of a pattern that ends in a separator says nothing about the value. */
function derivePublicPrefix(source: RuleSource): number {
  const head = /^(?:\(\?<secret>)?([A-Za-z0-9_.-]{2,16})/.exec(source.pattern ?? '')?.[1] ?? '';
  const literal = /^[A-Za-z0-9]{2,10}[_-](?:[A-Za-z0-9]{1,8}[_-])?/.exec(head)?.[0] ?? '';
  return literal.length;
}

function toSample(sample: string | { name?: string | undefined; text: string; path?: string | undefined; whole?: boolean | undefined }): Sample {
  if (typeof sample === 'string') return { text: sample };
  const { name, text, path, whole } = sample;
  return { text, ...(name !== undefined && { name }), ...(path !== undefined && { path }), ...(whole !== undefined && { whole }) };
}
