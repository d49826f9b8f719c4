/** Fetching what a clone lacks: from whom, with which credentials, and by which protocols. */
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

import { commitOf, completeRange, reopened } from '../../src/git/complete-range.ts';
import { createFetch, protocolOfUrl, withConfiguration } from '../../src/git/fetch.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import { addCommits } from '../action/runner.ts';
import { temporaryFolder, TestRepository } from '../support/repository.ts';

/** The Git HTTP backend (git-http-backend(1)) behind a server that lets nobody in without the right header. */
class GitServer {
  readonly root: string;
  /** What the last request brought to identify itself. */
  authorizations: (string | undefined)[] = [];
  readonly #server: Server;
  readonly #expected: string | null;

  constructor(root: string, expected: string | null) {
    this.root = root;
    this.#expected = expected;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.authorizations.push(request.headers.authorization);
    if (this.#expected !== null && request.headers.authorization !== this.#expected) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end('who are you?');
      return;
    }
    const url = new URL(request.url ?? '/', 'http://x');
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_PROJECT_ROOT: this.root, GIT_HTTP_EXPORT_ALL: '1',
        GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*',
        PATH_INFO: url.pathname, QUERY_STRING: url.search.slice(1), REQUEST_METHOD: request.method, CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '', GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''), REMOTE_ADDR: '127.0.0.1',
      },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.on('close', () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf('\r\n\r\n');
      const headers = output.toString('latin1', 0, end).split('\r\n').map((line) => line.split(': ') as [string, string]);
      const status = Number(headers.find(([name]) => name === 'Status')?.[1].split(' ')[0] ?? 200);
      response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status'))).end(output.subarray(end + 4));
    });
  }
}

const TOKEN = 'an invented token';
const basic = (token: string): string => `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;

async function opened(repository: TestRepository): Promise<Repository> {
  return (await openRepository(repository.root, repository.env)) as Repository;
}

describe('from a server that asks who is there', () => {
  let origin: TestRepository;
  let server: GitServer;
  let address = '';
  let commits: string[] = [];
  beforeAll(async () => {
    const root = temporaryFolder();
    origin = TestRepository.init({ folder: root });
    commits = Array.from({ length: 5 }, (_, index) => origin.commit(`Commit ${index}`, { 'a.txt': `${index}\n` }));
    server = new GitServer(root, basic(TOKEN));
    address = await server.start();
  });
  afterAll(() => server.stop());

  /** What a checkout with `persist-credentials: false` leaves: one commit and an address. */
  function checkedOut(): TestRepository {
    const clone = origin.clone('--depth=1');
    clone.git('remote', 'set-url', 'origin', `${address}/.git`);
    return clone;
  }

  it('nothing comes without a token, and the way out is credentials', async () => {
    const repository = await opened(checkedOut());
    const outcome = await createFetch(repository, { remote: 'origin', token: null, server: null })([commits[0] ?? ''], { commits: 5 });
    expect(outcome).toMatchObject({ ok: false, problem: 'credentials' });
  });

  it('a token opens it, after the checkout\'s own way was tried', async () => {
    const repository = await opened(checkedOut());
    server.authorizations = [];
    const fetch = createFetch(repository, { remote: 'origin', token: TOKEN, server: address });
    const completed = await completeRange(repository, commits[4] ?? '', [], fetch);
    expect(completed).toMatchObject({ ok: true, repository: { shallow: false } });
    expect(server.authorizations[0]).toBeUndefined();
    expect(new Set(server.authorizations.slice(1))).toEqual(new Set([basic(TOKEN)]));
  });

  it('a token takes the place of a header that does not do any more', async () => {
    const clone = checkedOut();
    clone.git('config', `http.${address}/.extraheader`, `AUTHORIZATION: ${basic('expired')}`);
    const repository = await opened(clone);
    server.authorizations = [];
    const outcome = await createFetch(repository, { remote: 'origin', token: TOKEN, server: address })([commits[2] ?? ''], { commits: 5 });
    expect(outcome).toEqual({ ok: true });
    expect(server.authorizations.some((header) => header?.includes(','))).toBe(false);
    expect(await commitOf(await reopened(repository), commits[2] ?? '')).toBe(commits[2]);
  });

  it('a token for one server is not sent to another', async () => {
    const repository = await opened(checkedOut());
    server.authorizations = [];
    const outcome = await createFetch(repository, { remote: 'origin', token: TOKEN, server: 'https://github.com' })([commits[0] ?? ''], { commits: 5 });
    expect(outcome).toMatchObject({ ok: false, problem: 'credentials' });
    expect(server.authorizations.every((header) => header === undefined)).toBe(true);
  });

  it('a token is not in the message of a failure', async () => {
    const clone = checkedOut();
    clone.git('remote', 'set-url', 'origin', `${address.replace('://', '://someone:pass-word@')}/.git`);
    const outcome = await createFetch(await opened(clone), { remote: 'origin', token: TOKEN, server: address })(['1'.repeat(40)], 'missing');
    expect(outcome.ok).toBe(false);
    expect(JSON.stringify(outcome)).not.toMatch(/pass-word|invented/);
  });
});

describe('what cannot come', () => {
  it('is told apart: no remote, no such commit, a protocol that is not followed, a server that is not there', async () => {
    const origin = TestRepository.init();
    origin.commit('One', { 'a.txt': 'a\n' });
    const clone = origin.clone();
    const problemOf = async (url: string | null, what = '1'.repeat(40)): Promise<string> => {
      if (url === null) clone.git('remote', 'rename', 'origin', 'elsewhere');
      else clone.git('remote', 'set-url', 'origin', url);
      const outcome = await createFetch(await opened(clone), { remote: 'origin', token: null, server: null })([what], 'missing');
      return outcome.ok ? 'ok' : outcome.problem;
    };
    expect(await problemOf(`file://${origin.root}`)).toBe('unknown');
    expect(await problemOf(`file://${origin.root}`, 'refs/heads/nowhere')).toBe('unknown');
    expect(await problemOf('ext::sh -c true')).toBe('protocol');
    expect(await problemOf('git://127.0.0.1/x.git')).toBe('protocol');
    expect(await problemOf('http://127.0.0.1:9/x.git')).toBe('failed');
    expect(await problemOf(null)).toBe('no-remote');
  });
});

