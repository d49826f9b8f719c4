/**
 * Reads commit and tag objects: header lines, an empty line, the message.
 * https://git-scm.com/docs/gitformat-signature and commit-tree(1), mktag(1)
 */
import { isUtf8 } from 'node:buffer';

import type { CommitInfo } from '../model.ts';

/** What a commit or tag object says. For a tag, `info.author` is the tagger and `parents` is empty. */
export interface CommitObject {
  readonly info: CommitInfo;
  readonly parents: readonly string[];
  /** When it was committed (tagged), in seconds since 1970. */
  readonly committed: number;
  /** Offset of the message in the object's bytes; the length of the object when it has none. */
  readonly messageAt: number;
}

const SUBJECT_LIMIT = 500;

/** Parses a commit object. Never throws: fields that a damaged or hostile object lacks are empty. */
export function parseCommit(id: string, bytes: Buffer): CommitObject {
  return parse(id, bytes, 'author');
}

/** Parses an annotated tag object, see `parseCommit`. */
export function parseTag(id: string, bytes: Buffer): CommitObject {
  return parse(id, bytes, 'tagger');
}

function parse(id: string, bytes: Buffer, identity: 'author' | 'tagger'): CommitObject {
  const messageAt = messageOffset(bytes);
  const header = bytes.toString('latin1', 0, messageAt);
  const encoding = headerField(header, 'encoding');
  const person = readIdentity(headerField(header, identity) ?? '');
  const parents = identity === 'author' ? Array.from(header.matchAll(/^parent ([0-9a-f]+)$/gm), (match) => match[1] ?? '') : [];
  return {
    info: {
      id,
      author: decode(Buffer.from(person.name, 'latin1'), encoding),
      date: isoDate(person.seconds, person.offset),
      subject: subjectOf(decode(wholeCharacters(bytes.subarray(messageAt), 4 * SUBJECT_LIMIT), encoding)),
    },
    parents,
    committed: readIdentity(headerField(header, identity === 'author' ? 'committer' : 'tagger') ?? '').seconds,
    messageAt,
  };
}

function messageOffset(bytes: Buffer): number {
  const blank = bytes.indexOf('\n\n');
  return blank === -1 ? bytes.length : blank + 2;
}

/**
 * The text of a commit or tag that people and tools wrote: the message, so that line 1 is the subject, and after it the
 * headers that quote other texts (`mergetag` holds a whole tag message) or that we do not know. Left out are names, dates,
 * ids and signatures.
 */
export function messageText(bytes: Buffer): Buffer {
  const messageAt = messageOffset(bytes);
  const message = bytes.subarray(messageAt);
  const extra = extraHeaders(bytes.toString('latin1', 0, messageAt));
  return extra === '' ? message : Buffer.concat([message, Buffer.from(`\n${extra}`, 'latin1')]);
}

const PLAIN_HEADERS = new Set(['tree', 'parent', 'author', 'committer', 'encoding', 'object', 'type', 'tag', 'tagger', 'gpgsig', 'gpgsig-sha256']);

function extraHeaders(header: string): string {
  if (!/^(?!tree |parent |author |committer |encoding |object |type |tag |tagger | |$)/m.test(header)) return '';
  let extra = '';
  let keep = false;
  for (const line of header.split('\n')) {
    const continued = line.startsWith(' ');
    if (!continued) keep = line !== '' && !PLAIN_HEADERS.has(line.slice(0, line.indexOf(' ')));
    // A header's further lines are indented by one space.
    if (keep) extra += `${continued ? line.slice(1) : line}\n`;
  }
  return extra;
}

function headerField(header: string, name: string): string | null {
  const start = header.startsWith(`${name} `) ? 0 : header.indexOf(`\n${name} `) + 1;
  if (start === 0 && !header.startsWith(`${name} `)) return null;
  const end = header.indexOf('\n', start);
  return header.slice(start + name.length + 1, end === -1 ? undefined : end);
}

/** `Name <mail> 1700000000 +0100` */
function readIdentity(field: string): { readonly name: string; readonly seconds: number; readonly offset: string } {
  const mail = field.indexOf('<');
  const time = /(-?\d+) ([+-]\d{4})\s*$/.exec(field.slice(field.lastIndexOf('>') + 1));
  return {
    name: (mail === -1 ? field : field.slice(0, mail)).trim(),
    seconds: Number(time?.[1] ?? 0),
    offset: time?.[2] ?? '+0000',
  };
}

/** The last moment a JavaScript date can hold, in seconds; hostile commits go beyond. */
const LAST_SECOND = 8_640_000_000_000;

/** ISO 8601 in the author's own time zone, as `git log --format=%aI`. */
function isoDate(seconds: number, offset: string): string {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5));
  const shift = (offset.startsWith('-') ? -minutes : minutes) * 60;
  const bounded = Math.max(-LAST_SECOND, Math.min(LAST_SECOND, seconds + shift));
  const local = new Date(bounded * 1000).toISOString();
  return `${local.slice(0, local.indexOf('.'))}${offset.slice(0, 3)}:${offset.slice(3, 5)}`;
}

/** The first paragraph as one line, as `git log --format=%s`, cut to a sensible length. */
function subjectOf(message: string): string {
  const text = message.replace(/^\s*\n/, '');
  const paragraph = /\n\s*\n/.exec(text);
  return text.slice(0, paragraph?.index).trim().replace(/\s*\n/g, ' ').slice(0, SUBJECT_LIMIT);
}

/** The first `limit` bytes, or a few less, so that no UTF-8 character is cut. */
function wholeCharacters(bytes: Buffer, limit: number): Buffer {
  let end = limit;
  while (end > limit - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

/** Commits are UTF-8 unless they say otherwise; what is neither is read as Latin-1, so that nothing is lost. */
function decode(bytes: Buffer, encoding: string | null): string {
  if (encoding !== null) {
    try {
      return new TextDecoder(encoding).decode(bytes);
    } catch {
      // An encoding nobody knows: read it as below.
    }
  }
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
}
