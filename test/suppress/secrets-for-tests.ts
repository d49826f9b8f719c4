/** Secrets as the findings room hands them over. */
import { findMarkers, lineTextAt } from '../../src/suppress/inline.ts';
import type { SuppressiblePlace, SuppressibleSecret } from '../../src/suppress/suppressible.ts';

export function placeAt(path: string, more: Partial<SuppressiblePlace> = {}): SuppressiblePlace {
  return { path, inner: [], startLine: 1, endLine: 1, commit: null, current: true, lineText: '', markers: [], ...more };
}

/** The place of the first `value` in a file's text, with everything that is read from the text. */
export function placeIn(path: string, text: string, value: string, more: Partial<SuppressiblePlace> = {}): SuppressiblePlace {
  const binary = Buffer.from(text, 'utf8').toString('latin1');
  const start = binary.indexOf(value);
  if (start < 0) throw new Error(`${value} is not in the text`);
  const end = start + value.length;
  const lineOf = (offset: number): number => binary.slice(0, offset).split('\n').length;
  return placeAt(path, { startLine: lineOf(start), endLine: lineOf(end), lineText: lineTextAt(binary, start, end), markers: findMarkers(binary, start, end), ...more });
}

export function secretAt(places: readonly SuppressiblePlace[], more: Partial<SuppressibleSecret> = {}): SuppressibleSecret {
  return { rule: { id: 'acme-token', aliases: ['acme-legacy'] }, value: 'V'.repeat(12), fingerprint: '00112233aabbccdd', reasons: ['prefix'], places, ...more };
}
