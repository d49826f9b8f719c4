/** Why a candidate was kept or dropped: as text for people, as JSON for programs. Neither holds the value. */
import { maskValue } from '../../findings/mask.ts';
import { printable } from '../../findings/printable.ts';
import { explainVerdict, type Explanation } from '../../judge/explain.ts';
import { thresholdsFor } from '../../judge/generic.ts';
import { featureInWords } from '../../judge/model/feature-words.ts';
import type { Candidate } from '../../model.ts';
import { dropInWords, reasonInWords } from '../../report/reasons.ts';
import { wrap } from '../../report/wrap.ts';
import type { LocatedMatch } from './candidates.ts';

const WIDTH = 80;
const LABEL = 14;
/** Features shown to people; the JSON has all of them. */
const SHOWN = 8;

/** The object of one candidate in `explain --format json`. */
export function candidateJson(found: LocatedMatch): Record<string, unknown> {
  const { match: { candidate, verdict }, path, location, fingerprint } = found;
  const { gate, relation, score } = explain(found);
  return {
    rule: candidate.rule.id,
    path,
    line: location.startLine,
    column: location.startColumn,
    masked: maskValue(candidate.value, candidate.rule),
    fingerprint,
    kept: verdict.keep,
    confidence: verdict.keep ? verdict.confidence : null,
    severity: verdict.keep ? (verdict.severity ?? candidate.rule.severity) : null,
    name: nameOf(found),
    relation,
    reasons: verdict.reasons,
    gate,
    model: score === null ? null : {
      probability: rounded(score.probability),
      thresholds: thresholdsFor(candidate),
      start: rounded(score.start),
      features: score.contributions.map(({ feature, value, weight }) => ({ feature, value: rounded(value), weight: rounded(weight), words: featureInWords(feature, value) })),
    },
  };
}

/** The same in words, at most 80 columns wide. */
export function candidateText(found: LocatedMatch): string {
  const { match: { candidate, verdict }, path, location, fingerprint } = found;
  const { rule } = candidate;
  const explanation = explain(found);
  const name = nameOf(found);
  return [
    ...wrap(`${printable(path)}:${location.startLine}:${location.startColumn}  ${rule.name} (${rule.id})`, WIDTH),
    '',
    ...row('value', maskValue(candidate.value, rule)),
    ...row('fingerprint', fingerprint),
    ...(name === null ? [] : row('name', name)),
    ...(explanation.relation === null ? [] : row('relation', explanation.relation)),
    ...(verdict.keep
      ? [...row('kept', `${verdict.confidence} confidence, severity ${verdict.severity ?? rule.severity}`), ...row('because', verdict.reasons.map(reasonInWords).join('; '))]
      : row('dropped', verdict.reasons.map((reason) => `${dropInWords(reason)}${reason === explanation.gate ? ` [${reason}]` : ''}`).join('; '))),
    ...modelText(explanation, candidate),
    '',
  ].join('\n');
}

function explain({ match: { candidate, verdict }, path }: LocatedMatch): Explanation {
  return explainVerdict(candidate, verdict, path);
}

/** What it is assigned to, unless that is the value once more. */
function nameOf({ match: { candidate } }: LocatedMatch): string | null {
  const { name, value } = candidate;
  return name === undefined || name.includes(value) ? null : printable(Buffer.from(name, 'latin1').toString('utf8'));
}

function modelText({ score, gate }: Explanation, candidate: Candidate): string[] {
  if (score === null) return [];
  const { probability, start, contributions } = score;
  const strongest = contributions.slice(0, SHOWN);
  const others = contributions.slice(SHOWN);
  const rest = others.reduce((sum, { weight }) => sum + weight, 0);
  const { low, medium, high } = thresholdsFor(candidate);
  return [
    ...row('model', `${gate === null ? '' : 'not asked; would say '}${percent(probability)} likely a credential (shown from ${percent(low)}, medium from ${percent(medium)}, high from ${percent(high)})`),
    '',
    ...wrap('What weighed most with the model, in log-odds: above zero speaks for a credential.', WIDTH - 2).map((line) => `  ${line}`),
    ...strongest.flatMap(({ feature, value, weight }) => weighed(weight, featureInWords(feature, value))),
    ...(others.length === 0 ? [] : weighed(rest, `${others.length} other features together`)),
    ...weighed(start, 'before anything is known'),
  ];
}

function weighed(weight: number, words: string): string[] {
  const sign = weight < 0 ? '-' : '+';
  return indented(`${sign}${Math.abs(weight).toFixed(2)}`.padStart(LABEL - 4), words);
}

function row(label: string, text: string): string[] {
  return indented(`  ${label}`.padEnd(LABEL - 2), text);
}

function indented(label: string, text: string): string[] {
  return wrap(text, WIDTH - LABEL).map((line, index) => `${index === 0 ? label : ' '.repeat(label.length)}  ${line}`);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
