/**
 * Where a token may start and end. One definition for all rules, because secrets live in JSON strings inside JSON,
 * URLs, HTML, terminal output and shell heredocs, and each of those puts its own characters next to the value.
 */

/**
 * Before a token: not a letter, digit or underscore, unless those end an escape: `\n` as two characters, `\u003d`,
 * `%3D`, `\x3d`, or a colour code of a terminal (`[32m`).
 */
export const TOKEN_START =
  '(?:(?<![A-Za-z0-9_])|(?<=\\\\[abefnrtv0])|(?<=\\\\u[0-9A-Fa-f]{4})|(?<=(?:%|\\\\x)[0-9A-Fa-f]{2})|(?<=\\[[0-9;]{0,8}m))';

/** After a token: anything but a letter, digit or underscore. `-` and `=` may follow: flags and padding do. */
export const TOKEN_END = '(?![A-Za-z0-9_])';
