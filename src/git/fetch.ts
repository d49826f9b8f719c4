/**
 * Gets what a checkout lacks from the remote it came from. The only place where git may open a connection, and only by
 * the protocol that the remote's own address names.
 *
 * How to reach the remote (ssh command, credential helper, proxy, certificates) is what the checkout was set up with: a
 * CI system wrote that into the repository's configuration a moment ago and has used it. Everything else that could start
 * a program stays off.
 */
import { spawn } from 'node:child_process';

import { HERMETIC_CONFIGURATION, hermeticEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { gitFailure } from './error.ts';
import type { Repository } from './repository.ts';
import { gitResult } from './run.ts';
import type { GitPlace } from './run.ts';

/** Where to fetch from, and as whom. */
export interface FetchAccess {
  /** Name of the remote. */
  readonly remote: string;
  /** Tried when the checkout's own credentials do not do; null for none. Never on a command line. */
  readonly token: string | null;
  /** `https://github.com`: the only server the token is sent to; null when there is no token. */
  readonly server: string | null;
}

/** Why nothing came. */
export type FetchProblem =
  /** There is no remote of that name. */
  | 'no-remote'
  /** Its address is of a kind that is not followed (`ext::`, `git://`). */
  | 'protocol'
  /** The server wants to know who is asking, or does not let them in. */
  | 'credentials'
  /** The server does not have what was asked for. */
  | 'unknown'
  /** A partial clone left it at the server; only a clone without a filter brings it. */
  | 'partial'
  /** Fetching was not allowed by the person. */
  | 'not-allowed'
  | 'failed';

export type FetchOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: FetchProblem; readonly message: string };

/** How much history to bring: what is missing, that many commits from each tip, or all of it. */
export type FetchDepth = 'missing' | 'all' | { readonly commits: number };

/** Fetches refspecs or full object ids. */
export type Fetch = (refspecs: readonly string[], depth: FetchDepth) => Promise<FetchOutcome>;

/** Makes a Fetch for a repository. Nothing is asked of the network before it is called. */
export function createFetch(repository: Repository, access: FetchAccess): Fetch {
  let address: { readonly protocol: string } | FetchOutcome | null = null;
  return async (refspecs, depth) => {
    address ??= await protocolOf(repository, access.remote);
    if ('ok' in address) return address;
    const { protocol } = address;
    const plain = await runFetch(repository, access.remote, refspecs, depth, networkEnvironment(repository.env, protocol));
    if (plain.ok || plain.problem !== 'credentials' || access.token === null || access.server === null) return plain;
    return runFetch(repository, access.remote, refspecs, depth, withToken(networkEnvironment(repository.env, protocol), access.server, access.token));
  };
}

/** A Fetch that never asks: for those who said so. */
export const fetchNothing: Fetch = () => Promise.resolve({ ok: false, problem: 'not-allowed', message: 'fetching is switched off' });

/** Protocols that are followed; git would also start any program called git-remote-<name>. */
const PROTOCOLS = new Set(['https', 'http', 'ssh', 'file']);

async function protocolOf(place: GitPlace, remote: string): Promise<{ readonly protocol: string } | FetchOutcome> {
  // Rewritten by url.<base>.insteadOf, as fetch would; without a remote of that name git repeats the name.
  const answer = await gitResult(place, ['ls-remote', '--get-url', remote]);
  const url = answer.stdout.toString('utf8').trim();
  if (answer.exitCode !== 0 || url === '' || url === remote) return { ok: false, problem: 'no-remote', message: `this repository has no remote called ${remote}` };
  const protocol = protocolOfUrl(url);
  if (PROTOCOLS.has(protocol)) return { protocol };
  return { ok: false, problem: 'protocol', message: `the remote ${remote} is reached by ${protocol}, which is not followed` };
}

/** The protocol as GIT_ALLOW_PROTOCOL names it. Takes any address that git understands (git-fetch(1), GIT URLS). */
export function protocolOfUrl(url: string): string {
  const helper = /^([a-z0-9][a-z0-9+.-]*)::/i.exec(url)?.[1];
  if (helper !== undefined) return helper.toLowerCase();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1];
  if (scheme !== undefined) return scheme.toLowerCase();
  // host:path, where a Windows drive is no host.
  return /^[^/\\:]{2,}:/.test(url) ? 'ssh' : 'file';
}

