/** Key stores and private keys in binary files, known by their first bytes. */

const JKS = 0xfeedfeed;
const JCEKS = 0xcececece;
const KEEPASS = 0x03d9a29a;
/** Entries of a Java key store: a private key, a certificate that is trusted, a secret key (JCEKS). */
const TRUSTED_CERTIFICATE = 2;

/**
 * PKCS#12 (RFC 7292: a SEQUENCE that begins with version 3), or a Java key store (JKS, JCEKS) that holds more than
 * certificates.
 */
export function isKeyStore(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  if (bytes.length < 16) return false;
  const magic = view.getUint32(0);
  if (magic === JKS || magic === JCEKS) return holdsKey(view);
  const body = sequenceBody(bytes);
  return body !== null && startsWith(bytes, body, [0x02, 0x01, 0x03, 0x30]);
}

/** A KeePass database, version 1 or 2. */
export function isKeePass(bytes: Uint8Array): boolean {
  return bytes.length > 64 && viewOf(bytes).getUint32(0) === KEEPASS && startsWith(bytes, 5, [0xfb, 0x4b, 0xb5]);
}

/**
 * A private key in DER without encryption: PKCS#8 (RFC 5958) and PKCS#1 (RFC 8017) begin with version 0, SEC 1
 * (RFC 5915) with version 1 and an octet string.
 */
export function isDerPrivateKey(bytes: Uint8Array): boolean {
  const body = bytes.length < 40 ? null : sequenceBody(bytes);
  if (body === null) return false;
  return (startsWith(bytes, body, [0x02, 0x01, 0x00]) && (bytes[body + 3] === 0x30 || startsWith(bytes, body + 3, [0x02, 0x82])))
    || startsWith(bytes, body, [0x02, 0x01, 0x01, 0x04]);
}

/** Where the content of the SEQUENCE begins that the whole file is; null when it is none (BER's open length passes). */
function sequenceBody(bytes: Uint8Array): number | null {
  if (bytes[0] !== 0x30) return null;
  const first = bytes[1] ?? 0;
  if (first === 0x80) return 2;
  const octets = first < 0x80 ? 0 : first - 0x80;
  if (octets > 3) return null;
  let length = octets === 0 ? first : 0;
  for (let at = 0; at < octets; at += 1) length = length * 256 + (bytes[2 + at] ?? 0);
  return 2 + octets + length === bytes.length ? 2 + octets : null;
}

/** Walks the entries of a Java key store up to the first that is no trusted certificate. */
function holdsKey(view: DataView): boolean {
  const version = view.getUint32(4);
  const count = view.getUint32(8);
  let at = 12;
  const skipText = (): void => {
    at += 2 + view.getUint16(at);
  };
  try {
    for (let entry = 0; entry < count; entry += 1) {
      if (view.getUint32(at) !== TRUSTED_CERTIFICATE) return true;
      at += 4;
      skipText();
      at += 8;
      if (version === 2) skipText();
      at += 4 + view.getUint32(at);
    }
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  return false;
}

function startsWith(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
