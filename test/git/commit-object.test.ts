import { expect, test } from 'vitest';

import { messageText, parseCommit, parseTag } from '../../src/git/commit-object.ts';

const ID = 'a'.repeat(40);

function commit(lines: readonly string[], message: string, encoding: BufferEncoding = 'utf8'): Buffer {
  return Buffer.from([`tree ${'b'.repeat(40)}`, ...lines, '', message].join('\n'), encoding);
}

const AUTHOR = 'author Zoë Example <zoe@example.com> 1704067200 +0530';
const COMMITTER = 'committer Ada Example <ada@example.com> 1704153600 -0800';

test('reads author, date with zone, subject and parents, and no mail address', () => {
  const bytes = commit([`parent ${'c'.repeat(40)}`, `parent ${'d'.repeat(40)}`, AUTHOR, COMMITTER], 'Fix it\n\nBody\n');
  const parsed = parseCommit(ID, bytes);
  expect(parsed).toEqual({
    info: { id: ID, author: 'Zoë Example', date: '2024-01-01T05:30:00+05:30', subject: 'Fix it' },
    parents: ['c'.repeat(40), 'd'.repeat(40)],
    committed: 1704153600,
    messageAt: bytes.indexOf('Fix it'),
  });
  expect(JSON.stringify(parsed)).not.toContain('@');
});

test('the subject is the first paragraph as one line', () => {
  expect(parseCommit(ID, commit([AUTHOR], '\n  \nfirst\n second\n\nbody')).info.subject).toBe('first  second');
  expect(parseCommit(ID, commit([AUTHOR], `${'é'.repeat(3000)}`)).info.subject).toBe('é'.repeat(500));
  expect(parseCommit(ID, commit([AUTHOR], '')).info.subject).toBe('');
});

test('encodings: the one named, else UTF-8, else Latin-1', () => {
  const cyrillic = Buffer.concat([commit([AUTHOR, 'encoding KOI8-R'], ''), Buffer.from([0xf0, 0xd2, 0xc9])]);
  expect(parseCommit(ID, cyrillic).info.subject).toBe('При');
  expect(parseCommit(ID, commit(['author J\xe9r\xf4me <j@e.com> 0 +0000'], 'x', 'latin1')).info.author).toBe('Jérôme');
  expect(parseCommit(ID, commit([AUTHOR, 'encoding no-such-encoding'], 'ok')).info.subject).toBe('ok');
});

test.each([
  ['no header at all', 'no header at all'],
  ['', ''],
  [`author <> x`, 'an author without a time'],
  [`author A <a@e> 99999999999999999999 +9999`, 'a time beyond all calendars'],
  [`author A <a@e> -99999999999999999999 -0000`, 'a time before them'],
])('damaged objects are read as far as they go: %j', (line) => {
  expect(parseCommit(ID, Buffer.from(line)).info.date).toMatch(/^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
});

test('the text of a commit is its message, then headers that quote other text; no signature', () => {
  const mergetag = ['mergetag object 1234', ' type commit', ' tag v1', ' tagger T <t@e> 0 +0000', ' ', ' words of the tag'];
  const signature = ['gpgsig -----BEGIN PGP SIGNATURE-----', ' ', ' abcdef', ' -----END PGP SIGNATURE-----'];
  const bytes = commit([AUTHOR, COMMITTER, ...signature, ...mergetag, 'x-note something'], 'subject\n');
  const text = messageText(bytes).toString('utf8');
  expect(text).toBe('subject\n\nmergetag object 1234\ntype commit\ntag v1\ntagger T <t@e> 0 +0000\n\nwords of the tag\nx-note something\n');
  const plain = commit([AUTHOR, COMMITTER, ...signature], 'only this\n');
  expect(messageText(plain).toString('utf8')).toBe('only this\n');
});

test('tags', () => {
  const bytes = Buffer.from(`object ${ID}\ntype commit\ntag v1\ntagger ${AUTHOR.slice('author '.length)}\n\nRelease\n\nnotes\n`);
  const parsed = parseTag(ID, bytes);
  expect(parsed.info).toEqual({ id: ID, author: 'Zoë Example', date: '2024-01-01T05:30:00+05:30', subject: 'Release' });
  expect(messageText(bytes).toString('utf8')).toBe('Release\n\nnotes\n');
});
