import { delimiter } from 'node:path';

import { expect, test } from 'vitest';

import { hermeticEnvironment, withoutRepositoryVariables } from '../../src/git/environment.ts';

test('what says where to read is passed on, what could act is not', () => {
  const passed = {
    HOME: '/home/ada',
    GIT_INDEX_FILE: '.git/next-index-1.lock',
    GIT_DIR: '/r/.git',
    GIT_WORK_TREE: '/r',
    GIT_PREFIX: 'src/',
    GIT_OBJECT_DIRECTORY: '/r/.git/objects/tmp',
    GIT_ALTERNATE_OBJECT_DIRECTORIES: '/r/.git/objects',
    GIT_QUARANTINE_PATH: '/r/.git/objects/tmp',
    GIT_COMMON_DIR: '/r/.git',
    GIT_CONFIG_GLOBAL: '/home/ada/.gitconfig',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    GIT_CONFIG_PARAMETERS: "'safe.directory'='*'",
  };
  const dropped = {
    GIT_EXTERNAL_DIFF: 'x',
    GIT_TRACE: '/tmp/x',
    GIT_TRACE2_EVENT: '/tmp/x',
    GIT_SSH: 'x',
    GIT_SSH_COMMAND: 'x',
    GIT_PROXY_COMMAND: 'x',
    GIT_DIFF_OPTS: '-u0',
    GIT_REPLACE_REF_BASE: 'refs/other/',
    GIT_ATTR_SOURCE: 'HEAD',
    GIT_TEMPLATE_DIR: 'x',
    PAGER: 'x',
    EDITOR: 'x',
    VISUAL: 'x',
    SSH_ASKPASS: 'x',
    LANGUAGE: 'de',
  };
  const overridden = { GIT_PAGER: 'x', GIT_EDITOR: 'x', GIT_TERMINAL_PROMPT: '1', GIT_OPTIONAL_LOCKS: '1', GIT_ALLOW_PROTOCOL: 'ssh', GIT_GRAFT_FILE: 'x', LC_ALL: 'de_DE' };
  const env = hermeticEnvironment({ ...passed, ...dropped, ...overridden });
  expect(env).toMatchObject(passed);
  for (const name of Object.keys(dropped)) expect(env).not.toHaveProperty(name);
  expect(Object.fromEntries(Object.entries(env).filter(([name]) => !(name in passed)))).toMatchInlineSnapshot(`
    {
      "GIT_ADVICE": "0",
      "GIT_ALLOW_PROTOCOL": "none",
      "GIT_ATTR_NOSYSTEM": "1",
      "GIT_EDITOR": ":",
      "GIT_FLUSH": "0",
      "GIT_GRAFT_FILE": "/dev/null",
      "GIT_LITERAL_PATHSPECS": "1",
      "GIT_NO_LAZY_FETCH": "1",
      "GIT_NO_REPLACE_OBJECTS": "1",
      "GIT_OPTIONAL_LOCKS": "0",
      "GIT_PAGER": "cat",
      "GIT_TERMINAL_PROMPT": "0",
      "LC_ALL": "C",
      "NoDefaultCurrentDirectoryInExePath": "1",
    }
  `);
});

test('programs are not looked for in the current directory', () => {
  expect(hermeticEnvironment({ PATH: ['.', '/usr/bin', '', 'bin', '/bin'].join(delimiter) })['PATH']).toBe(['/usr/bin', '/bin'].join(delimiter));
});

test("another repository can be looked at from inside of a hook, with the user's configuration", () => {
  const env = { PATH: '/bin', GIT_DIR: '/r/.git', GIT_INDEX_FILE: 'x', GIT_CONFIG_GLOBAL: '/c' };
  expect(withoutRepositoryVariables(env)).toEqual({ PATH: '/bin', GIT_CONFIG_GLOBAL: '/c' });
});
