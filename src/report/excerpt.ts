/** Lines of a code frame. */

/** True for a line that tells nothing about the value next to it, and where there is no line: a frame does without it. */
export function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}
