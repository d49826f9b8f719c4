import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model.ts';
import { lineHashes } from '../../src/report/line-hash.ts';
import type { ReportOptions } from '../../src/report/report.ts';
import { SARIF_LIMITS } from '../../src/report/sarif.ts';
import type { Summary } from '../../src/report/summary.ts';
import { SEVERITIES } from '../../src/rules/rule.ts';
import { compileSchema } from './check-schema.ts';
import { brokenGithubRules } from './github-rules.ts';
import { runWriter } from './run-writer.ts';
import { sampleCommit, sampleFinding, sampleFindings, sampleOptions, samplePlace, sampleRule, sampleSummary } from './sample-findings.ts';
import type { SarifDocument, SarifResult } from './sarif-types.ts';

const validate = compileSchema('fixtures/schemas/sarif-2.1.0-rtm.5.json');

async function sarif(findings: readonly Finding[], options: Partial<ReportOptions> = {}, summary: Partial<Summary> = {}): Promise<SarifDocument> {
  const text = await runWriter('sarif', findings, sampleSummary(findings, summary), sampleOptions(options));
  return JSON.parse(text) as SarifDocument;
}

async function onlyResult(finding: Finding, options: Partial<ReportOptions> = {}): Promise<SarifResult> {
  const [result] = (await sarif([finding], options)).runs.flatMap((run) => run.results);
  if (result === undefined) throw new Error('no result');
  return result;
}

describe('the document', () => {
  it('looks like its golden file', async () => {
    const document = await sarif(sampleFindings(), {}, { notes: ['the allow entry at keysieve.yaml:31 matches nothing'] });
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('golden/report.sarif.json');
  });

  it.each([['everything', sampleFindings()], ['nothing', []], ['one of the history only', sampleFindings().filter((finding) => finding.state === 'history-only')]])(
    'with %s is valid SARIF 2.1.0 and keeps every rule of GitHub', async (_name, findings) => {
      const document = await sarif(findings);
      validate(document);
      expect(validate.errors).toBeNull();
      expect(brokenGithubRules(document)).toEqual([]);
    });

  it('stays valid with an empty rule name, an empty remedy and a name that is too long', async () => {
    const findings = [
      sampleFinding({ rule: sampleRule({ id: 'a', name: ' ' }) }),
      sampleFinding({ rule: sampleRule({ id: 'b', name: 'n'.repeat(3000) }) }),
      sampleFinding({ rule: sampleRule({ id: 'c', channel: 'practice' }) }),
    ];
    const document = await sarif(findings, { remedy: () => ['', ' '], describeRule: () => '', ruleUri: () => 'javascript:x' });
    validate(document);
    expect(validate.errors).toBeNull();
    expect(brokenGithubRules(document)).toEqual([]);
    expect(document.runs[0]?.tool.driver.rules.map((rule) => rule.helpUri)).toEqual([undefined, undefined, undefined]);
  });

  it('holds no e-mail address, no author and no subject', async () => {
    const text = JSON.stringify(await sarif(sampleFindings()));
    for (const word of ['Ada', 'grace', 'Linus', '@example', 'wip:']) expect(text).not.toContain(word);
  });
});

describe('a result', () => {
  it('points at a file of today first, and links to the other places', async () => {
    const finding = sampleFinding({ places: [
      samplePlace({ path: 'gone.ts', current: false, commit: sampleCommit('a') }),
      samplePlace({ path: 'now.ts' }),
      samplePlace({ path: 'also [1].ts', startLine: 3, endLine: 3 }),
    ] });
    const result = await onlyResult(finding);
    expect(result.locations[0]?.physicalLocation.artifactLocation.uri).toBe('now.ts');
    expect(result.relatedLocations?.map((location) => location.physicalLocation.artifactLocation.uri)).toEqual(['also%20%5B1%5D.ts']);
    expect(result.message.text).toContain('The same value is also in [also \\[1\\].ts:3:17](1).');
  });

  it('keeps at most 100 locations and counts the rest in its message', async () => {
    const result = await onlyResult(sampleFinding({ places: Array.from({ length: 1500 }, (_, index) => samplePlace({ path: `${index}.ts` })) }));
    expect(result.relatedLocations).toHaveLength(99);
    expect(result.message.text).toContain('1,496 more places');
  });

  it('has a region that covers something even when the place does not', async () => {
    const result = await onlyResult(sampleFinding({ places: [samplePlace({ startColumn: 5, endColumn: 5 })] }));
    expect(result.locations[0]?.physicalLocation.region).toEqual({ startLine: 14, startColumn: 5, endLine: 14, endColumn: 6 });
  });

  it("has GitHub's line hash when the file is at hand, and no such key otherwise", async () => {
    const file = new TextEncoder().encode('x\n'.repeat(13) + 'accessKeyId: "…"\nmore\n');
    const hash = lineHashes(file, new Set([14])).get(14);
    expect((await onlyResult(sampleFinding(), { readFile: () => file })).partialFingerprints).toEqual({
      primaryLocationLineHash: hash, 'secretFingerprint/v1': '7f3a91c25be04d18',
    });
    for (const readFile of [undefined, () => null, () => new Uint8Array()]) {
      expect(Object.keys((await onlyResult(sampleFinding(), { readFile })).partialFingerprints)).toEqual(['secretFingerprint/v1']);
    }
  });

  it('reads each file once, and none that is gone', async () => {
    const read: string[] = [];
    const gone = samplePlace({ path: 'gone.ts', current: false, commit: sampleCommit('a') });
    await sarif([sampleFinding(), sampleFinding({ fingerprint: '0'.repeat(16) }), sampleFinding({ places: [gone] })], {
      readFile: (path) => { read.push(path); return null; },
    });
    expect(read).toEqual(['src/deploy/config.ts']);
  });

  it('says how it is suppressed, and can be left out for code scanning', async () => {
    const known = sampleFinding({ status: 'allowed', blocking: false, suppression: { by: 'inline', where: 'a.ts:3', reason: 'test key' } });
    const [run] = (await sarif([sampleFinding(), known])).runs;
    expect(run?.results.map((result) => result.suppressions)).toEqual([
      [], [{ kind: 'inSource', status: 'accepted', justification: 'allowed by a comment at a.ts:3: test key' }],
    ]);
    expect((await sarif([sampleFinding(), known], { omitSuppressed: true })).runs[0]?.results).toHaveLength(1);
  });
});

