// Makes the page of all rules, by provider.
//   node scripts/rules-catalogue.mjs            writes docs/rules-catalogue.md
//   node scripts/rules-catalogue.mjs --check    fails when the page is not up to date
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { compileBuiltinRules } from './rulebook-plugin.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'docs/rules-catalogue.md');

/** Gives the page as text. */
export async function catalogueText() {
  const { book, details } = await compileBuiltinRules();
  const all = [...book.rules, ...(book.optional ?? [])];
  const detailsOf = new Map(details.map((entry) => [entry.id, entry]));
  const names = new Map();
  const providers = new Map();
  for (const rule of all) {
    const { file } = detailsOf.get(rule.id);
    if (!names.has(rule.provider)) names.set(rule.provider, rule.provider === 'generic' ? 'Any provider' : parse(await readFile(join(root, file), 'utf8')).name);
    providers.set(rule.provider, [...(providers.get(rule.provider) ?? []), rule]);
  }
  const sorted = [...providers].sort(([a], [b]) => compare(names.get(a).toLowerCase(), names.get(b).toLowerCase()));
  const how = { named: 0, pattern: 0, other: 0 };
  for (const rule of all) how[rule.detector in how ? rule.detector : 'other'] += 1;
  const proven = all.filter((rule) => rule.check !== null).length;
  const lines = [
    '# Catalogue of rules',
    '',
    `Made by \`node scripts/rules-catalogue.mjs\` from the files under \`rules/\`. ${all.length} rules for ${providers.size} providers:`,
    `${how.pattern} know a value by its own shape, ${how.named} by the name it stands behind, ${how.other} are code for what no pattern can read;`,
    `${proven} check a checksum or a structure offline. What the columns mean stands in [rules.md](rules.md).`,
  ];
  for (const [provider, rules] of sorted) {
    lines.push('', `## ${escape(names.get(provider))}`, '', '| id | what it is | kind | severity | check | source |', '|---|---|---|---|---|---|');
    for (const rule of [...rules].sort((a, b) => compare(a.id, b.id))) lines.push(row(rule, detailsOf.get(rule.id)));
  }
  return `${lines.join('\n')}\n`;
}

function row(rule, details) {
  const source = details.source[0] === undefined ? '' : `[${new URL(details.source[0]).hostname}](${details.source[0]})`;
  return `| \`${rule.id}\` | ${escape(rule.name)}${rule.enabled === false ? ' (off by default)' : ''} | ${rule.kind} | ${rule.severity} | ${rule.check ?? ''} | ${source} |`;
}

function escape(text) {
  return text.replace(/[|<>[\]]/g, (character) => `\\${character}`);
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await catalogueText();
  if (!process.argv.includes('--check')) await writeFile(target, text);
  else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
    console.error('docs/rules-catalogue.md is not up to date: node scripts/rules-catalogue.mjs');
    process.exitCode = 1;
  }
}
