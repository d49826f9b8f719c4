/** A finding as a SARIF result: masked, without people, its first place a file that is there when there is one. */
import type { Finding, Place } from '../../model.ts';
import { visible } from '../../ui/sanitize.ts';
import { advise } from '../advice.ts';
import type { Json } from '../json-model.ts';
import { countOf } from '../numbers.ts';
import { firstCommit, firstPlace, isThere, lastRemoval, position } from '../places.ts';
import type { Summary } from '../summary.ts';
import { relativeUri } from '../uri.ts';
import { shortId, stateSentence, suppressionWords } from '../words.ts';
import { levelOf } from './levels.ts';

/** GitHub keeps 100 locations of a result. */
const RELATED_LIMIT = 99;
/** Places that the message links to. */
const LINKED = 3;

/** What a result needs beside the finding. */
export interface ResultContext {
  readonly summary: Summary;
  readonly ruleIndex: ReadonlyMap<string, number>;
  /** GitHub's line hash of the finding's first place; null when the file is not at hand. */
  readonly lineHash: string | null;
  /** True in the run for secrets that are in no current file: a note, so that no alert leads nowhere. */
  readonly history: boolean;
}

/** The place that counts for GitHub: one in a file of today before any other. */
export function primaryPlace(finding: Finding): Place {
  return finding.places.find(isThere) ?? firstPlace(finding);
}

/** Makes the result. Every text in it is harmless and none is empty. */
export function resultOf(finding: Finding, context: ResultContext): Json {
  const primary = primaryPlace(finding);
  const related = finding.places.filter((place) => place !== primary && isThere(place));
  const commit = firstCommit(finding);
  const removed = lastRemoval(finding);
  return {
    ruleId: finding.rule.id,
    ruleIndex: context.ruleIndex.get(finding.rule.id) ?? 0,
    level: context.history ? 'note' : levelOf(finding.severity),
    message: { text: messageFor(finding, related, context) },
    locations: [locationOf(primary)],
    ...(related.length === 0 ? {} : {
      relatedLocations: related.slice(0, RELATED_LIMIT).map((place, index) => ({
        id: index + 1, message: { text: 'The same value.' }, ...locationOf(place),
      })),
    }),
    partialFingerprints: {
      ...(context.lineHash === null ? {} : { primaryLocationLineHash: context.lineHash }),
      'secretFingerprint/v1': finding.fingerprint,
    },
    suppressions: suppressionsOf(finding),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      status: finding.status,
      state: finding.state,
      blocking: finding.blocking,
      masked: visible(finding.masked),
      places: finding.places.length,
      ...(commit === null ? {} : { firstCommit: commit.id, firstDate: commit.date }),
      ...(removed === null ? {} : { removedIn: removed.id }),
    },
  };
}

function messageFor(finding: Finding, related: readonly Place[], context: ResultContext): string {
  const sentences = [
    `${escapeMessage(finding.rule.name)} (${escapeMessage(finding.masked)}).`,
    stateSentence(finding, context.summary.stage),
  ];
  const commit = firstCommit(finding);
  if (commit !== null) sentences.push(`It came in with commit ${shortId(commit.id)}.`);
  sentences.push(advise(finding, context.summary).fix);
  if (related.length > 0) {
    const links = related.slice(0, LINKED).map((place, index) => `[${escapeMessage(position(place))}](${index + 1})`);
    const more = related.length - links.length;
    sentences.push(`The same value is also in ${[...links, ...(more > 0 ? [countOf(more, 'more place')] : [])].join(', ')}.`);
  }
  return sentences.join(' ');
}

/** Brackets make links in a SARIF message (SARIF 2.1.0, 3.11.6), so those of the repository are escaped. */
function escapeMessage(text: string): string {
  return visible(text).replace(/[[\]\\]/g, '\\$&');
}

function locationOf(place: Place): Json {
  const endLine = Math.max(place.startLine, place.endLine);
  const endColumn = endLine === place.startLine ? Math.max(place.startColumn + 1, place.endColumn) : Math.max(1, place.endColumn);
  const inner = place.inner.map((name) => visible(name)).filter((name) => name !== '').join(' › ');
  const inside = inner === '' ? [] : [{ fullyQualifiedName: inner, kind: 'member' }];
  const commit = isThere(place) || place.commit === null
    ? []
    : [{ fullyQualifiedName: `commit ${place.commit.id}`, kind: 'resource' }];
  const logical = [...commit, ...inside];
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(place.path), uriBaseId: '%SRCROOT%' },
      region: { startLine: place.startLine, startColumn: place.startColumn, endLine, endColumn },
    },
    ...(logical.length === 0 ? {} : { logicalLocations: logical }),
  };
}

/** Either every result of a run says how it is suppressed or none does (SARIF 2.1.0, 3.27.23): an empty list says "not". */
function suppressionsOf(finding: Finding): Json[] {
  if (finding.suppression === null) return [];
  return [{
    kind: finding.suppression.by === 'inline' ? 'inSource' : 'external',
    status: 'accepted',
    justification: visible(suppressionWords(finding.suppression)),
  }];
}
