/**
 * Literals given to commands that store or use secrets: `aws ssm put-parameter --value`, `sshpass -p`, `mysql -p…`,
 * `kubectl create secret --from-literal`, `redis-cli -a`, … Flags that name themselves (`--password x`) belong to the
 * assignment reader; here are those that only the command explains.
 */
import type { Rule } from '../rules/rule.ts';
import type { Detector, RawCandidate } from './detector.ts';
import { lineStart } from './assignment/bare.ts';
import { readName } from './names/family.ts';
import { readShellWords } from './shell-words.ts';
import type { ShellWord } from './shell-words.ts';

interface Command {
  /** Finds the command's words, global and case-sensitive. */
  readonly pattern: RegExp;
  readonly read: (words: readonly ShellWord[]) => Picked[];
}

interface Picked {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly user?: string;
}

const COMMANDS: readonly Command[] = [
  { pattern: /\bssm\s+put-parameter\b/g, read: readPutParameter },
  { pattern: /\bsecretsmanager\s+(?:create-secret|put-secret-value|update-secret)\b/g, read: (words) => flags(words, ['--secret-string']).filter((picked) => !isJson(words, picked)) },
  { pattern: /\bkeyvault\s+secret\s+set\b/g, read: (words) => flags(words, ['--value']) },
  { pattern: /\b(?:gh|glab)\s+(?:secret|variable)\s+set\b/g, read: (words) => flags(words, ['--body', '-b', '--value', '-v']) },
  { pattern: /\bsshpass\b/g, read: (words) => attached(words, '-p') },
  { pattern: /\b(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|mysqlsh|mycli)(?=\s+(?:-|\\))/g, read: (words) => attached(words, '-p', true) },
  { pattern: /\b(?:docker|podman|buildah|skopeo|nerdctl|helm\s+registry|oras|cf|oc|az(?:\s+acr)?|ibmcloud|crane)\s+(?:auth\s+)?login\b/g, read: (words) => flags(words, ['-p']) },
  { pattern: /\b(?:mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport)(?=\s+(?:-|\\|\S+\s+-))/g, read: (words) => flags(words, ['-p']) },
  { pattern: /\b(?:sqlcmd|bcp|osql|isql|mosquitto_pub|mosquitto_sub)(?=\s)/g, read: (words) => attached(words, '-P') },
  { pattern: /\bopenssl\s+enc\b/g, read: (words) => flags(words, ['-k', '-pass']).filter((picked) => picked.name === '-k') },
  { pattern: /\bsnmp(?:walk|get|set|bulkwalk|table)(?=\s)/g, read: (words) => flags(words, ['-A', '-X']) },
  { pattern: /\blftp(?=\s)/g, read: (words) => flags(words, ['-u']).flatMap((picked) => behind(words, picked, ',')) },
  { pattern: /\bnet\s+use(?=\s)/g, read: readNetUse },
  { pattern: /\b(?:sqlplus|sqlldr|expdp|impdp|rman)(?=\s)/g, read: readOracleLogin },
  { pattern: /\b(?:useradd|usermod)(?=\s)/g, read: (words) => flags(words, ['-p', '--password']) },
  { pattern: /\bredis-cli(?=\s)/g, read: (words) => flags(words, ['-a']) },
  { pattern: /\bldap(?:search|add|modify|delete|passwd|whoami)(?=\s)/g, read: (words) => flags(words, ['-w', '-s']).filter((picked) => !/^(?:sub|base|one|children)$/.test(textOf(words, picked))) },
  { pattern: /\b(?:smbclient|rpcclient|winexe|smbmap|crackmapexec|evil-winrm)(?=\s)/g, read: readSmb },
  { pattern: /\bhtpasswd\s+-\w*b\w*/g, read: (words) => last(words, 2) },
  { pattern: /\brabbitmqctl\s+(?:add_user|change_password|authenticate_user)\b/g, read: (words) => last(words, 2) },
  { pattern: /\b(?:kubectl|oc|k)\s+(?:-\S{1,40}\s\S{1,60}\s){0,4}create\s+secret\b/g, read: (words) => keyed(words, /^--from-literal(?:=|$)/) },
  { pattern: /\b(?:vault|bao)\s+(?:write|kv\s+(?:put|patch))\b/g, read: (words) => keyed(words, null) },
  { pattern: /\b(?:aws\s+)?configure\s+set\b|\bconfig\s+(?:set|--global|--local|--add)\b/g, read: readConfigSet },
  { pattern: /\b(?:7z|7za|zip|unzip|unrar|rar)(?=\s)/g, read: (words) => attached(words, '-P').concat(attached(words, '-p', true)) },
];
/** `echo "…" | docker login --password-stdin`, `| sudo -S`. */
const PIPED = /(?:echo|printf)\s+(?:-[en]+\s+)?(?:(["'])([^"'$`\n]{4,128})\1|([^\s"'`|$-][^\s"'`|$]{3,127}))\s{0,4}\|\s{0,4}(?:sudo\s+-\w*S|[^|\n]{1,120}--?(?:password|passphrase|pass)-stdin\b)/g;
/** `echo "user:password" | chpasswd`. */
const CHPASSWD = /echo\s+(?:-e\s+)?(["']?)([A-Za-z_][\w.-]{0,31}):([^\s"'|]{3,64})\1\s{0,4}\|\s{0,4}(?:sudo\s+)?chpasswd/g;

export const cliFlagDetector: Detector = {
  name: 'cli-flag',
  find(_rule: Rule, text: string, from: number, to: number): RawCandidate[] {
    const found: RawCandidate[] = [];
    // The literal hit may be a later word of the command: begin at its line.
    const begin = lineStart(text, from);
    const scope = text.slice(0, to + 40);
    for (const command of COMMANDS) {
      command.pattern.lastIndex = begin;
      for (let match = command.pattern.exec(scope); match !== null; match = command.pattern.exec(scope)) {
        const words = readShellWords(text, match.index);
        for (const picked of command.read(words)) {
          // -p 1337:1337: a port of a container.
          if (/^\d+:\d+$/.test(text.slice(picked.start, picked.end))) continue;
          if (picked.end - picked.start < 3 || found.some((other) => other.start === picked.start)) continue;
          found.push({
            start: picked.start, end: picked.end, matchStart: Math.min(match.index, picked.start), matchEnd: Math.max(picked.end, words.at(-1)?.end ?? picked.end),
            name: picked.name, relation: 'flag', quote: picked.quote,
            groups: { command: match[0].replace(/\s+/g, ' '), ...(picked.user !== undefined && { user: picked.user }) },
          });
        }
      }
    }
    PIPED.lastIndex = begin;
    for (let match = PIPED.exec(scope); match !== null; match = PIPED.exec(scope)) {
      const [whole, quote = '', quoted, bare = ''] = match;
      const start = match.index + whole.indexOf(quoted ?? bare, 4);
      found.push({ start, end: start + (quoted ?? bare).length, matchStart: match.index, matchEnd: match.index + whole.length, name: '--password-stdin', relation: 'flag', quote, groups: { command: 'echo' } });
    }
    CHPASSWD.lastIndex = begin;
    for (let match = CHPASSWD.exec(scope); match !== null; match = CHPASSWD.exec(scope)) {
      const [whole, quote = '', user = '', password = ''] = match;
      const start = match.index + whole.indexOf(`${user}:`) + user.length + 1;
      found.push({ start, end: start + password.length, matchStart: match.index, matchEnd: match.index + whole.length, name: 'chpasswd', relation: 'flag', quote, groups: { command: 'chpasswd', user } });
    }
    return found;
  },
};

/** What stands behind a mark in a word: `-u user,password`. */
function behind(words: readonly ShellWord[], picked: Picked, mark: string): Picked[] {
  const text = textOf(words, picked);
  const at = text.indexOf(mark);
  return at <= 0 ? [] : [{ ...picked, start: picked.start + at + 1, user: text.slice(0, at) }];
}

/** `net use`: the word behind the share is the password when `/user:` stands there too. */
function readNetUse(words: readonly ShellWord[]): Picked[] {
  const share = words.findIndex((word) => word.text.startsWith('\\\\'));
  const word = share < 0 ? undefined : words[share + 1];
  return word === undefined || /^[/*]/.test(word.text) || !words.some((other) => /^\/user:/i.test(other.text)) ? [] : [{ name: 'net use', start: word.start, end: word.end, quote: word.quote }];
}

/** `sqlplus user/password@service`. */
function readOracleLogin(words: readonly ShellWord[]): Picked[] {
  for (const word of words.slice(1)) {
    const login = /^([A-Za-z][\w$#]{0,29})\/([^/@\s]{3,64})@[\w./:-]+$/.exec(word.text);
    if (login !== null) return [{ name: 'sqlplus', start: word.start + word.text.indexOf('/') + 1, end: word.start + word.text.lastIndexOf('@'), quote: word.quote, user: login[1] as string }];
  }
  return [];
}

/** Values of flags given as `-f value` or `--flag=value`. */
function flags(words: readonly ShellWord[], names: readonly string[]): Picked[] {
  const picked: Picked[] = [];
  words.forEach((word, at) => {
    for (const name of names) {
      const next = words[at + 1];
      if (word.text === name && next !== undefined && !(next.quote === '' && next.text.startsWith('-'))) {
        picked.push({ name, start: next.start, end: next.end, quote: next.quote });
      } else if (word.text.startsWith(`${name}=`)) {
        picked.push(afterEquals(word, name));
      }
    }
  });
  return picked;
}

/** `name="value"`: the value without the quote that begins it. */
function afterEquals(word: ShellWord, name: string): Picked {
  let start = word.start + word.text.indexOf('=') + 1;
  if (word.quote !== '' && word.text[start - word.start] === word.quote) start += 1;
  return { name, start, end: word.end, quote: word.quote };
}

/** `-pSECRET`, and unless `only` is set `-p SECRET` too. */
function attached(words: readonly ShellWord[], flag: string, only = false): Picked[] {
  const picked: Picked[] = [];
  words.forEach((word, at) => {
    if (word.text.startsWith(flag) && word.text.length > flag.length + 2) {
      let start = word.start + flag.length;
      if (word.quote !== '' && word.text[flag.length] === word.quote) start += 1;
      // -port, -pipe: a long flag of one dash.
      if (!/^-p(?:ort|rotocol|ipe|assword|refix|rint|arallel|lugin)?$/.test(word.text)) picked.push({ name: flag, start, end: word.end, quote: word.quote });
    } else if (!only && word.text === flag) {
      const next = words[at + 1];
      if (next !== undefined && !next.text.startsWith('-')) picked.push({ name: flag, start: next.start, end: next.end, quote: next.quote });
    }
  });
  return picked;
}

function textOf(words: readonly ShellWord[], picked: Picked): string {
  return words.find((word) => word.start <= picked.start && word.end >= picked.end)?.text ?? '';
}

function isJson(words: readonly ShellWord[], picked: Picked): boolean {
  return /^\s*[{[]|^(?:file|fileb|https?):\/\//.test(textOf(words, picked));
}

/** SecureString parameters, and parameters whose name means a secret. */
function readPutParameter(words: readonly ShellWord[]): Picked[] {
  const [type] = flags(words, ['--type']);
  const [name] = flags(words, ['--name']);
  const secure = type !== undefined && /SecureString/.test(textOf(words, type));
  const path = name === undefined ? '' : textOf(words, name).replace(/^--name=/, '');
  if (!secure && readName(path.split('/').at(-1) ?? '') === null) return [];
  return flags(words, ['--value']).map((picked) => ({ ...picked, name: path === '' ? '--value' : path }));
}

/** `-U user%password`, `-U domain/user%password`. */
function readSmb(words: readonly ShellWord[]): Picked[] {
  return [...flags(words, ['-U', '--user']).flatMap((picked) => {
    const word = words.find((other) => other.start <= picked.start && other.end >= picked.end);
    const percent = word === undefined ? -1 : word.text.indexOf('%', picked.start - word.start);
    if (word === undefined || percent < 0) return [];
    return [{ ...picked, name: '-U', start: word.start + percent + 1, user: word.text.slice(picked.start - word.start, percent) }];
  }), ...flags(words, ['-p']).filter(() => /crackmapexec|smbmap|evil-winrm/.test(words[0]?.text ?? ''))];
}

/** The last of at least `minimum` words that are no flags: `htpasswd -b file user password`. */
function last(words: readonly ShellWord[], minimum: number): Picked[] {
  const plain = words.filter((word, at) => !word.text.startsWith('-') && at > 0 && !/^[<>&]|^\d?>/.test(word.text));
  const word = plain.at(-1);
  const user = plain.at(-2);
  if (word === undefined || user === undefined || plain.length < minimum) return [];
  return [{ name: words[0]?.text ?? '', start: word.start, end: word.end, quote: word.quote, user: user.text }];
}

/** `key=value` words: all that follow `--from-literal`, or those whose key means a secret. */
function keyed(words: readonly ShellWord[], flag: RegExp | null): Picked[] {
  const picked: Picked[] = [];
  words.forEach((word, at) => {
    const match = flag === null ? /^([\w.-]+)=/.exec(word.text) : flag.test(word.text) ? /^(?:--from-literal=)?["']?([\w.-]+)=/.exec(word.text) : flag.test(words[at - 1]?.text ?? '') ? /^([\w.-]+)=/.exec(word.text) : null;
    if (match === null || match[1] === undefined) return;
    if (flag === null ? readName(match[1]) === null : /^(?:user(?:name)?|host|port|database|db|email|url|region)$/i.test(match[1])) return;
    let start = word.start + match[0].length;
    if (word.quote !== '' && word.text[start - word.start] === word.quote) start += 1;
    if (start < word.end) picked.push({ name: match[1], start, end: word.end, quote: word.quote });
  });
  return picked;
}

/** `aws configure set aws_secret_access_key VALUE`, `npm config set //host/:_authToken VALUE`, `git config github.token VALUE`. */
function readConfigSet(words: readonly ShellWord[]): Picked[] {
  for (let at = 0; at + 1 < words.length; at++) {
    const word = words[at] as ShellWord;
    const value = words[at + 1] as ShellWord;
    if (/^[\w./:@-]+$/.test(word.text) && /[._:]/.test(word.text) && !word.text.startsWith('-') && readName(word.text.split(/[/:]/).at(-1) ?? '') !== null) {
      return value.text.startsWith('-') ? [] : [{ name: word.text, start: value.start, end: value.end, quote: value.quote }];
    }
  }
  return [];
}