describe('deepening', () => {
  it('stops as soon as the range is exact, and cuts nothing off that was there', async () => {
    const origin = TestRepository.init();
    origin.commit('First');
    addCommits(origin, 'main', 300);
    const [head, base] = [origin.git('rev-parse', 'HEAD'), origin.git('rev-parse', 'HEAD~100')];
    const clone = origin.clone('--depth=90');
    const repository = await opened(clone);
    const fetch = createFetch(repository, { remote: 'origin', token: null, server: null });
    expect(await fetch([base], { commits: 1 })).toEqual({ ok: true });
    const completed = await completeRange(await reopened(repository), head, [base], fetch);
    expect(completed).toMatchObject({ ok: true, repository: { shallow: true } });
    expect(clone.git('rev-list', '--count', head, `^${base}`)).toBe('100');
    expect(Number(clone.git('rev-list', '--count', 'HEAD'))).toBeGreaterThanOrEqual(101);
  });

  it('of histories that never met ends with all of both', async () => {
    const origin = TestRepository.init();
    for (let index = 0; index < 5; index++) origin.git('commit', '--quiet', '--allow-empty', '-m', String(index));
    origin.git('checkout', '--quiet', '--orphan', 'other');
    for (let index = 0; index < 3; index++) origin.git('commit', '--quiet', '--allow-empty', '-m', `other ${index}`);
    const [head, base] = [origin.git('rev-parse', 'other'), origin.git('rev-parse', 'main')];
    const clone = origin.clone('--depth=1', '--no-single-branch');
    const repository = await opened(clone);
    const completed = await completeRange(repository, head, [base], createFetch(repository, { remote: 'origin', token: null, server: null }));
    expect(completed).toMatchObject({ ok: true, repository: { shallow: false } });
    expect(clone.git('rev-list', '--count', head, `^${base}`)).toBe('3');
  });
});

test('the protocol of an address is the one git would use', () => {
  const expected = {
    'https://github.com/a/b': 'https', 'HTTP://x/y': 'http', 'ssh://git@host/x': 'ssh', 'git@github.com:a/b.git': 'ssh', 'host:path': 'ssh',
    '/srv/git/x.git': 'file', 'C:/git/x': 'file', 'C:\\git\\x': 'file', '../x': 'file', 'file:///x': 'file', 'ext::sh -c x': 'ext', 'git://h/x': 'git', 'fd::3': 'fd', './a:b': 'file',
  };
  expect(Object.fromEntries(Object.keys(expected).map((url) => [url, protocolOfUrl(url)]))).toEqual(expected);
});

test('configuration is added after what the caller has set', () => {
  expect(withConfiguration({ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'c' }, [['d.e', 'f']])).toEqual({
    GIT_CONFIG_COUNT: '2', GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'c', GIT_CONFIG_KEY_1: 'd.e', GIT_CONFIG_VALUE_1: 'f',
  });
  expect(withConfiguration({ GIT_CONFIG_COUNT: 'many' }, [['d.e', 'f']])).toMatchObject({ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'd.e' });
});