/** Variables that say how to reach a server; they come from the caller, as PATH does. */
const NETWORK_VARIABLES = /^GIT_(?:ASKPASS|SSH|SSH_COMMAND|SSH_VARIANT|SSL_[A-Z_]+|PROXY_SSL_[A-Z_]+|HTTP_PROXY_AUTHMETHOD)$/;

function networkEnvironment(env: Environment, protocol: string): Record<string, string> {
  const network = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && NETWORK_VARIABLES.test(entry[0])));
  return { ...hermeticEnvironment(env), ...network, GIT_ALLOW_PROTOCOL: protocol };
}

/** As GitHub's own checkout does it; the empty entry takes away a header that the checkout left and that did not do. */
function withToken(env: Record<string, string>, server: string, token: string): Record<string, string> {
  const key = `http.${new URL(server).origin}/.extraheader`;
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  return withConfiguration(env, [[key, ''], [key, header]]);
}

/** Adds configuration by way of the environment, after what is there already (git-config(1), GIT_CONFIG_COUNT). */
export function withConfiguration<Env extends Environment>(env: Env, entries: readonly (readonly [key: string, value: string])[]): Env & Record<string, string> {
  const first = /^\d+$/.test(env['GIT_CONFIG_COUNT'] ?? '') ? Number(env['GIT_CONFIG_COUNT']) : 0;
  const added: Record<string, string> = { GIT_CONFIG_COUNT: String(first + entries.length) };
  for (const [index, [key, value]] of entries.entries()) {
    added[`GIT_CONFIG_KEY_${first + index}`] = key;
    added[`GIT_CONFIG_VALUE_${first + index}`] = value;
  }
  return { ...env, ...added };
}

/** What the checkout may have set up to reach its remote. */
const REACHING = /^(?:core\.sshCommand|core\.askPass|core\.gitProxy|credential\.helper)=/;

const CONFIGURATION: readonly string[] = [
  ...HERMETIC_CONFIGURATION.filter((entry) => !REACHING.test(entry)),
  // Ids can be asked for by this version only.
  'protocol.version=2',
  'fetch.writeCommitGraph=false',
  'transfer.bundleURI=false',
  // A server that sends nothing for a minute sends nothing.
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=60',
];

const STDERR_LIMIT = 8192;

function runFetch(place: GitPlace, remote: string, refspecs: readonly string[], depth: FetchDepth, env: Record<string, string>): Promise<FetchOutcome> {
  const args = [
    '--no-pager', ...CONFIGURATION.flatMap((entry) => ['-c', entry]),
    'fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-prune', '--upload-pack=git-upload-pack', ...depthArguments(depth), '--', remote, ...refspecs,
  ];
  return new Promise((resolve) => {
    const failed = (problem: FetchProblem, message: string): void => resolve({ ok: false, problem, message });
    const child = spawn('git', args, { cwd: place.cwd, env, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < STDERR_LIMIT) stderr = (stderr + text).slice(0, STDERR_LIMIT);
    });
    child.on('error', (error) => failed('failed', `git could not be started: ${error.message}`));
    child.on('close', (exitCode) => (exitCode === 0 ? resolve({ ok: true }) : failed(problemOf(stderr), gitFailure('fetch', exitCode, stderr).message)));
  });
}

function depthArguments(depth: FetchDepth): readonly string[] {
  if (depth === 'missing') return [];
  return depth === 'all' ? ['--unshallow'] : [`--depth=${depth.commits}`];
}

/** Sorts git's complaints, which are in English here (LC_ALL=C). */
function problemOf(stderr: string): FetchProblem {
  if (/not our ref|couldn't find remote ref|could not find remote ref|unadvertised object|no such remote ref/i.test(stderr)) return 'unknown';
  if (/could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|Permission denied|returned error: 40[134]|Repository not found|Host key verification failed/i.test(stderr)) return 'credentials';
  if (/transport '.*' not allowed/.test(stderr)) return 'protocol';
  return 'failed';
}
