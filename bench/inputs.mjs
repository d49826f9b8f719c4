// What is measured on: text files of folders, as bytes.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the files below some folders that look like text and are smaller than 5 MiB, without git's own. */
export function textFiles(folders) {
  return folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === '.git' ? [] : textFiles([path]);
      return entry.isFile() && statSync(path).size < 5 * 1048576 && !readFileSync(path).subarray(0, 8000).includes(0) ? [path] : [];
    }),
  );
}

/** The bytes of these files. */
export function readTextFiles(folders) {
  return textFiles(folders).map((path) => readFileSync(path));
}
