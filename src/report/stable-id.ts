/** Identifiers that other systems want in their own shape, made from a finding's fingerprint. */
import { createHash } from 'node:crypto';

/**
 * The same text always gives the same identifier in the shape of a UUID (RFC 9562, version 8: custom), so that a
 * dashboard recognises a finding from one run to the next.
 */
export function stableUuid(text: string): string {
  const hex = createHash('sha256').update(`keysieve\0${text}`, 'utf8').digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The same for systems that take any short text: 32 hexadecimal digits. */
export function stableHash(text: string): string {
  return createHash('sha256').update(`keysieve\0${text}`, 'utf8').digest('hex').slice(0, 32);
}
