/** From secrets to findings: suppression, masking, excerpts, order. Behind this point no raw value exists. */
import { reaches, type FailOn } from '../config/fail-on.ts';
import type { Finding, Place, Status, Suppression } from '../model.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { SuppressibleSecret } from '../suppress/suppressible.ts';
import { coverPlace, createCover } from './cover.ts';
import { contextExcerpt } from './excerpt.ts';
import type { SecretDraft } from './group.ts';
import { maskValue } from './mask.ts';
import type { Spot } from './places.ts';

export interface FinishOptions {
  /** Says whether a secret is new, known or allowed. */
  readonly judge: (secret: SuppressibleSecret) => { readonly status: Status; readonly suppression: Suppression | null };
  readonly failOn: FailOn;
  /** Show values instead of masking them: only when the person asked for it. */
  readonly showSecrets: boolean;
  /** Whether frames will be drawn: excerpts cost a little each. */
  readonly excerpts: boolean;
}

/** Places that get an excerpt; reports show three. */
const EXCERPTS = 4;

/** Makes findings, worst first; the order depends on nothing but the findings. */
export function finishFindings(drafts: readonly SecretDraft[], options: FinishOptions): Finding[] {
  const inMessages = messageMasks(drafts, options);
  return drafts.map((draft) => finish(draft, inMessages, options)).sort(byWeight);
}

/** Masks of the values that stand in commit messages: any place of any finding may quote such a subject. */
function messageMasks(drafts: readonly SecretDraft[], options: FinishOptions): ReadonlyMap<string, string> {
  const masks = new Map<string, string>();
  if (options.showSecrets) return masks;
  for (const draft of drafts) {
    if (draft.spots.some(({ place }) => place.path.endsWith(' message'))) masks.set(draft.value, maskValue(draft.value, draft.rule));
  }
  return masks;
}

function finish(draft: SecretDraft, inMessages: ReadonlyMap<string, string>, options: FinishOptions): Finding {
  const { status, suppression } = options.judge(toSuppressible(draft));
  const { fingerprint, rule, severity, confidence, state, facts, reasons } = draft;
  const masked = options.showSecrets ? shown(draft.value) : maskValue(draft.value, rule);
  const cover = createCover(options.showSecrets ? new Map() : new Map([...inMessages, [draft.value, masked]]));
  return {
    fingerprint,
    rule,
    severity,
    confidence,
    status,
    state,
    masked,
    facts,
    reasons,
    places: draft.spots.map((spot, index): Place => ({ ...coverPlace(spot.place, cover), excerpt: options.excerpts && index < EXCERPTS ? excerptOf(spot, options.showSecrets) : null })),
    suppression,
    blocking: status === 'new' && state !== 'dangling' && reaches(options.failOn, severity, confidence),
  };
}

/** A value that the person asked to see, still without control characters. */
function shown(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u{fffd}');
}

function toSuppressible(draft: SecretDraft): SuppressibleSecret {
  const { rule, value, fingerprint, reasons } = draft;
  return {
    rule,
    value,
    fingerprint,
    reasons,
    places: draft.spots.map(({ place, sighting }) => ({
      path: place.path,
      inner: place.inner,
      startLine: place.startLine,
      endLine: place.endLine,
      commit: place.commit?.id ?? null,
      current: place.current,
      lineText: sighting.lineText,
      markers: sighting.markers,
    })),
  };
}

function excerptOf(spot: Spot, showSecrets: boolean): Place['excerpt'] {
  const { match, neighbours } = spot.sighting;
  const { candidate } = match;
  return contextExcerpt({
    context: candidate.context,
    start: candidate.contextOffset,
    end: candidate.contextOffset + candidate.end - candidate.start,
    startLine: spot.place.startLine,
    secrets: neighbours,
    mask: (value) => (showSecrets ? value : maskValue(value, value === candidate.value ? candidate.rule : { ...candidate.rule, generic: true })),
  });
}

function byWeight(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compare(firstPath(a), firstPath(b)) ||
    (a.places[0]?.startLine ?? 0) - (b.places[0]?.startLine ?? 0) ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function firstPath(finding: Finding): string {
  return finding.places[0]?.path ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
