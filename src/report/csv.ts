/**
 * Comma-separated values (RFC 4180: CR LF, fields quoted where needed), a row a place.
 *
 * A spreadsheet takes a field that starts with `=`, `+`, `-` or `@` for a formula, and some take their full-width
 * forms: such fields get an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection).
 */
import type { Finding, Place } from '../model.ts';
import { visible } from '../ui/sanitize.ts';
import { inReportOrder } from './order.ts';
import { withoutEmail } from './people.ts';
import type { Writer } from './report.ts';

const COLUMNS = [
  'severity', 'confidence', 'status', 'state', 'blocking', 'rule', 'name', 'provider', 'path', 'line', 'column', 'endLine',
  'endColumn', 'inner', 'current', 'commit', 'author', 'date', 'removedIn', 'masked', 'reasons', 'fingerprint',
] as const;

const FORMULA = /^[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** A spreadsheet may split at semicolons instead of commas, and then a formula can begin behind one. */
const LATER_FORMULA = /([;|][\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** Writes the table: a head, then every place of every finding. */
export const writeCsv: Writer = async (findings, _summary, _options, sink) => {
  await sink.write(`${COLUMNS.join(',')}\r\n`);
  for (const finding of inReportOrder(findings)) {
    for (const place of finding.places) await sink.write(`${row(finding, place).map(field).join(',')}\r\n`);
  }
};

function row(finding: Finding, place: Place): (string | number | boolean)[] {
  return [
    finding.severity, finding.confidence, finding.status, finding.state, finding.blocking, finding.rule.id, finding.rule.name,
    finding.rule.provider, place.path, place.startLine, place.startColumn, place.endLine, place.endColumn, place.inner.join(' > '),
    place.current, place.commit?.id ?? '', place.commit === null ? '' : withoutEmail(place.commit.author), place.commit?.date ?? '',
    place.removedIn?.id ?? '', finding.masked, finding.reasons.join('; '), finding.fingerprint,
  ];
}

function field(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const shown = visible(value);
  const inner = shown.replace(LATER_FORMULA, "$1'");
  const safe = FORMULA.test(inner) ? `'${inner}` : inner;
  return /[",;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
