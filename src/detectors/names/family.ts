/** What a name says about its value: whether it means a secret, of which family, and how surely. */
import { splitWords } from './words.ts';

/**
 * - password: what a person or a service types: passwords, pass phrases, PINs
 * - secret: client secrets, webhook and signing secrets, `JWT_SECRET`
 * - token: access, refresh and session tokens, tickets
 * - key: API keys, encryption and signing keys
 * - auth: `auth`, `credentials`, seeds, signatures: names that hold secrets among other things
 */
export type Family = 'password' | 'secret' | 'token' | 'key' | 'auth';

export interface NameReading {
  readonly family: Family;
  /** False when the name alone would be thin evidence: `key`, `token_x`, `resetPassword`. */
  readonly strong: boolean;
  /** The word that carries the meaning. */
  readonly head: string;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Words that mean a secret, in the languages that people name variables in. */
const HEADS: ReadonlyMap<string, Family> = new Map<string, Family>([
  ...pairs('password', 'password passwords passwd pass passw passwrd pwd pswd psw pw passphrase passcode passin passout psk pasw passwort kennwort senha contrasena contrase\xc3\xb1a clave mdp passe rootpw bindpw motdepasse wachtwoord haslo lozinka parola'),
  ...pairs('secret', 'secret secrets'),
  ...pairs('token', 'token tokens jwt bearer pat ticket csrftoken'),
  ...pairs('key', 'key keys apikey apikeys authkey seckey skey privkey prikey privatekey secretkey accesskey masterkey aeskey encryptionkey signingkey appkey keypass'),
  ...pairs('auth', 'auth authorization authentication credential credentials cred creds otp totp seed hmac verifier salt'),
]);

function pairs(family: Family, words: string): [string, Family][] {
  return words.split(' ').map((word) => [word, family]);
}

/** Words written together: `userpassword`, `mysqlrootpwd`, `accesstoken`. */
const GLUED = /^(.{2,}?)(password|passwd|passphrase|passwort|pass|pwd|secret|token|apikey|secretkey|accesskey|privatekey|masterkey|authkey|signingkey|encryptionkey|credentials?)$/;
/** Ends like a head by accident. */
const FALSE_GLUE = set('bypass compass encompass trespass surpass overpass underpass detoken bitoken tokens');

/** After the head these change nothing: `password_prod`, `token2`, `secretValue`. */
const NEUTRAL = set(
  'prod production dev development test testing tests staging stage local localhost default old new current value values val string str text txt plain plaintext raw literal clear cleartext ' +
  'confirm confirmation confirmed again repeat retype base base64 b64 hex bytes data env var variable main backup primary secondary master admin user users root app db database api service server client ' +
  'const constant setting config conf property prop arg input phrase word one two a b c x y z first second third master slave live sandbox ci live internal external account ' +
  'mysql postgres postgresql redis mongo mongodb oracle mssql sql smtp email mail ftp sftp ssh ldap http https web rabbitmq kafka aws azure gcp github gitlab docker here valid invalid wrong bad good acceso acces zugang benutzer usuario utilisateur banco datenbank correo',
);
/** After the head these name something else than the value: `password_policy`, `token_count`, `key_id`. */
const NOT_AFTER = set(
  'stdin fd realm within add rm hasher id ids name names field fields policy policies count counts length len size limit max min type types kind kinds class classes hash hashed hashes digest file files filename path paths dir folder location ' +
  'url urls uri uris link href endpoint endpoints page pages form forms label labels title hint hints placeholder message messages msg error errors err exception warning info help description desc text-field ' +
  'expiry expire expires expired expiration expiring ttl lifetime validity timeout age date time timestamp at days hours minutes seconds interval rotation period ' +
  'enabled enable disabled disable required require optional allowed allow supported support visible hidden show toggle visibility strength score meter rule rules regex pattern patterns format validator validation validate check checker checks ' +
  'manager provider providers store stores storage vault backend factory builder generator handler service-name helper util utils controller repository model entity dao ' +
  'header headers param params parameter parameters query prefix suffix index idx position pos offset start end range version versions algorithm alg encoding encoder encode decoder mode scheme method usage usages ops scope scopes audience issuer ' +
  'reset change changed changes update updated updates recovery recover forgot request requests response required sent resource resources ref refs reference references arn arns alias aliases code codes selector prompt question questions attempt attempts ' +
  'callback fn func function hook event events listener view screen dialog modal window panel button btn icon box control component widget element el input-type template templates subject list lists map maps set sets array dict table column columns row rows ' +
  'pair pairs ring chain stroke board press down up code char word words wrap wrapper size bits bit spec info metadata meta map stream reader writer parser lexer tokenizer kind filter balance address symbol contract ' +
  'available exists missing empty blank null none match matches matched mismatch equal equals expected actual source sources target owner status state states flag flags option options settings interface impl exchange grant granted ' +
  'server-name issuer cache cached lookup mapping agent plugin module package lib library test-case cost factor iterations rounds complexity history sid sids last eight plural singular encryption decryption limit limits ratelimit namespace namespaces annotation annotations',
);
/** Before the head these make it a matter of code or a public thing: `primary_key`, `hasPassword`, `next_token`. */
const NOT_BEFORE = set('page pages pagination continuation cursor authenticity antiforgery sync primary foreign partition sort sorting row rows cache caching index indexed hot arrow lookup group grouping parent object i18n translation translate message unique composite compound natural surrogate range dict column shift ctrl control alt enter escape ' +
  'backspace tab any each every previous prev routing state context event trigger type item entry node element label tag metric topic registry order query search filter field param sub dictionary hash map mapping bucket idempotency deduplication correlation trace ' +
  'no has have had is are was were use uses using require requires required needs need enable enabled disable disabled show hide display toggle forgot forget forgotten lost allow allows allowed can should must will skip ignore without with by via ' +
  'check checks validate validates validating verify verifies compare match matches on max min num number count parse lex eof eos bos unk pad mask separator delimiter keyword identifier operator punctuation whitespace comment cancellation cancel magic websocket socket alternate repository run empty permit ask prompt update updates recv trusted receive syntax design lexical ansi');
/** Anywhere in the name these mean a digest, a ciphertext or a public value. */
const NEVER = set('public pub hashed hash hashes digest checksum fingerprint thumbprint sha sha1 sha256 sha512 md bcrypt scrypt argon pbkdf crypted cyphered encoded masked redacted error errors err nerr errno status ntstatus failed failure denied exception');
/** Verbs before a password: often a page or a function, sometimes the value all the same. */
const WEAK_BEFORE = set('reset change set get generate create encrypt decrypt request requested send sends find add remove delete read load store save');

/** What makes a key a secret rather than an index. */
const KEY_QUALIFIERS = set(
  'api access secret private priv encryption encrypt encrypting decryption decrypt signing sign signature master auth authentication authorization account app application consumer license licence shared symmetric ' +
  'aes aes128 aes256 des rsa dsa ec ecdsa ed25519 hmac jwt jwe jws jwk cookie webhook storage subscription deploy deployment session cipher crypto ssh ssl tls pgp gpg fernet wallet admin client validation machine vault unseal ' +
  'recovery security activation service server write ingest integration secretaccess rails django flask laravel salt hash-secret function host developer dev partner merchant publishable project preshared wep wpa enc',
);

/** A salt is public as a rule; these mix a secret in. */
const SALT_QUALIFIERS = set('auth secret secure logged jwt app application cookie session encryption signing hashids private');

/** `en_PW`, `zh_Hans_PW`: a language as spoken in a country, here Palau. */
const PALAU = /^[a-z]{2,3}[-_](?:[A-Z][a-z]{3}[-_])?PW$/;

const cache = new Map<string, NameReading | null>();
const CACHE_LIMIT = 20_000;

/**
 * Reads a name as written in a file (`DB_PASSWORD`, `dbPassword`, `spring.datasource.password`).
 * Null when it does not mean a secret, also when it merely sounds like one (`password_policy`, `primary_key`).
 */
export function readName(name: string): NameReading | null {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const reading = PALAU.test(name) ? null : classify(splitWords(name));
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(name, reading);
  return reading;
}

function classify(words: readonly string[]): NameReading | null {
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at] as string;
    // A request's signature and nonce are spent with it; only OAuth's stand for its token.
    const head = (word === 'signature' || word === 'nonce') && words[at - 1] === 'oauth' ? { family: 'auth' as const, word, qualifier: null } : headOf(word);
    if (head === null) {
      if (NOT_AFTER.has(word)) return null;
      continue;
    }
    let strong = true;
    for (let next = at + 1; next < words.length; next++) {
      const after = words[next] as string;
      if (!NEUTRAL.has(after) && !/^\d+$/.test(after)) strong = false;
    }
    // `passTLSClientCert`, `assertPassCreates`: a verb.
    if (!strong && head.word === 'pass') return null;
    const before = at > 0 ? (words[at - 1] as string) : null;
    const qualifier = head.qualifier ?? before;
    if (head.qualifier === null && before !== null && NOT_BEFORE.has(before)) return null;
    // encrypted_key is ciphertext, encryption_key the secret; encrypted_password is a hash as a rule.
    if (before === 'encrypted' || before === 'wrapped' || words.some((other, index) => index < at && other === 'encrypted') || words.some((other, index) => index !== at && NEVER.has(other))) return null;
    // etcd tells clusters apart by it.
    if (before === 'cluster' && words[at - 2] === 'initial') return null;
    if (before !== null && WEAK_BEFORE.has(before)) strong = false;
    if (head.word === 'salt' && (before === null || !SALT_QUALIFIERS.has(before))) return null;
    if (head.family === 'key') {
      if (head.word === 'keys' && at < words.length - 1) return null;
      if (qualifier === null || !KEY_QUALIFIERS.has(qualifier)) {
        // secretKey, client_secret_key and the like have their evidence one word earlier.
        strong = strong && words.slice(0, at).some((other) => HEADS.has(other) && other !== 'key');
      }
    }
    // `auth` and `key` say little: with a word behind them that says something else, nothing.
    if (!strong && (head.family === 'auth' || head.family === 'key') && words.slice(at + 1).some((after) => !NEUTRAL.has(after) && !/^\d+$/.test(after))) return null;
    if (head.family === 'auth') strong = strong && /^(?:cred|otp|totp)/.test(head.word);
    if (head.word === 'pass' || head.word === 'ticket' || head.word === 'pat' || head.word === 'clave' || head.word === 'parola') {
      strong = strong && (words.length > 1 || head.word === 'pass');
    }
    return { family: head.family, strong, head: head.word };
  }
  return null;
}

function headOf(word: string): { family: Family; word: string; qualifier: string | null } | null {
  const family = HEADS.get(word);
  if (family !== undefined) {
    const glued = family === 'key' && word !== 'key' && word !== 'keys' ? 'secret' : null;
    return { family, word, qualifier: glued };
  }
  if (word.length < 6 || FALSE_GLUE.has(word)) return null;
  const match = GLUED.exec(word);
  if (match === null) return null;
  const [, stem = '', end = ''] = match;
  const kind = HEADS.get(end) ?? 'key';
  if (end === 'pass' && !/^(?:db|user|auth|my|root|admin|mysql|sql|key|store|smtp|mail|ftp|redis|login|http|proxy|bind|sudo|pg|new|old|n|require|master)/.test(stem)) return null;
  return { family: kind, word: end, qualifier: stem };
}
