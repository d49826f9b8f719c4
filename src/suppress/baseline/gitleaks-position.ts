/** Positions as gitleaks writes them: `commit:file:rule:line` and `file:rule:line`. */
import type { SuppressiblePlace, SuppressibleSecret } from '../suppressible.ts';
import { normalisePath, pathsOf } from './baseline.ts';
import type { BaselineEntry } from './baseline.ts';

/** One position. */
export interface GitleaksPosition {
  /** Lower case; null: in any commit, and outside of history. */
  readonly commit: string | null;
  readonly path: string;
  readonly rule: string;
  /** 1-based. */
  readonly line: number;
}

/** Parses a fingerprint of gitleaks. Read from its end, so that paths may hold colons. Gives null when it is none. */
export function parsePosition(text: string): GitleaksPosition | null {
  const [, rest, rule, line] = /^(.+):([^:\s]+):(\d{1,9})$/.exec(normalisePath(text)) ?? [];
  if (rest === undefined || rule === undefined) return null;
  const [, commit, path] = /^([0-9a-fA-F]{40}|[0-9a-fA-F]{64}):(.+)$/.exec(rest) ?? [];
  return { commit: commit?.toLowerCase() ?? null, path: normalisePath(path ?? rest), rule, line: Number(line) };
}

/** Positions with what they stand for, found by path and line. */
export class PositionIndex {
  readonly #at = new Map<string, { position: GitleaksPosition; entry: BaselineEntry }[]>();

  add(position: GitleaksPosition, entry: BaselineEntry): void {
    const key = keyOf(position.path, position.line);
    const here = this.#at.get(key);
    if (here) here.push({ position, entry });
    else this.#at.set(key, [{ position, entry }]);
  }

  /** Gives the entries for a secret at a place: same path, first line and rule (or alias), and same commit where one is named. */
  find(secret: Pick<SuppressibleSecret, 'rule'>, place: SuppressiblePlace): readonly BaselineEntry[] {
    return pathsOf(place)
      .flatMap((path) => this.#at.get(keyOf(path, place.startLine)) ?? [])
      .filter(({ position }) => position.commit === null || position.commit === place.commit?.toLowerCase())
      .filter(({ position }) => secret.rule.id === position.rule || secret.rule.aliases.includes(position.rule))
      .map(({ entry }) => entry);
  }
}

function keyOf(path: string, line: number): string {
  return `${line}:${path}`;
}
