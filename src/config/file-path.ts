/** Paths of files that a configuration names: rule files and baselines. */

/**
 * Says why a path is refused, as the end of a sentence that starts with it; null when it is good. The configuration may
 * be a stranger's: it reads files of its own repository only, because errors quote what they read and some files never end.
 */
export function filePathProblem(path: string): string | null {
  if (path.trim() === '') return 'is empty';
  if (/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path)) return 'leaves the repository: write the path relative to the root, without ".."';
  return null;
}
