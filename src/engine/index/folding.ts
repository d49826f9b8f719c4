/**
 * Byte classes of the search table. There are 32 of them, so that a row of the table is one cache line: letters that are
 * rare in text share a class, digits do, and marks do by kind. A literal that holds such a character is compared with
 * the text once the table has found it.
 */

export const CLASSES = 32;

/** Characters of one class; letters stand for both cases. What is not listed is in no literal and has class 0. */
const GROUPS = [...'abcdefghiklmnoprstuvwy_ ', 'jqxz', '-.', '0', '123456789', ':/', '=', '\t!"#$%&\'()*+,;<>?@[\\]^`{|}~'];

/** Byte → class. */
export const FOLDED: Uint8Array = (() => {
  const classes = new Uint8Array(256);
  GROUPS.forEach((group, number) => {
    for (const character of group) {
      classes[character.charCodeAt(0)] = number + 1;
      classes[character.toUpperCase().charCodeAt(0)] = number + 1;
    }
  });
  return classes;
})();

/** True when other bytes have the classes of this literal's, too. */
export function isAmbiguous(literal: string): boolean {
  return [...literal].some((character) => GROUPS.some((group) => group.length > 1 && group.includes(character)));
}

/** True when the table can hold the literal. */
export function isFoldable(literal: string): boolean {
  return [...literal].every((character) => character.charCodeAt(0) < 128 && FOLDED[character.charCodeAt(0)] !== 0);
}
