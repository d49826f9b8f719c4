/** Recognises what is no secret by its shape: hashes, encrypted containers, public keys, URLs, prose, code, numbers. */

/** Hashed passwords: crypt(3) families, Django, LDAP, ASP.NET and MySQL forms. */
const PASSWORD_HASH = /^(?:\$(?:1|2[abxy]?|5|6|7|y|argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d+)?|apr1|P|H|S|bcrypt|sha1|md5)\$|\{(?:SSHA\d*|SHA\d*|MD5|SMD5|CRYPT|PBKDF2[^}]*|BCRYPT|bcrypt|noop|cipher|xor)\}|(?:pbkdf2_sha(?:1|256)|bcrypt(?:_sha256)?|argon2|sha\d{1,3}|scrypt|md5)\$|pbkdf2:sha|sha(?:1|256|512):|\*[0-9A-F]{40}$|SCRAM-SHA-256\$|AQAAAA[A-Za-z0-9+/]{70,}|[A-Za-z0-9+/]{43}=[A-Za-z0-9+/]{20,}={0,2}$)/;
/** Values that are ciphertext. */
const ENCRYPTED = /^(?:ENC\[|ENC\(|enc:|encrypted:|age1[a-z0-9]{20}|-----BEGIN (?:AGE|PGP MESSAGE|ENCRYPTED)|\$ANSIBLE_VAULT|!vault|vault:v\d+:|AQICAH|AQECAH|CiQA[A-Za-z0-9+/]{20}|AgA[A-Za-z0-9+/]{200}|\{cipher\}|\{aes\}|kms:|aws:kms:|sops:|U2FsdGVkX1|encrypt\(|DEC::|ENCRYPTED\[|\\u00?0?ENC|\{[A-Za-z0-9+/]{20,}={0,2}\}$)/;
const PUBLIC_KEY = /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\w+|sk-(?:ssh|ecdsa)[\w@.-]+)(?: |$)| ssh-(?:rsa|ed25519) AAAA|-----BEGIN (?:CERTIFICATE|[A-Z ]*PUBLIC KEY|X509|EC PARAMETERS|DSA PARAMETERS|DH PARAMETERS|CERTIFICATE REQUEST)|^AAAA[BCE][23][A-Za-z]|^MII(?:B[IC]|C[IC])j[A-Z]N|^pk_(?:live|test)_|^MII[A-E][A-Za-z0-9+/]{40,}(?:\.\.\.|$)|^M(?:FkwEwYHKoZIzj0C|HYwEAYHKoZIzj0C|IGbMBAGByqGSM49A|CowBQYDK2V)/;
const URL = /^(?:[a-z][a-z0-9+.-]{1,20}:)?\/\/[^\s@]*$/i;
const URN = /^(?:urn:|mailto:|tel:|data:[a-z]+\/|javascript:|about:|magnet:|chrome-extension:|blob:)/i;
const EMAIL = /^[\w.+%-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,10}$/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){2,6}(?:com|org|net|io|dev|app|local|internal|co|uk|de|cn|test|example|invalid|svc|cluster)$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$|^\d{1,2}[/.]\d{1,2}[/.]\d{4}$|^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} /;
const VERSION = /^[v^~>=<]{0,2}\d{1,4}(?:\.\d{1,5}){1,3}(?:[-+][\w.-]{1,20})?$/;
const DURATION = /^\d{1,6}(?:\.\d+)?[\s.]?(?:ms|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|mo|months?|y|years?|k|kb|mb|gb|b|bytes?|bits?|px|em|rem|%|pt)$/i;
/** `^6.4|^7.0`, `>=1.2 <2`: what a package may be. */
const VERSION_RANGE = /^[v^~>=<]{0,2}\d{1,4}(?:\.(?:\d{1,5}|[x*])){0,3}(?:\s{0,2}(?:\|\|?|,|-)?\s{0,2}[v^~>=<]{1,2}\s?\d{1,4}(?:\.(?:\d{1,5}|[x*])){0,3}){1,6}$/;
/** `1, 0, 0`: a list of numbers too short for a key. */
const NUMBERS = /^\d{1,3}(?:\s?,\s?\d{1,3}){0,7}\s?#?$/;
/** A line of /etc/passwd (passwd(5)). */
const PASSWD_LINE = /^[a-z_][\w-]*:[x*!]{0,2}:\d+:\d+:/;
const NUMBER = /^[-+]?(?:\d{1,5}|\d+\.\d+|0x[0-9a-f]{1,8}|\d+\.\.\d+|\d{1,3}(?:[_,]\d{3})+)[lLuUfF]?$/i;
const MIME = /^(?:application|text|image|audio|video|multipart|font)\/[\w.+-]+(?:;.*)?$/;
const COLOUR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const MARKUP = /<\/[a-z]|^<[a-z!?]|<[a-z][\w-]*\s[^<>]*>|<(?:br|b|i|p|div|span|strong|em|code|li|ul|a)\/?>|&(?:nbsp|copy|hellip);|&lt;\/?\w/i;
const CODE = /(?:\(\)|^\w+\($|=>|->\w|::\w|\bfunction\b|\breturn\b|\s(?:&&|\|\||===?|!==?)\s|\bnew [A-Z]\w*\(|;\s*$|^\s*(?:if|for|while|var|let|const)\s|\w\(\w*\)[.;]|\$this->|\bself\.|\bthis\.)/;
const SELECTOR = /^(?:[#.][a-z]+(?:[-_][a-z]+)*|\/\/[a-z*]+\[.*\]|[a-z]+\[[\w-]+[~|^$*]?=.*\]|\/\/?[a-z]+(?:\/[a-z]+)*|input[.#:[].*|css=.*|xpath=.*|id=.*)$/;
const REGEX = /\\[dwsbDWS](?:[+*{]|$)|\[(?:\^|[a-z]-z|A-Z|0-9|\\w)[^\]]*\][+*{?]|\(\?[:=!<]|^\^.*\$$|\.\*\??\)?|^\/.*\/[gimsuy]*$/;
const DOTTED_KEY = /^[A-Za-z][A-Za-z_-]*(?:\.[A-Za-z][A-Za-z_-]*)+$/;
const I18N = /^[A-Za-z]\w*(?:::?[A-Za-z_][\w-]*){2,}$/;
const SQL = /\b(?:select|insert into|update|delete from|where|create (?:user|table|role)|alter user|values\s*\()\b/i;
const HEADER_NAME = /^[Xx]-[A-Za-z-]+$|^(?:Authorization|Proxy-Authorization|Cookie|Set-Cookie|WWW-Authenticate|X-API-KEY)$/i;
/** Amazon-like resource names, whatever the partition is called, and the scope of a signed request. */
const RESOURCE = /^[a-z]{2,4}:[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:\d{12}:|(?:\/|%2F)\w{2,8}_request\b/;
const ENCODING = /^(?:utf-?(?:8|16|32)(?:-?[lb]e)?|ascii|us-ascii|latin-?1|iso-8859-\d+|cp?125\d|windows-125\d|base(?:16|32|64)(?:url)?|hex|binary|utf8mb4)$/i;
const ALPHABETS = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789', '!@#$%^&*', '!"#$%&\'()*+,-./', 'qwertyuiop'];

/** Rules of a form's field, joined by bars. */
const VALIDATION = /^(?=(?:.*\|)?(?:required|nullable|sometimes|string|confirmed|min:\d|max:\d|email|present|filled)(?:\||$))[a-z_]+(?::[\w,./-]+)?(?:\|[a-z_]+(?::[^|]+)?)+$/;
/** `existing-hash`, `hashedPassword1`, `masterPasswordHash`: everyday words about a hash. */
const HASH_WORDS = /^(?:(?:some|my|the|new|old|existing|current|mock|fake|test|dummy|valid|invalid|wrong|user|master|server|client|local|stored|super|correct|different)[-_ ]?){0,4}(?:hashed[-_ ]?(?:password|pass|pwd|secret|token)|(?:password|pass|pwd|secret|token|authentication|key)[-_ ]?hash(?:ed)?|hash(?:ed)?)\d{0,3}$/i;

/** Hashed, encrypted and public values: no secrets wherever they stand, the password of a URI included. */
export function containerReason(value: string): string | null {
  if (PASSWORD_HASH.test(value)) return 'shape:password-hash';
  if (ENCRYPTED.test(value)) return 'shape:encrypted';
  return PUBLIC_KEY.test(value) ? 'shape:public-key' : null;
}

/**
 * Returns `shape:…` when the value has the shape of something else than a secret; null otherwise.
 * A quoted value under a password's name may be all digits.
 */
export function shapeReason(value: string, quotedPassword = false): string | null {
  const container = containerReason(value);
  if (container !== null) return container;
  // The Authorization header has a rule of its own that reads the credential alone.
  if (/^(?:Bearer|Basic|Token|NTLM|Negotiate|Digest|ApiKey|SSWS|Splunk|OAuth|Hawk|Signature|[A-Z0-9]{2,8}-HMAC-SHA\d+)\s+\S|^[A-Z0-9]{2,8}-HMAC-SHA\d+$/i.test(value)) return 'shape:authorization';
  // Private keys have a rule of their own that checks them.
  if (value.includes('-----BEGIN')) return 'shape:pem';
  if (/^-{1,2}[a-z][\w-]*(?:[ =].*)? -{1,2}[a-z]/.test(value)) return 'shape:arguments';
  const first = value.charCodeAt(0);
  if (first < 65 && first !== 34) {
    if (NUMBER.test(value) && !/^0\d/.test(value) && !(quotedPassword && value.length >= 4)) return 'shape:number';
    if (NUMBERS.test(value) && value.includes(',')) return 'shape:number';
    if (DURATION.test(value)) return 'shape:duration';
    if (DATE.test(value)) return 'shape:date';
    if (VERSION.test(value) || VERSION_RANGE.test(value)) return 'shape:version';
    if (COLOUR.test(value)) return 'shape:colour';
  } else if (DATE.test(value) || VERSION.test(value) || VERSION_RANGE.test(value)) return 'shape:date';
  if (value.includes(':') && PASSWD_LINE.test(value)) return 'shape:account-line';
  if (value.includes(':') && (URL.test(value) || URN.test(value))) return 'shape:url';
  if (value.includes('@') && EMAIL.test(value)) return 'shape:email';
  if (HOST.test(value)) return 'shape:host';
  if (RESOURCE.test(value)) return 'shape:resource-name';
  if (ENCODING.test(value)) return 'shape:encoding';
  if (value.includes('/') && MIME.test(value)) return 'shape:mime-type';
  if (value.includes('<') || value.includes('&')) {
    if (MARKUP.test(value)) return 'shape:markup';
  }
  // required|string|min:8 (Laravel); JENKINS-1234; words for what is no password but its hash.
  if (value.includes('|') && VALIDATION.test(value)) return 'shape:validation';
  if (/^[A-Z]{2,10}-\d{1,6}$/.test(value)) return 'shape:issue';
  // jjwt-impl:0.12.5: a package and its version.
  if (/^[a-z][a-z0-9.-]*:\d+\.\d+(?:\.[\w-]+)*$/.test(value)) return 'shape:version';
  if (HASH_WORDS.test(value)) return 'shape:hash-words';
  if (isAlphabet(value)) return 'shape:alphabet';
  if (SELECTOR.test(value)) return 'shape:selector';
  if (HEADER_NAME.test(value)) return 'shape:header-name';
  if (value.length > 6 && REGEX.test(value) && /[\\[(^]/.test(value)) return 'shape:regex';
  if (CODE.test(value) && /[\s().;=(]/.test(value) && !/^[A-Za-z0-9+/_-]+=*$/.test(value)) return 'shape:code';
  if (value.includes(' ') && SQL.test(value)) return 'shape:sql';
  if (DOTTED_KEY.test(value) || (I18N.test(value) && !/\d/.test(value))) return 'shape:key-path';
  return proseReason(value);
}

function isAlphabet(value: string): boolean {
  if (value.length < 8) return false;
  // The class of a regular expression.
  if (/A-Za-z|a-zA-Z|a-z0-9|A-Z0-9|0-9a-[fz]/.test(value)) return true;
  return ALPHABETS.some((alphabet) => value.includes(alphabet)) && (value.length < 12 || /[a-z]{20}|[A-Z]{20}|0123456789|[!@#$%^&*]{6}/.test(value));
}

/** Bytes of UTF-8 that open letters of Cyrillic, Hebrew, Arabic, and of the scripts of Asia: nobody types a password in them alone. */
const FOREIGN_SCRIPT = /^(?:[\xd0-\xd9][\x80-\xbf]|[\xe0-\xe1\xe3-\xed][\x80-\xbf]{2}|[\x20-\x2f:;?!]|\xe2\x80[\x80-\xbf]|\xef[\xbc\xbd][\x80-\xbf])+$/;

/** Sentences, labels and messages: several words, most of them plain, in the way people write to people. */
function proseReason(value: string): string | null {
  if (/^[^A-Za-z0-9]{6,}$/.test(value) && FOREIGN_SCRIPT.test(value)) return 'shape:label';
  if (!value.includes(' ')) return null;
  const words = value.trim().split(/\s+/);
  if (/[A-Za-z]{2}[:?]\s*$/.test(value)) return 'shape:label';
  if (words.length < 2) return null;
  const plain = words.filter((word) => /^[("'`]?[A-Z]{0,4}[A-Za-z\x80-\xff][a-z\x80-\xff'-]*[.,:;!?)"'`]*$/.test(word)).length;
  if (words.length >= 5 && plain >= words.length * 0.6) return 'shape:prose';
  if (words.length >= 3 && plain >= words.length * 0.75 && (/^[A-Z]/.test(value) || /[.:!?]$/.test(value) || SPEECH.test(value))) return 'shape:prose';
  if (words.length >= 2 && plain === words.length && (/[:?.]$/.test(value) || LABEL.test(value))) return 'shape:label';
  return null;
}

const SPEECH = /\b(?:the|is|are|be|to|of|for|not|your|must|should|can|cannot|please|with|from|has|have|was|will|enter|invalid|missing|required|and|or|if)\b/i;
const LABEL = /^(?:(?:[A-Z][a-z]+|\w+) )*(?:password|passwords|passphrase|token|secret|key|keys|credentials|authentication)$|^(?:invalid|wrong|enter|confirm|current|new|old|forgot|reset|change|show|hide|your|bad|incorrect|missing|no|set|update|repeat)\b/i;
