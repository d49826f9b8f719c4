import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { looksLikeTree } from '../../src/packs/tree-shape.ts';
import { TestRepository } from '../support/repository.ts';

describe('looksLikeTree', () => {
  test.each(['sha1', 'sha256'] as const)('trees of git in %s do, and nothing that is cut or begins otherwise', (objectFormat) => {
    const repository = TestRepository.init({ objectFormat });
    repository.commit('files', { 'a b.txt': 'a', 'folder/with/depth.txt': 'b', 'ünïcode': 'c' });
    for (const name of ['HEAD^{tree}', 'HEAD:folder']) {
      const bytes = execFileSync('git', ['cat-file', 'tree', name], { cwd: repository.root, env: repository.env });
      const framed = Buffer.concat([Buffer.from('xx'), bytes, Buffer.from('yy')]);
      expect(looksLikeTree(framed, 2, bytes.length)).toBe(true);
      expect(looksLikeTree(framed, 1, bytes.length)).toBe(false);
      for (let length = 1; length < bytes.length; length += 1) expect(looksLikeTree(framed, 2, length) && !isBorder(bytes, length, 20) && !isBorder(bytes, length, 32)).toBe(false);
    }
    for (const text of ['tree of words', `100644 name\0${'x'.repeat(19)}`, '100644 \0', 'password = 1\n']) expect(looksLikeTree(Buffer.from(text), 0, text.length)).toBe(false);
    // The tree of an empty commit.
    expect(looksLikeTree(Buffer.alloc(0), 0, 0)).toBe(true);
  });
});

/** Whether an entry of a tree ends at `length`. */
function isBorder(bytes: Buffer, length: number, idLength: number): boolean {
  let at = 0;
  while (at < length) {
    const end = bytes.indexOf(0, at);
    if (end === -1) return false;
    at = end + 1 + idLength;
  }
  return at === length;
}
