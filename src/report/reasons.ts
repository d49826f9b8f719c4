/**
 * Reason codes of the judge in English. A code is a word, sometimes with a detail behind a space (`entropy 4.2`) or a
 * colon (`placeholder:ellipsis`). A code that is not known here is shown with its hyphens as spaces: new reasons are
 * readable before somebody words them well.
 */

const KEPT: Readonly<Record<string, string>> = {
  prefix: "the provider's own prefix",
  format: "the provider's own format",
  pattern: 'the shape fits',
  shape: 'the shape fits',
  checksum: 'its checksum is right',
  'bad-checksum': 'its checksum is wrong',
  'checksum-failed': 'its checksum is wrong',
  parses: 'it parses as what it claims to be',
  'key-name': 'the name it is assigned to says so',
  name: 'the name it is assigned to says so',
  keyword: 'a telling word stands next to it',
  context: 'the code around it says so',
  flag: 'a command-line option takes it',
  header: 'it is sent as an authorization header',
  'uri-slot': 'it stands where a URL has its password',
  'file-type': 'the kind of file says so',
  path: 'the file it is in says so',
  pair: 'it belongs to another part found nearby',
  paired: 'it belongs to another part found nearby',
  near: 'it belongs to another part found nearby',
  entropy: 'it looks random',
  model: 'the context model takes it for real',
  decoded: 'it was decoded first',
  'account-decodes': 'an account number can be read from it',
  'key-parses': 'it parses as a private key',
  'encrypted-key': 'it is a private key under a passphrase',
  'cut-off-key': 'the end of the key is missing',
  'not-a-key': 'it does not parse as a key',
  'inconsistent-key': 'its numbers do not belong together',
  'id-decodes': 'its id can be read',
  'id-in-range': 'its id is one that can be',
  'checksum-unproven': 'its checksum is not one that is known',
  'jwt-parses': 'it parses as a JSON Web Token',
  'unsigned-jwt': 'it parses as a JSON Web Token without a signature',
  decodes: 'it decodes to what it claims to be',
  'no-checksum': 'it is of a kind without a checksum',
  'no-date': 'its dates cannot be read',
  'no-structure': 'it is of the kind whose parts cannot be read',
  unmarked: 'it is of the older kind, without a mark',
  'old-key-version': 'it is a key of a version that is no longer made',
  'old-numbering': 'it is of the kind issued before account numbers could be read',
  'not-routable': 'it is of the older kind',
  'pgp-armour': 'it stands in PGP armour',
  'localhost-default': 'it is for a local machine only',
  expired: 'it has expired',
  'test-mode': 'it is a test key',
  localhost: 'it is for a local machine only',
  live: 'it is a live key',
};

const DROPPED: Readonly<Record<string, string>> = {
  placeholder: 'a placeholder',
  reference: 'a reference to a secret kept elsewhere',
  example: 'a well-known published example',
  'known-example': 'a well-known published example',
  entropy: 'not random enough',
  'low-entropy': 'not random enough',
  checksum: 'its checksum is wrong',
  hash: 'a digest, not a secret',
  identifier: 'an identifier, not a secret',
  code: 'code, not a value',
  encrypted: 'encrypted',
  'public-key': 'a public key',
  shape: 'it has the shape of something else',
  'not-a-key': 'it does not parse as a key',
  'cut-off-key': 'too little of the key is left',
  'not-a-jwt': 'it does not parse as a JSON Web Token',
  'unsigned-jwt': 'a JSON Web Token without a signature',
  'encrypted-jwt': 'an encrypted JSON Web Token',
  'account-out-of-range': 'no account number can be read from it',
  'mixed-case': 'it mixes upper and lower case where its format does not',
  'not-bech32': 'it is not bech32 as it would have to be',
  'does-not-decode': 'it does not decode to what it claims to be',
  excluded: 'the rule excludes it',
  'not-base32': 'it is not base32 as it would have to be',
  'not-base58': 'it is not base58 as it would have to be',
  'not-a-macaroon': 'it does not parse as a macaroon',
  'no-id': 'no id can be read from it',
  'id-of-the-future': 'its id would be given out in the future only',
  'out-of-range': 'its numbers are too large',
  length: 'its length is wrong',
  stopword: 'holds a stop word of the rule',
  model: 'the context model takes it for harmless',
};

/** What supports a finding, in words that can be joined by commas. */
export function reasonInWords(code: string): string {
  return inWords(code, KEPT, DROPPED);
}

/** Why a candidate was dropped. */
export function dropInWords(code: string): string {
  return inWords(code, DROPPED, KEPT);
}

/** By the first table that knows the word: what usually drops a candidate may only make another one less sure. */
function inWords(code: string, ...tables: readonly Readonly<Record<string, string>>[]): string {
  const cut = code.search(/[ :]/);
  const word = cut < 0 ? code : code.slice(0, cut);
  const detail = cut < 0 ? '' : code.slice(cut + 1).trim();
  const sentence = tables.find((table) => Object.hasOwn(table, word))?.[word];
  if (sentence === undefined) return code.replace(/[-:]+/g, ' ').trim();
  return detail === '' ? sentence : `${sentence} ${detailInWords(word, detail)}`;
}

function detailInWords(word: string, detail: string): string {
  switch (word) {
    case 'entropy': return `(${detail} bits per character)`;
    case 'model': return `(score ${detail})`;
    case 'decoded': return `from ${detail}`;
    default: return `(${detail.replace(/[-:]+/g, ' ')})`;
  }
}
