/** The rule file: what may stand in a YAML under rules/, and in `rules.add` of a user's configuration. */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'ids are kebab-case: letters, digits and single hyphens'));
const text = v.pipe(v.string(), v.minLength(1));

/** `«` and `»` in a text mark the value; without them the whole text is the value. */
const sample = v.union([
  text,
  v.strictObject({
    /** What the value is assigned to in the contexts; rules that know a value by its name need it. */
    name: v.optional(text),
    text,
    path: v.optional(text),
    /** The text is a file of its own and is not put into the contexts. */
    whole: v.optional(v.boolean()),
  }),
]);

/** Values that only their name gives away: see src/detectors/named.ts. */
const named = v.strictObject({
  /** The provider's words, one of which must be a whole word (or camel-case part) of the name, host, path or header. */
  words: v.pipe(v.array(text), v.minLength(1)),
  /** Regex that the name must match somewhere (ignoring case) besides the word. Default: key, token, secret, … */
  terms: v.optional(text),
  /** Regex of the value, exact alphabet and length. */
  value: text,
});

export const ruleSchema = v.strictObject({
  id,
  name: text,
  description: text,
  kind: v.picklist(['token', 'password', 'private-key', 'uri', 'webhook', 'structured', 'file']),
  channel: v.optional(v.picklist(['secret', 'practice']), 'secret'),
  severity: v.picklist(['critical', 'high', 'medium', 'low', 'info']),
  /** false: off until `rules.enable` of a configuration names it. */
  enabled: v.optional(v.boolean(), true),
  confidence: v.optional(v.picklist(['high', 'medium', 'low'])),
  keywords: v.optional(v.array(v.pipe(v.string(), v.minLength(3, 'a keyword has at least three characters')))),
  pattern: v.optional(text),
  named: v.optional(named),
  detector: v.optional(text),
  /** `token` (default): not inside a longer word; `none`: the pattern minds its own edges. */
  boundary: v.optional(v.picklist(['token', 'none']), 'token'),
  /** Bytes around a literal that an unbounded pattern may read; without it such a pattern ends at the line. */
  reach: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65536))),
  check: v.optional(text),
  entropy: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(8))),
  must: v.optional(v.array(text), []),
  mustNot: v.optional(v.array(text), []),
  paths: v.optional(v.array(text), []),
  near: v.optional(v.array(v.strictObject({ rule: id, lines: v.pipe(v.number(), v.integer(), v.minValue(1)) })), []),
  facts: v.optional(v.record(v.string(), v.string()), {}),
  /** Leading characters of the value that are public by design. */
  publicPrefix: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16))),
  aliases: v.optional(v.array(text), []),
  playbook: v.optional(text),
  generic: v.optional(v.boolean(), false),
  source: v.optional(v.union([text, v.array(text)])),
  samples: v.optional(v.strictObject({ match: v.optional(v.array(sample), []), clean: v.optional(v.array(sample), []) })),
});

export const ruleFileSchema = v.strictObject({
  provider: id,
  name: text,
  /** Where the formats are documented; a rule may name its own. */
  source: v.optional(v.union([text, v.array(text)])),
  playbook: v.optional(text),
  rules: v.pipe(v.array(ruleSchema), v.minLength(1)),
});

/** A rule as written, with defaults filled in. */
export type RuleSource = v.InferOutput<typeof ruleSchema>;
export type RuleFile = v.InferOutput<typeof ruleFileSchema>;
