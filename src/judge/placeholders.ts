/** Recognises values that stand for a secret to be filled in. Looks at the value alone, never at the path. */
import { WEAK_PASSWORDS } from './model/weak-passwords.ts';

const MASKED = /^(?:[*x\u00b7.#?_-]{3,}|(?:\xe2\x80\xa2|\xe2\x97\x8f|\xc2\xb7){3,})$/i;
const ELLIPSIS = /\.\.\.|\xe2\x80\xa6|\\u2026|\\xe2\\x80\\xa6|&hellip;|\*{3,}|\[\.\.\]/;
const BRACKETED = /^(?:<{1,3}[^<>]*>{1,3}|\[[A-Za-z][^\]]*\]|\{[A-Za-z][^}]*\}|\(\([^)]*\)\)|--[a-z][\w-]*--|\|[^|]+\||\*+[A-Za-z ]+\*+)$/;
/** Phrases that ask to be replaced. */
const ASKING = /^(?:your|my|the|a|an|some|insert|enter|put|add|replace|change|fill|provide|paste|set|use|type|specify|todo|fixme|tbd|redacted|removed|hidden|masked|censored|omitted|stripped|sanitized|obfuscated|filtered|scrubbed|placeholder|example|sample|dummy|fake|foo|bar|baz|qux|lorem|ipsum)$/;
const STRONG = new Set('your yours yourself changeme placeholder redacted removed replaceme replace insert todo fixme tbd goes here fillme fill xxx xxxx xxxxx xxxxxx xxxxxxxx censored masked omitted stripped filtered scrubbed sanitized obfuscated hidden enter paste specify lorem ipsum dummy sample foo bar baz foobar foobaz qux example examples exampletoken examplekey notreal donotuse'.split(' '));
/** What placeholders are made of besides. */
const FILLER = new Set(
  ('a an the my our this that is are be to of for in on at or and with from by not no new old real actual own some any same very own ' +
  'password passwd pass pwd passphrase secret secrets token tokens key keys api apikey access auth authentication authorization bearer credential credentials client app application id private public ' +
  'value string text word code name user username login admin root account email db database host server service aws github google slack stripe azure gcp sendgrid openai twilio mysql postgres mongo redis smtp ' +
  'here generated random long secure strong super bit bits character characters chars hex base hash encoded project org organization company team bot webhook signing encryption jwt session cookie test testing demo default prod production dev ' +
  'please change me it must should can with before use using used do set put add type anything something whatever live').split(' '),
);

/** A sample's recipe (`<alnum:24>`, `«…»`) or a value taken apart (`⟦a·b⟧`): how rules and tests write what they must not hold. */
const RECIPE = /<[a-z][a-z0-9-]{1,30}:[^<>\s]{0,60}>|<(?:password|word|uuid|jwt)>|\xc2[\xab\xbb]|\xe2\x9f[\xa6\xa7]/;

/** Returns `placeholder:…` when `value` asks to be replaced or hides what it stood for; null otherwise. */
export function placeholderReason(value: string): string | null {
  if (MASKED.test(value)) return 'placeholder:masked';
  if (isRepeated(value) && !WEAK_PASSWORDS.has(value)) return 'placeholder:repeated';
  if (ELLIPSIS.test(value)) return 'placeholder:ellipsis';
  if (BRACKETED.test(value)) return 'placeholder:brackets';
  if (RECIPE.test(value)) return 'placeholder:recipe';
  if (/^(?:your|yours?)[-_ A-Z]|change[-_ ]?me|replace[-_ ]?(?:me|this|with)|insert[-_ ]|<your|to[-_ ]?be[-_ ](?:replaced|set|filled)|(?:goes|put|paste)[-_ ]?here|place[-_ ]?holder|PLACE[-_ ]?HOLDER|redacted|x{6,}|do[-_ ]?not[-_ ]?use|not[-_ ]?(?:a[-_ ])?real|EXAMPLE/.test(value) || /^(?:your[-_ ]|change[-_ ]?me|todo\b|fixme\b)/i.test(value)) return 'placeholder:wording';
  return isWording(value) ? 'placeholder:wording' : null;
}

/**
 * The obvious kinds only, for tokens of a known shape: masks, one character over and over, runs of the alphabet,
 * the word EXAMPLE in capitals. A real-shaped token is never dropped for the words in it.
 */
