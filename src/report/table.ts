/** Every format: what it is for, what its files are called, and where its writer is. A new format is one file and one line here. */
import type { Writer } from './report.ts';

/** A format as help shows it and as `--output` chooses it. */
export interface Format {
  /** One line of help. */
  readonly help: string;
  /** Endings of file names that mean this format when `--output` names a file only. */
  readonly endings: readonly string[];
  /** Loads the writer; a format that is not asked for costs nothing at start. */
  readonly load: () => Promise<Writer>;
}

export const FORMATS = {
  pretty: { help: 'frames with carets, for people at a terminal', endings: ['.txt'], load: async () => (await import('./pretty.ts')).writePretty },
  compact: { help: 'file:line:column and one line a place, for grep and agents', endings: [], load: async () => (await import('./compact.ts')).writeCompact },
  plain: { help: 'full sentences without signs, for screen readers', endings: [], load: async () => (await import('./plain.ts')).writePlain },
  json: { help: 'one document, see docs/report-json.md', endings: ['.json'], load: async () => (await import('./json.ts')).writeJson },
  jsonl: { help: 'a finding a line, the summary last', endings: ['.jsonl', '.ndjson'], load: async () => (await import('./jsonl.ts')).writeJsonl },
  sarif: { help: 'SARIF 2.1.0, for GitHub code scanning and editors', endings: ['.sarif', '.sarif.json'], load: async () => (await import('./sarif.ts')).writeSarif },
  github: { help: 'annotations in GitHub Actions', endings: [], load: async () => (await import('./github.ts')).writeGithub },
  gitlab: { help: 'secret detection report of GitLab', endings: ['gl-secret-detection-report.json'], load: async () => (await import('./gitlab.ts')).writeGitlab },
  codequality: { help: 'Code Quality report of GitLab', endings: ['gl-code-quality-report.json'], load: async () => (await import('./code-quality.ts')).writeCodeQuality },
  junit: { help: 'JUnit XML, for Jenkins and others', endings: ['.xml'], load: async () => (await import('./junit.ts')).writeJunit },
  csv: { help: 'a row a place, for spreadsheets', endings: ['.csv'], load: async () => (await import('./csv.ts')).writeCsv },
  markdown: { help: 'a table and details, for comments and wikis', endings: ['.md', '.markdown'], load: async () => (await import('./markdown.ts')).writeMarkdown },
  html: { help: 'one page with search and filters, needs no network', endings: ['.html', '.htm'], load: async () => (await import('./html.ts')).writeHtml },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

/** The names, in the order of help. */
export const FORMAT_NAMES: readonly FormatName[] = Object.keys(FORMATS) as FormatName[];

/** True for the name of a format. */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

/** The format that a file's name asks for by the longest ending that fits; null when none does. */
export function formatOfFile(path: string): FormatName | null {
  const lower = path.toLowerCase();
  let best: { name: FormatName; length: number } | null = null;
  for (const name of FORMAT_NAMES) {
    for (const ending of FORMATS[name].endings) {
      if (lower.endsWith(ending) && (best === null || ending.length > best.length)) best = { name, length: ending.length };
    }
  }
  return best?.name ?? null;
}
