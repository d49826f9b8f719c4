/** What stands around a literal, as patterns that read bytes, ignore case and know no look-around. */

/** One way in which a literal may have a value; `not` is what must not follow it. */
export interface Surroundings {
  /** Matches right behind the literal. */
  readonly follow?: string;
  readonly not?: string;
  /** Matches right before the literal. */
  readonly precede?: string;
  /** How many bytes `follow` may read; the rule's reach when absent. */
  readonly reach?: number;
  /** How many bytes `precede` may read; the rule's reach when absent. */
  readonly back?: number;
}
