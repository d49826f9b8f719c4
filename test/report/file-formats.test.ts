/** GitLab, Code Quality, JUnit and CSV against their schemas, and what is particular to each. */
import { describe, expect, it } from 'vitest';
import { compileSchema } from './check-schema.ts';
import { parseCsv } from './parse-csv.ts';
import { parseXml } from './parse-xml.ts';
import { runWriter } from './run-writer.ts';
import { sampleFinding, sampleFindings, sampleOptions, samplePlace, sampleSummary } from './sample-findings.ts';

const samples = [['everything', sampleFindings()], ['nothing', []]] as const;

describe('gitlab', () => {
  const validate = compileSchema('fixtures/schemas/gitlab-secret-detection-15.2.1.json');

  it.each(samples)('with %s matches the schema it declares', async (_name, findings) => {
    validate(JSON.parse(await runWriter('gitlab', findings)));
    expect(validate.errors).toBeNull();
  });

  it('keeps texts within the limits and the status true', async () => {
    const options = sampleOptions({ remedy: () => ['step '.repeat(5000)] });
    const finding = sampleFinding({ state: 'in-head', rule: { ...sampleFinding().rule, name: 'n'.repeat(400) } });
    const report = JSON.parse(await runWriter('gitlab', [finding], sampleSummary([finding], { complete: false }), options)) as { scan: { status: string } };
    validate(report);
    expect(validate.errors).toBeNull();
    expect(report.scan.status).toBe('failure');
  });

  it('gives a finding the same id whatever line it is on', async () => {
    const idAt = async (startLine: number): Promise<string> =>
      (JSON.parse(await runWriter('gitlab', [sampleFinding({ places: [samplePlace({ startLine, endLine: startLine })] })])) as { vulnerabilities: { id: string }[] }).vulnerabilities[0]?.id ?? '';
    expect(await idAt(3)).toBe(await idAt(300));
  });
});

describe('codequality', () => {
  const validate = compileSchema('fixtures/schemas/code-quality.json');

  it.each(samples)('with %s matches the format', async (_name, findings) => {
    validate(JSON.parse(await runWriter('codequality', findings)));
    expect(validate.errors).toBeNull();
  });

  it('has an entry for every current place, each with a fingerprint of its own that no line move changes', async () => {
    const at = async (lines: readonly number[]): Promise<string[]> => {
      const places = lines.map((startLine) => samplePlace({ path: 'a.ts', startLine, endLine: startLine }));
      const entries = JSON.parse(await runWriter('codequality', [sampleFinding({ places })])) as { fingerprint: string }[];
      return entries.map((entry) => entry.fingerprint);
    };
    const fingerprints = await at([1, 5, 9]);
    expect(new Set(fingerprints).size).toBe(3);
    expect(await at([2, 50, 90])).toEqual(fingerprints);
  });
});

describe('junit', () => {
  const validate = compileSchema('fixtures/schemas/junit.json');

  it.each(samples)('with %s is well-formed and has the shape of JUnit XML', async (_name, findings) => {
    validate(parseXml(await runWriter('junit', findings)));
    expect(validate.errors).toBeNull();
  });

  it('counts what it holds', async () => {
    const findings = sampleFindings();
    const root = parseXml(await runWriter('junit', findings, sampleSummary(findings, { complete: false })));
    const cases = root.children.flatMap((suite) => suite.children.filter((child) => child.name === 'testcase'));
    const having = (name: string): number => cases.filter((test) => test.children.some((child) => child.name === name)).length;
    expect(root.attributes).toMatchObject({ tests: String(cases.length), failures: String(having('failure')), errors: String(having('error')) });
    expect([having('failure'), having('skipped'), having('error')]).toEqual([4, 4, 1]);
    for (const suite of root.children) expect(suite.attributes['tests']).toBe(String(suite.children.filter((child) => child.name === 'testcase').length));
  });
});

describe('csv', () => {
  it('has a row for every place, all of the same length, with CR LF at every end', async () => {
    const findings = sampleFindings();
    const text = await runWriter('csv', findings);
    const rows = parseCsv(text, ',');
    expect(rows).toHaveLength(1 + findings.reduce((sum, finding) => sum + finding.places.length, 0));
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it.each(['=1+1', '+1', '-1', '@x', ' =1', '"=1', '＝1', 'a;=1', 'a| @x'])('does not let %j be a formula', async (path) => {
    const text = await runWriter('csv', [sampleFinding({ places: [samplePlace({ path })] })]);
    for (const separator of [',', ';']) {
      for (const cell of parseCsv(text, separator).flat()) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
    }
  });

  it('quotes what has to be quoted', async () => {
    const text = await runWriter('csv', [sampleFinding({ places: [samplePlace({ path: 'a,"b".ts' })] })]);
    expect(text).toContain(',"a,""b"".ts",');
    expect(parseCsv(text, ',')[1]).toContain('a,"b".ts');
  });
});
