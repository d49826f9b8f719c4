/**
 * The nouns of keysieve, in the order the data meets them:
 * Item → View → Candidate → Verdict → Match → Secret → Finding.
 *
 * Text that is searched is held as *binary strings* ("latin1"): one UTF-16 unit per byte, so that a string
 * index is a byte offset. Such strings are called `text` here. They are decoded as UTF-8 only for display.
 */
import type { Rule, Severity } from './rules/rule.ts';

/** How sure we are that a candidate is a credential: evidence, not danger. */
export type Confidence = 'high' | 'medium' | 'low';

/** Where the bytes of an item came from. */
export type Origin =
  /** A file on disk, in a repository's working tree or anywhere else. */
  | { readonly kind: 'worktree' }
  /** What the next commit would hold. `bases` are the blobs it replaces (HEAD's version; several in a merge). */
  | { readonly kind: 'index'; readonly blob: string; readonly bases: readonly string[] }
  /** Any git object met while reading the whole history; commits and paths are found out afterwards. */
  | { readonly kind: 'object'; readonly object: string; readonly type: 'blob' | 'commit' | 'tag' }
  /** What one commit of a range adds. `object` is a blob, or the commit itself for its message. */
  | { readonly kind: 'commit'; readonly object: string; readonly commit: CommitInfo; readonly bases: readonly string[] }
  /** Standard input. */
  | { readonly kind: 'stream' };

/** Who committed what when. E-mail addresses are left out on purpose: reports travel. */
export interface CommitInfo {
  /** Full object id, hexadecimal. */
  readonly id: string;
  readonly author: string;
  /** Author date, ISO 8601 with offset. */
  readonly date: string;
  readonly subject: string;
}

/** The only thing a source yields: bytes, and where they came from. */
export interface Item {
  readonly bytes: Uint8Array;
  /** Relative to the repository (or scanned directory), with `/`; null when not known yet (history objects). */
  readonly path: string | null;
  readonly origin: Origin;
}

/** Why something was not scanned. Every skip is counted under one of these and printed. */
export type SkipReason =
  | 'binary'
  | 'too-large'
  | 'unreadable'
  | 'timed-out'
  | 'limit'
  | 'missing-object'
  | 'shallow'
  | 'partial-clone'
  | 'git-error'
  | 'broken-pattern'
  | 'submodule'
  | 'excluded'
  | 'symlink';

/** Something that was not scanned, or not scanned whole. */
export interface Skip {
  readonly reason: SkipReason;
  /** A path, an object id or a ref: what a person would look for. */
  readonly what: string;
  /** One sentence for people: what happened and, where there is one, the way out. */
  readonly detail?: string;
  /** True when the skip makes the answer incomplete (exit 3); false for skips by design (binary files, submodules). */
  readonly incomplete: boolean;
}

/**
 * A text seen inside an item: the file itself, a notebook cell, a decoded base64 run. Views nest.
 * Offsets in a view are bytes from its start.
 */
export interface View {
  /** The bytes to search. For the file itself these are the item's own bytes. */
  readonly bytes: Uint8Array;
  /** How to name the place inside the file, outermost first: `["cell 3", "output 1 (stream)"]`; empty for the file. */
  readonly inner: readonly string[];
  /** Maps a byte span of this view to the byte span of the item's own bytes that it came from. */
  toItem(start: number, end: number): Span;
  /** True for text that was decoded (base64, percent, …): its findings are marked as such. */
  readonly decoded?: boolean;
}

/** A half-open range of byte offsets, 0-based. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How a name and its value were seen to belong together. */
export type Relation =
  | 'assignment'      // name = value, name := value, name => value
  | 'mapping'         // name: value (YAML, JSON, object literals)
  | 'attribute'       // <tag name="value">
  | 'element'         // <name>value</name>
  | 'argument'        // name("value"), name "value"
  | 'flag'            // --name value, -p value
  | 'header'          // Name: value in HTTP
  | 'pair'            // { name: "NAME", value: "value" }
  | 'uri'             // scheme://user:value@host, ?name=value
  | 'sql'             // IDENTIFIED BY '…'
  | 'column'          // a table's cell under a header
  | 'prose';

