// Lists the packages whose code is in the bundle, with their licences, from esbuild's metafile.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes the notices of every package under node_modules that the builds took code from, by esbuild's metafiles. */
export async function writeNotices(root, metafiles, file) {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs).filter(([, used]) => used.bytesInOutput > 0).map(([path]) => path));
  const packages = [...new Set(inputs.map(packageOf).filter((name) => name !== null))].sort();
  const notices = await Promise.all(packages.map((folder) => noticeOf(join(root, folder))));
  await writeFile(file, `keysieve contains code of these packages.\n\n${notices.join('\n')}`);
}

function packageOf(path) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll('\\', '/'))?.[1] ?? null;
}

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const licenceFile = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = licenceFile === undefined ? '' : await readFile(join(folder, licenceFile), 'utf8');
  return `${'='.repeat(78)}\n${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
}
