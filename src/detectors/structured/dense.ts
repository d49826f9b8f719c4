/** Tells values that somebody drew at random from names, hosts and settings, where the name of a value says nothing. */
const SHORTEST = 16;
const LONGEST = 512;

/** True for one word of letters and digits (and marks of base64 and tokens) that is no UUID, path, URL or version. */
export function isDense(value: string): boolean {
  if (value.length < SHORTEST || value.length > LONGEST || !/^[\w+/=.~!@#$%^&*:-]+$/.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || new Set(value).size < 10) return false;
  if (/:\/\/|^[\w.+-]+@[\w.-]+$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^\/|^\d[\d.:/-]*$|^(?:arn|urn):/i.test(value)) return false;
  // Words and numbers joined by separators: hosts, versions, resource names.
  return value.split(/[-_./:@]/).some((part) => part.length >= 12 && /\d/.test(part) && /[A-Za-z]/.test(part));
}

/** True for names that say what else a value is: whom it belongs to, where it is used. */
export function namesNoSecret(name: string): boolean {
  return /(?:^|[-_.a-z])(?:user(?:name)?|login|id|arn|host(?:name)?|port|url|uri|endpoint|region|bucket|database|db|dbname|email|namespace|version|image|digest|sha\d*|checksum|hash|fingerprint|thumbprint|cert|crt|certificate|ca|public|pub|created_time|deletion_time)$/i.test(name)
    || /(?:Id|Arn|Host|Port|Url|Uri|Name|Hash|Cert)$/.test(name);
}
