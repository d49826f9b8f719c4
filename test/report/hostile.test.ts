/** The law of every report: whatever a repository holds, the raw value stays in and nothing in the output is obeyed. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES, type FormatName } from '../../src/report/table.ts';
import { compileSchema } from './check-schema.ts';
import { brokenGithubRules } from './github-rules.ts';
import { hostileFinding, hostileText } from './hostile-findings.ts';
import { parseCsv } from './parse-csv.ts';
import { parseXml } from './parse-xml.ts';
import { runWriter } from './run-writer.ts';
import { sampleOptions, sampleSummary } from './sample-findings.ts';
import type { SarifDocument } from './sarif-types.ts';

/** The ways in which a value could be written into a report. */
function encodings(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    value, encodeURIComponent(value), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex'), bytes.toString('base64url'),
    JSON.stringify(value).slice(1, -1), [...value].toReversed().join(''), value.slice(0, 12), value.slice(-12),
    value.replace(/[+/]/g, (sign) => `&#${sign.charCodeAt(0)};`), value.replaceAll('+', '\\+'),
  ];
}

const UNSEEN = /(?![\ufe0e\ufe0f\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** What a pattern finds first, with what stands around it; null when it finds nothing. */
function excerpt(text: string, pattern: RegExp): string | null {
  const match = pattern.exec(text);
  return match === null ? null : JSON.stringify(text.slice(Math.max(0, match.index - 60), match.index + 60));
}

const cases = fc.record({
  hostile: hostileFinding(), notes: fc.array(hostileText(), { maxLength: 2 }), example: hostileText(), detail: fc.option(hostileText()), dropped: hostileText(1),
});

const sarifSchema = compileSchema('fixtures/schemas/sarif-2.1.0-rtm.5.json');
const gitlabSchema = compileSchema('fixtures/schemas/gitlab-secret-detection-15.2.1.json');

/** What else must hold of a format. */
const MORE: Partial<Record<FormatName, (text: string) => void>> = {
  json: (text) => { JSON.parse(text); },
  jsonl: (text) => { for (const line of text.trimEnd().split('\n')) JSON.parse(line); },
  sarif: (text) => {
    const document = JSON.parse(text) as SarifDocument;
    sarifSchema(document);
    expect(sarifSchema.errors).toBeNull();
    expect(brokenGithubRules(document).filter((rule) => !rule.startsWith('uri '))).toEqual([]);
  },
  gitlab: (text) => {
    gitlabSchema(JSON.parse(text));
    expect(gitlabSchema.errors).toBeNull();
  },
  codequality: (text) => { JSON.parse(text); },
  junit: (text) => { parseXml(text); },
  csv: (text) => {
    for (const separator of [',', ';']) {
      for (const cell of parseCsv(text, separator).flat()) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
    }
  },
  html: (text) => {
    expect(text.match(/<script/g)).toHaveLength(2);
    expect(text.match(/<\/script>/g)).toHaveLength(2);
    expect(excerpt(text, /<img|<!--/)).toBeNull();
  },
  markdown: (text) => {
    // Outside code spans nothing of the repository may be markup, a mention or a link.
    const bare = text.replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    expect(excerpt(bare, /(?<!\\)<|(?<!\\)\]\(|@|:\/\//)).toBeNull();
  },
};

/** Formats whose lines a CI system reads while they are printed. */
const isOwnCommand = /^::(error|warning|notice)(?: |::)/;

describe.each(FORMAT_NAMES)('%s', (format) => {
  it('keeps the value in and is not obeyed', async () => {
    await fc.assert(fc.asyncProperty(cases, async ({ hostile: { finding, value, file }, notes, example, detail, dropped }) => {
      const summary = sampleSummary([finding], {
        complete: false, notes, skipped: [{ reason: 'unreadable', count: 1, incomplete: true, examples: [example], detail }],
        dropped: [{ rule: 'x', path: dropped, line: 1, column: 1, masked: '…(4)', reasons: [dropped] }],
        head: { commit: '8'.repeat(40), branch: dropped },
      });
      const options = sampleOptions({ showSuppressed: true, readFile: () => file });
      const text = await runWriter(format, [finding], summary, options);
      for (const form of encodings(value)) expect(text.includes(form), `the value as ${form}`).toBe(false);
      expect(excerpt(format === 'csv' ? text.replaceAll('\r\n', '') : text, UNSEEN)).toBeNull();
      expect(excerpt(text, /##[A-Za-z]*\[/)).toBeNull();
      for (const line of text.split('\n')) {
        if (!(format === 'github' && isOwnCommand.test(line))) expect(line.trimStart().startsWith('::'), line).toBe(false);
      }
      MORE[format]?.(text);
    }), { numRuns: 150 });
  });
});