export function obviousPlaceholderReason(value: string): string | null {
  if (MASKED.test(value) || /[xX]{8,}|\*{4,}|\.{3,}|\xe2\x80\xa6/.test(value)) return 'placeholder:masked';
  if (/EXAMPLE/.test(value)) return 'placeholder:example';
  if (RECIPE.test(value)) return 'placeholder:recipe';
  const body = value.replace(/^[A-Za-z]{1,8}[_-](?:[a-z]{2,8}[_-])?/, '');
  if (isRepeated(body) || longestRun(body) >= Math.max(8, body.length * 0.6)) return 'placeholder:repeated';
  if (isSequence(body)) return 'placeholder:sequence';
  return null;
}

/** One character, or a group of two or three, over and over: `aaaaaaaa`, `abcabcabc`, `000-000-000`. */
function isRepeated(value: string): boolean {
  if (value.length < 4) return false;
  const body = value.replace(/[-_:. ]/g, '');
  return body.length >= 4 && /^(.)\1+$/s.test(body);
}

function longestRun(value: string): number {
  let best = 0;
  let run = 0;
  for (let at = 0; at < value.length; at++) {
    run = at > 0 && value[at] === value[at - 1] ? run + 1 : 1;
    if (run > best) best = run;
  }
  return best;
}

/** True when most characters follow their predecessor by one: `1234567890`, `abcdefgh`, `0123456789abcdef`. */
export function isSequence(value: string): boolean {
  if (value.length < 6) return false;
  let steps = 0;
  for (let at = 1; at < value.length; at++) {
    const step = value.charCodeAt(at) - value.charCodeAt(at - 1);
    if (step === 1 || step === -9) steps++;
  }
  return steps >= (value.length - 1) * 0.75;
}

/** All words of the value are of the placeholder vocabulary, and one of them asks for it. */
function isWording(value: string): boolean {
  if (value.length > 80) return false;
  const words = value.toLowerCase().split(/[^a-z]+/).filter((word) => word !== '');
  // Letters of other scripts are words too, and none of the form's.
  if (words.length === 0 || /[\x80-\xff]/.test(value)) return false;
  const digits = value.replace(/[^0-9]/g, '').length;
  if (digits > 6) return false;
  const asks = words.some((word) => STRONG.has(word)) || (words.length > 1 && ASKING.test(words[0] as string) && words[0] !== 'a' && words[0] !== 'the' && words[0] !== 'an');
  return asks && words.every((word) => STRONG.has(word) || FILLER.has(word) || ASKING.test(word));
}

const USER_OF_FORM = /^(?:user(?:name)?|usr|login|name|account|db_?user|me|someuser|myuser|\w*_?user(?:name)?)$/i;
const PASSWORD_OF_FORM = /^(?:pass(?:word|wd)?|pwd|passphrase|pw|secret|db_?pass(?:word)?|some_?password|my_?password|p4ssw0rd|token|key|value)$/i;
const HOST_OF_FORM = /^(?:(?:my|some|your|db|the|proxy|database|remote|other)?[-_.]?(?:host(?:name)?|server|ip|address|domain|url|endpoint|proxy|machine|node)\d?(?:\.(?:com|org|net|tld|local|example))?|h\d?|(?:[\w-]+\.)*(?:example|test|invalid|localdomain|foo|bar)(?:\.\w+)?|localhost|\.{2,3}|\xe2\x80\xa6|(?:www\.)?(?:domain|site|company|mysite)\.\w+|)$/i;

/**
 * A connection URI that explains its own form: `scheme://user:pass@host:port/db`. All three parts have to be words of
 * the form itself.
 */
export function isUriTemplate(user: string, password: string, host: string): boolean {
  return USER_OF_FORM.test(user) && PASSWORD_OF_FORM.test(password) && HOST_OF_FORM.test(host);
}

/** `user:pass`, `username:password`: a user and a password that name what they are. `secret` is a password people use. */
export function isLoginOfForm(user: string, password: string): boolean {
  return /^(?:some|my|your|the|db|test)?[-_]?(?:user(?:name|_?id)?|usr|uid|login|name|account|id|key|u)$|_(?:id|key|user|name|token)$/i.test(user)
    && (/^(?:some|my|your|the|db|user)?[-_]?(?:pass(?:word|wd)?|pwd|passphrase|pw|token|value|key)$|^[a-z]+(?:_[a-z]+)*_(?:key|secret|token|password|pass)$/i.test(password) || (/^(?:key|id)$/i.test(user) && /^secret$/i.test(password)));
}
