/** Reads detect-secrets' `.secrets.baseline` (all layouts from 0.12 on, IBM's included; the results are alike). */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Baseline, BaselineEntry } from './baseline.ts';
import { normalisePath } from './baseline.ts';
import { checkJson } from './json-file.ts';
import { upstreamValues } from './upstream-values.ts';

const FileSchema = v.looseObject({
  results: v.record(
    v.string(),
    v.array(
      v.looseObject({
        type: v.string(),
        hashed_secret: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/i)),
        line_number: v.optional(v.number()),
        is_secret: v.nullish(v.boolean()),
      }),
    ),
  ),
});

/**
 * Makes a baseline of the parsed JSON. A record covers a value in a file: the line plays no part, as upstream.
 * Records whose hash is that of a constant cover nothing, and are named in the notices. Throws a BaselineError.
 */
export function detectSecretsBaseline(json: unknown, file: string): Baseline {
  const { results } = checkJson(FileSchema, json, file);
  const constants = hashesOfConstants();
  const byPath = new Map<string, Map<string, BaselineEntry>>();
  const unknown: string[] = [];
  for (const [name, secrets] of Object.entries(results)) {
    const path = normalisePath(name);
    const entries = byPath.get(path) ?? new Map<string, BaselineEntry>();
    byPath.set(path, entries);
    for (const secret of secrets) {
      const hash = secret.hashed_secret.toLowerCase();
      const what = `${path}${secret.line_number ? `:${secret.line_number}` : ''}, ${secret.type}`;
      if (constants.has(hash)) unknown.push(what);
      else entries.set(hash, { where: file, what, reason: reasonOf(secret.is_secret), until: null });
    }
  }
  return {
    file,
    kind: 'detect-secrets',
    entries: [...byPath.values()].flatMap((entries) => [...entries.values()]),
    notices: unknown.map((what) => `${file}: the record "${what}" holds a hash of the prefix or header that all such credentials share, and so covers none; look at it again and record it with keysieve baseline create`),
    match(secret, place) {
      const entries = byPath.get(place.path);
      if (!entries) return [];
      return upstreamValues(secret, place).flatMap((candidate) => {
        const hash = sha1(candidate);
        return constants.has(hash) ? [] : (entries.get(hash) ?? []);
      });
    },
  };
}

/** `is_secret` is the audit's answer: true for a real credential, false for a false alarm, absent when nobody looked. */
function reasonOf(isSecret: boolean | null | undefined): string {
  if (isSecret === true) return 'real, audited in detect-secrets';
  return isSecret === false ? 'false-positive, audited in detect-secrets' : 'unreviewed, recorded by detect-secrets';
}

function sha1(binary: string): string {
  return createHash('sha1').update(binary, 'latin1').digest('hex');
}

/**
 * Hashes that do not identify a value. For GitHub and most GitLab tokens upstream hashes the prefix alone, for GitLab CI
 * build tokens the partition number, for private keys the words of the header: one record would cover every such
 * credential that is ever added to the file.
 */
function hashesOfConstants(): ReadonlySet<string> {
  const prefixes = ['ghp', 'gho', 'ghu', 'ghs', 'ghr', 'glpat', 'gldt', 'glft', 'glsoat', 'glrt'];
  const headers = ['DSA ', 'EC ', 'OPENSSH ', 'RSA ', 'SSH2 ENCRYPTED ', ''].map((kind) => `BEGIN ${kind}PRIVATE KEY`);
  const digits = [...'0123456789abcdefABCDEF'];
  const partitions = digits.flatMap((high) => digits.map((low) => `${high}${low}_`));
  return new Set([...prefixes, ...headers, 'BEGIN PGP PRIVATE KEY BLOCK', 'PuTTY-User-Key-File-2', '', ...partitions].map(sha1));
}
