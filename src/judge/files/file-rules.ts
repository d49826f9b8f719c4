/**
 * Rules about whole files: what should not be committed whatever it says inside. The name decides which rules are asked
 * and the content whether there is anything to lose; templates, empty files and certificates stay silent.
 */
import { createHash } from 'node:crypto';
import { expandBraces } from '../../config/glob-braces.ts';
import { compileGlob } from '../../config/glob.ts';
import type { Candidate, Verdict } from '../../model.ts';
import type { Rule } from '../../rules/rule.ts';
import { adjustSeverity } from '../circumstances.ts';
import { isExamplePath } from '../file-kind.ts';
import { isDerPrivateKey, isKeePass, isKeyStore } from './binary-keys.ts';
import { holdsCredentials, holdsEnvironment, holdsPasswordHashes, holdsVariables, isTerraformState } from './settings.ts';

interface Content {
  /** True when the first bytes alone prove it, so that the name is not needed. */
  readonly proof?: true;
  readonly test: (bytes: Uint8Array) => boolean;
}

/** What a file has to hold, by rule; a rule that is not here asks for any content at all. */
const CONTENT: Readonly<Record<string, Content>> = {
  'committed-env-file': { test: (bytes) => holdsEnvironment(textOf(bytes)) },
  'plaintext-encrypted-file': { test: (bytes) => holdsEnvironment(textOf(bytes)) && !/ENC\[|encrypted:|BEGIN (?:AGE|PGP)|ANSIBLE_VAULT|age-encryption|sops/.test(textOf(bytes)) },
  'credentials-file': { test: (bytes) => holdsCredentials(textOf(bytes)) },
  'terraform-variables-file': { test: (bytes) => holdsVariables(textOf(bytes)) },
  'terraform-state-file': { test: (bytes) => isTerraformState(textOf(bytes)) },
  'htpasswd-file': { test: (bytes) => holdsPasswordHashes(textOf(bytes)) },
  'key-store-file': { proof: true, test: isKeyStore },
  'password-database-file': { proof: true, test: isKeePass },
  'private-key-file': { test: (bytes) => isDerPrivateKey(bytes) || isBarePrivateKey(textOf(bytes)) },
};

/** First bytes of what is proved by content. */
const PROOF_STARTS = new Set([0x30, 0xfe, 0xce, 0x03]);
/** What is looked at of a file. */
const SAMPLE = 256 * 1024;

export interface FileRules {
  /** False when `find` gives null for all files of that path, whatever they hold. */
  mayFind(path: string): boolean;
  /**
   * The candidate of the first rule that fits a file; null when none does. `path` is null for objects of the history, whose
   * path is found out later: then only content that proves itself counts. The candidate is empty and stands at the start.
   */
  find(bytes: Uint8Array, path: string | null): Candidate | null;
  /** Judges a candidate by its path; null: not known yet. */
  judge(candidate: Candidate, path: string | null): Verdict;
}

/** Prepares the rules of the kind `file` among `rules`. */
export function createFileRules(rules: readonly Rule[]): FileRules {
  const asked = rules.filter(isFileRule).map((rule) => ({ rule, content: CONTENT[rule.id], named: namedBy(rule) }));
  const naming = new Map(asked.map(({ rule, named }) => [rule.id, named]));
  const mayBeNamed = anyNameOf(asked.flatMap(({ rule }) => rule.paths));
  const mayFind = (path: string): boolean => mayBeNamed.test(path.toLowerCase());
  return {
    mayFind,
    find(bytes, path) {
      if (bytes.length === 0 || (path === null ? !PROOF_STARTS.has(bytes[0] ?? 0) : !mayFind(path))) return null;
      for (const { rule, content, named } of asked) {
        if (path === null ? content?.proof !== true : !named(path)) continue;
        if (content === undefined ? !isBlank(bytes) : content.test(bytes)) return candidateOf(rule, content?.proof === true ? digestOf(bytes) : (path ?? ''));
      }
      return null;
    },
    judge(candidate, path) {
      const { id, channel, confidence } = candidate.rule;
      if (path !== null && naming.get(id)?.(path) !== true) return { keep: false, confidence: 'low', reasons: ['gate:path'], facts: {} };
      const severity = adjustSeverity(candidate, path);
      // What lies among tests and examples is there on purpose: no habit, a note at most.
      const note = channel === 'practice' && isExamplePath(path);
      return { keep: true, confidence: note ? 'low' : confidence, reasons: ['file-name', 'file-content'], facts: {}, ...(severity !== null && { severity }) };
    },
  };
}

/** True for rules about whole files, which no search of text leads to. */
export function isFileRule(rule: Rule): boolean {
  return rule.kind === 'file';
}

function namedBy(rule: Rule): (path: string) => boolean {
  const globs = rule.paths.map((glob) => compileGlob(glob.toLowerCase()));
  const refused = rule.mustNot.map((source) => new RegExp(source));
  return (path) => {
    const lowered = path.toLowerCase();
    return globs.some((matches) => matches(lowered)) && !refused.some((regex) => regex.test(lowered));
  };
}

/** Fits every path that one of the globs fits, and few others: each glob's longest stretch without wildcards. Asked of every file. */
function anyNameOf(globs: readonly string[]): RegExp {
  const pieces = globs.flatMap((glob) => expandBraces(glob.toLowerCase().replace(/^(?:\.?\/)+|\/+$/g, ''), Infinity) ?? ['']).map((glob) => longest(glob.split(/\*+\/?|\?|\[.*\]|\\./)));
  return new RegExp([...new Set(pieces)].map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
}

function longest(pieces: readonly string[]): string {
  return pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), '');
}

/** The value is what makes two findings the same: the file's path, or for key stores, which are copied about, their content. */
function candidateOf(rule: Rule, identity: string): Candidate {
  return { rule, value: `${rule.id}:${identity}`, start: 0, end: 0, matchStart: 0, matchEnd: 0, groups: {}, context: '', contextOffset: 0 };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** The base64 of a private key without its armour. */
function isBarePrivateKey(text: string): boolean {
  if (!/^[A-Za-z0-9+/=\s]{60,20000}$/.test(text)) return false;
  const bytes = Buffer.from(text, 'base64');
  return isDerPrivateKey(bytes) || bytes.toString('latin1', 0, 14) === 'openssh-key-v1';
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 0x20);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SAMPLE)).toString('latin1');
}
