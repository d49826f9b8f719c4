/** Reads playbook files when the product is bundled; nothing of this is in the bundle. */
import * as v from 'valibot';
import { parse } from 'yaml';
import { playbookSchema, type Playbook } from './playbook.ts';

/** Parses and checks playbook files. Throws Error with the file's name on the first that is wrong. */
export function parsePlaybooks(files: readonly { readonly path: string; readonly text: string }[]): Playbook[] {
  return files.map((file) => {
    const result = v.safeParse(playbookSchema, parse(file.text));
    if (result.success) return result.output;
    const issue = result.issues[0];
    throw new Error(`${file.path}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  });
}
