import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PAGE_SCRIPT } from '../../src/report/html/script.ts';
import { runWriter } from './run-writer.ts';
import { sampleFinding, sampleFindings, samplePlace, sampleRule, sampleSummary } from './sample-findings.ts';

const findings = sampleFindings();

/** The content between two marks. */
function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start) + start.length;
  return text.slice(from, text.indexOf(end, from));
}

describe('the page', () => {
  it('allows only its own style and script, by their hashes', async () => {
    const page = await runWriter('html', findings);
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const style = between(page, '<style>', '</style>');
    const script = between(page, '<script>', '</script>');
    expect(between(page, 'Content-Security-Policy" content="', '"')).toBe(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
    );
  });

  it('refers to nothing outside itself and has no inline handler or style', async () => {
    const page = await runWriter('html', findings);
    const [markup = '', script = ''] = page.split('<script>');
    expect(/<(?:link|img|iframe|object|embed|base)\b|\ssrc=|\shref=|\sstyle=|\son\w+=|url\(|@import|https?:\/\//i.exec(markup)?.[0]).toBeUndefined();
    expect(/fetch|XMLHttp|import|https?:|innerHTML|eval|document\.write/.exec(script)?.[0]).toBeUndefined();
  });

  it('can be read without its script', async () => {
    const page = await runWriter('html', findings);
    const body = page.slice(0, page.indexOf('<script'));
    for (const finding of findings) {
      expect(body).toContain(`id="finding-${finding.fingerprint}"`);
      expect(body).toContain(finding.rule.name);
    }
    expect(body).toContain('id="controls" class="controls" hidden');
  });

  it('carries the JSON report for its script', async () => {
    const page = await runWriter('html', findings);
    const island = between(page, '<script type="application/json" id="report">', '</script>');
    expect(JSON.parse(island)).toEqual(JSON.parse(await runWriter('json', findings)));
  });

  it('has one article a finding, in the order of the JSON', async () => {
    const page = await runWriter('html', findings);
    const ids = [...page.matchAll(/<article [^>]*id="finding-(\w+)"/g)].map(([, id]) => id);
    const report = JSON.parse(await runWriter('json', findings)) as { findings: { fingerprint: string }[] };
    expect(ids).toEqual(report.findings.map((finding) => finding.fingerprint));
  });

  it('keeps markup of the repository as text', async () => {
    const attack = '</pre><script>alert(1)</script><img src=x onerror=alert(1)>';
    const finding = sampleFinding({ rule: sampleRule({ name: attack }), facts: { [attack]: attack }, places: [samplePlace({ path: attack })] });
    const page = await runWriter('html', [finding], sampleSummary([finding], { notes: [attack] }));
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });

  it('says so when there is nothing', async () => {
    expect(await runWriter('html', [])).toContain('<p>None.</p>');
  });
});

it('has a script that parses', () => {
  // eslint-disable-next-line no-new-func -- compiles the page's own constant and does not run it
  expect(() => new Function(PAGE_SCRIPT)).not.toThrow();
});
