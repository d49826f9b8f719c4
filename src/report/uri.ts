/** Paths and addresses as URIs. */

/** A path relative to the repository as a relative URI reference (RFC 3986): every segment percent-encoded, `/` between. */
export function relativeUri(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  const uri = segments.map(encodeSegment).join('/');
  return uri === '' ? 'unknown' : uri;
}

/**
 * The address of a git remote without credentials: user names, passwords, queries and fragments are left out.
 * Null for local paths and for what is no address.
 */
export function remoteUri(url: string): string | null {
  const scp = /^(?:[^@/\s]+@)?([A-Za-z0-9.-]{2,}):(?!\/)([^\s]+)$/.exec(url);
  const address = scp === null ? url : `ssh://${scp[1]}/${scp[2]}`;
  if (!/^(https?|ssh|git):\/\//i.test(address) || !URL.canParse(address)) return null;
  const { protocol, host, pathname } = new URL(address);
  return host === '' ? null : `${protocol}//${host}${pathname}`;
}

function encodeSegment(segment: string): string {
  // A lone surrogate cannot be encoded as UTF-8; `..` would climb out of the repository when resolved.
  const whole = segment.replace(/\p{Cs}/gu, '\ufffd');
  if (whole === '..') return '%2E%2E';
  return encodeURIComponent(whole).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
