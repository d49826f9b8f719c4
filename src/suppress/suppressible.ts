/** What the suppress room needs to know of a secret. The raw value stays in memory: nothing here is printed or stored. */
import type { Rule } from '../rules/rule.ts';
import type { Marker } from './inline.ts';

/** One spot where the secret stands, in one version of a file. */
export interface SuppressiblePlace {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** Archive member, notebook cell, decoded layer; empty for the file itself. */
  readonly inner: readonly string[];
  /** 1-based. */
  readonly startLine: number;
  readonly endLine: number;
  /** Full id of the commit that introduced it here; null for a file on disk, the index and standard input. */
  readonly commit: string | null;
  /** True when the text it was read from is what the index, the working tree or HEAD holds at this path now. */
  readonly current: boolean;
  /** The lines from startLine to endLine as binary text, as `lineTextAt` gives them; empty when the text is gone. */
  readonly lineText: string;
  /** What `findMarkers` gave for this spot. */
  readonly markers: readonly Marker[];
}

/** One credential with its places, before suppression. */
export interface SuppressibleSecret {
  readonly rule: Pick<Rule, 'id' | 'aliases'>;
  /** Binary string. */
  readonly value: string;
  /** 16 hexadecimal digits, lower case. */
  readonly fingerprint: string;
  /** The judge's reasons, for the note on an allowed value whose checksum is good. */
  readonly reasons: readonly string[];
  /** Never empty. */
  readonly places: readonly SuppressiblePlace[];
}