/** A rule and a value found in a view, before judgement. Self-contained, so that it can cross threads and be judged again. */
export interface Candidate {
  readonly rule: Rule;
  /** The value's bytes as a binary string. */
  readonly value: string;
  /** Span of the value in the view. */
  readonly start: number;
  readonly end: number;
  /** Span of the whole match in the view (contains the value's). */
  readonly matchStart: number;
  readonly matchEnd: number;
  /** The name that was assigned to, as written (`DB_PASSWORD`), when one was read. */
  readonly name?: string;
  readonly relation?: Relation;
  /** How the value was quoted where it stood: `"`, `'`, `` ` ``, `\"`, or '' when it was bare. */
  readonly quote?: string;
  /** Named groups of the pattern other than `secret`, and what a detector read: raw material of the facts. */
  readonly groups: Readonly<Record<string, string>>;
  /** Binary text around the match: some whole lines, cut to a bounded length. */
  readonly context: string;
  /** Offset of the value inside `context`. */
  readonly contextOffset: number;
  /** True when the value was read from decoded text. */
  readonly decoded?: boolean;
}

/** The judge's answer. `reasons` is never empty; on a drop its first entry says why, e.g. `placeholder:ellipsis`. */
export interface Verdict {
  readonly keep: boolean;
  readonly confidence: Confidence;
  /** Evidence in the order it weighed: `prefix`, `checksum`, `key-name`, `uri-slot`, `entropy 4.2`, `model 0.93`. */
  readonly reasons: readonly string[];
  /** Overrides the rule's severity when the evidence says so (test mode, localhost, expired). */
  readonly severity?: Severity;
  /** Not secret, for the playbook: account, host, user, expiry. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A candidate with its verdict and its place in the item. Kept ones are matches; dropped ones can be listed. */
export interface Match {
  readonly candidate: Candidate;
  readonly verdict: Verdict;
  /** Span of the value in the item's own bytes. */
  readonly span: Span;
  readonly inner: readonly string[];
}

/** One spot where a secret stands. Lines and columns are 1-based, columns count UTF-16 units, ends are exclusive. */
export interface Place {
  /** Relative to the repository or scanned directory. `commit message`, `tag message` for text outside files. */
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** 0-based byte offsets in the file as it is on disk. */
  readonly startByte: number;
  readonly endByte: number;
  /** Notebook cell, decoded layer; empty when the value stands in the file itself. */
  readonly inner: readonly string[];
  /** The commit that introduced it here; null outside history. */
  readonly commit: CommitInfo | null;
  /** The blob it was read from, when it came from git. */
  readonly blob: string | null;
  /** True when HEAD (or the working tree, or the index) still holds it at this path. */
  readonly current: boolean;
  /** The commit that removed it from this path, when known. */
  readonly removedIn: CommitInfo | null;
  /** Branches and tags whose tip still holds it, when that is not HEAD. */
  readonly refs: readonly string[];
  /** The lines around it with every secret masked; null when the text is gone. */
  readonly excerpt: Excerpt | null;
}

/** A few lines of a file for a code frame. Everything in it is masked and free of control characters. */
export interface Excerpt {
  /** Line number of the first line, 1-based. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** Where the masked value stands in `lines`: index of the line, and UTF-16 columns (0-based, end exclusive). */
  readonly mark: { readonly line: number; readonly start: number; readonly end: number };
}

/** How far the secret got. */
export type State = 'staged' | 'worktree' | 'in-head' | 'history-only' | 'dangling' | 'stream';

/** `new`: act on it. `baselined`: known and recorded. `allowed`: excepted by an allowlist entry or a marker. */
export type Status = 'new' | 'baselined' | 'allowed';

/** One credential with all its places, after suppression. The unit that reports print. Holds no raw value. */
export interface Finding {
  /** Stable over line moves, renames and rebases. 16 hexadecimal digits. */
  readonly fingerprint: string;
  readonly rule: Rule;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly status: Status;
  readonly state: State;
  /** What may be shown of the value: a public prefix at most, stars and the length. */
  readonly masked: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly reasons: readonly string[];
  /** Most useful first: current places, then history from the earliest. Never empty. */
  readonly places: readonly Place[];
  /** What suppressed it, when status is not `new`. */
  readonly suppression: Suppression | null;
  /** True when it stands in the way: status new, not dangling, at or above the thresholds asked for. */
  readonly blocking: boolean;
}

/** What excepted a finding, and why somebody thought that right. */
export interface Suppression {
  /** `config`, `inline`, `baseline`. */
  readonly by: 'config' | 'inline' | 'baseline';
  /** Where it is written: `keysieve.yaml:12`, `src/a.ts:3`. */
  readonly where: string;
  readonly reason: string;
}