describe('secrets that are in no file of today', () => {
  it('have a run of their own with level note, and name their commit', async () => {
    const findings = sampleFindings();
    const document = await sarif(findings, { category: 'nightly' });
    expect(document.runs.map((run) => [run.automationDetails.id, run.results.length])).toEqual([['nightly/', 6], ['nightly-history/', 2]]);
    const results = document.runs[1]?.results ?? [];
    expect(results.map((result) => result.level)).toEqual(['note', 'note']);
    expect(results[0]?.locations[0]?.logicalLocations).toEqual([{ fullyQualifiedName: `commit ${'e'.repeat(40)}`, kind: 'resource' }]);
    expect(results[1]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('commit%20message');
  });
});

describe('the run', () => {
  it('tells what was not read and that the scan is incomplete', async () => {
    const skipped = [{ reason: 'timed-out', count: 2, incomplete: true, examples: ['a.js', 'b.js'], detail: 'took too long' }] as const;
    const [run] = (await sarif([], {}, { complete: false, skipped })).runs;
    expect(run?.invocations[0]?.executionSuccessful).toBe(false);
    expect(run?.invocations[0]?.toolExecutionNotifications).toEqual([
      { descriptor: { id: 'not-read', index: 0 }, level: 'error', message: { text: '2 timed out: a.js, b.js (took too long)' } },
    ]);
  });

  it('names the repository without credentials, and not a local one', async () => {
    const user = ['user', 'word'].join(':');
    const of = async (url: string): Promise<unknown> => (await sarif([], {}, { remotes: [{ name: 'up', url: '/x' }, { name: 'origin', url }] })).runs[0]?.versionControlProvenance;
    expect(await of(`https://${user}@git.example/acme/shop.git`)).toEqual([
      { repositoryUri: 'https://git.example/acme/shop.git', revisionId: '8'.repeat(40), branch: 'main', mappedTo: { uriBaseId: '%SRCROOT%' } },
    ]);
    expect(await of('/srv/shop.git')).toBeUndefined();
  });

  it('shows the remedy of the rule, without the facts of one finding', async () => {
    const remedy = (finding: Finding): string[] => [`Revoke the key of ${finding.facts['account'] ?? 'its account'}.`];
    const [run] = (await sarif([sampleFinding()], { remedy, describeRule: () => 'Identifies an AWS user.' })).runs;
    expect(run?.tool.driver.rules[0]).toMatchObject({
      fullDescription: { text: 'Identifies an AWS user.' },
      help: { text: 'AWS access key id.\n1. Revoke the key of its account.', markdown: '## AWS access key id\n\n1. Revoke the key of its account.\n' },
      properties: { precision: 'very-high', 'security-severity': '9.5' },
    });
  });
});

describe('trimming', () => {
  const many = (count: number, extra: (index: number) => Partial<Finding>): Finding[] =>
    Array.from({ length: count }, (_, index) => sampleFinding({ fingerprint: index.toString(16).padStart(16, '0'), ...extra(index) }));

  it('keeps the 25,000 most severe of 30,000 and says what is left out', async () => {
    const findings = many(30_000, (index) => ({ severity: SEVERITIES[index % 5] ?? 'info' }));
    const [run] = (await sarif(findings)).runs;
    expect(run?.results).toHaveLength(25_000);
    const severities = new Map<unknown, number>();
    for (const result of run?.results ?? []) severities.set(result.properties['severity'], (severities.get(result.properties['severity']) ?? 0) + 1);
    expect(Object.fromEntries(severities)).toEqual({ critical: 6000, high: 6000, medium: 6000, low: 6000, info: 1000 });
    expect(run?.invocations[0]?.toolExecutionNotifications.find((entry) => entry.descriptor.id === 'trimmed')?.message.text).toBe(
      '5,000 of 30,000 results are left out to stay within the limits of code scanning, the least severe first: 5,000 info. The JSON report has all of them.',
    );
  });

  it('stays below the size that GitHub takes', async () => {
    // Names that do not compress: the size is reached long before the number of results.
    const noise = (seed: number): string => createHash('shake256', { outputLength: 900 }).update(String(seed)).digest('base64url');
    const findings = many(14_000, (index) => ({ severity: index < 100 ? 'critical' : 'low', places: [samplePlace({ path: `${noise(index)}.ts` })] }));
    const text = await runWriter('sarif', findings);
    const document = JSON.parse(text) as SarifDocument;
    expect(gzipSync(text).length).toBeLessThanOrEqual(SARIF_LIMITS.gzipBytes);
    const results = document.runs[0]?.results ?? [];
    expect(results.length).toBeGreaterThan(2000);
    expect(results.length).toBeLessThan(14_000);
    expect(results.filter((result) => result.properties['severity'] === 'critical')).toHaveLength(100);
    expect(document.runs[0]?.invocations[0]?.toolExecutionNotifications.at(-1)?.descriptor.id).toBe('trimmed');
  });
});
