/** The text of a native git hook that runs keysieve: POSIX sh, as Git for Windows brings it too. */

/** Hooks that can be installed. */
export const HOOKS = ['pre-commit', 'pre-push'] as const;
export type HookName = (typeof HOOKS)[number];

/** Where this installation is. */
export interface Installation {
  /** Path of node. */
  readonly node: string;
  /** Path of dist/cli.js. */
  readonly command: string;
  /** Path of dist/gate.sh. */
  readonly gate: string;
}

/** Stands in every hook that keysieve wrote, so that it knows its own. */
export const MARK = '# Written by `keysieve install`.';

/** Gives the whole hook. It runs this installation, or any keysieve in PATH once this one is gone; without either it fails and says so. */
export function hookScript(hook: HookName, installation: Installation, gate: boolean): string {
  const checks = hook === 'pre-commit' ? 'what is about to be committed' : 'the commits that are about to be pushed';
  const words = hook === 'pre-commit' ? 'hook pre-commit' : 'hook pre-push "$@"';
  return `#!/bin/sh
${MARK} Looks for credentials in ${checks}.
# Remove it with \`keysieve install --uninstall${hook === 'pre-commit' ? '' : ` --hook ${hook}`}\`.
node=${shellWord(installation.node)}
keysieve=${shellWord(installation.command)}
${gate ? gateLines(installation.gate) : ''}if [ -x "$node" ] && [ -f "$keysieve" ]; then
  exec "$node" "$keysieve" ${words}
fi
if command -v keysieve >/dev/null 2>&1; then
  exec keysieve ${words}
fi
echo "keysieve is gone, so nothing was checked: install it again, or remove the hook $0" >&2
exit 1
`;
}

/** In a shell of its own, so that nothing of it stays behind. */
function gateLines(gate: string): string {
  return `# Most commits cannot match any rule, which a few greps tell; docs/hooks.md.
gate=${shellWord(gate)}
if [ -f "$gate" ] && (. "$gate" && keysieve_gate); then
  exit 0
fi
`;
}

/** The line for a hook that somebody else wrote. */
export function hookLine(hook: HookName, installation: Installation): string {
  const words = hook === 'pre-commit' ? 'hook pre-commit || exit 1' : 'hook pre-push "$@" || exit 1';
  return `${shellWord(installation.node)} ${shellWord(installation.command)} ${words}`;
}

/** True when a hook that somebody else wrote calls keysieve for `hook`, in whatever way it is installed. */
export function runsKeysieve(text: string, hook: HookName): boolean {
  return text.split('\n').some((line) => !/^\s*#/.test(line) && /keysieve/.test(line) && line.includes(`hook ${hook}`));
}

/** Quotes a path for sh. Windows' paths get slashes, which its sh understands and which need no escape. */
export function shellWord(path: string): string {
  const slashed = /^[A-Za-z]:\\/.test(path) ? path.replaceAll('\\', '/') : path;
  return `'${slashed.replaceAll("'", "'\\''")}'`;
}
