/** The HTML report as a reader has it: written by the real bundle of a hostile repository, opened and used in a browser. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, NO_CHROMIUM, startChromium } from '../support/chromium.ts';
import { keysieve } from '../support/command.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';
import { githubToken, privateKey, stripeKey } from '../support/secrets.ts';

/** The part of the JSON report that the page is compared with. */
interface Report {
  readonly findings: readonly {
    readonly fingerprint: string; readonly rule: string; readonly name: string; readonly severity: string; readonly confidence: string;
    readonly status: string; readonly state: string;
    readonly places: readonly { readonly path: string; readonly startLine: number; readonly commit: { readonly author: string; readonly date: string } | null }[];
  }[];
}

const VALUES = [githubToken('head'), githubToken('twice'), githubToken('markup'), githubToken('allowed'), stripeKey('gone')];
const MARKUP = '"><img src=x onerror=alert(1)><script>alert(2)</script>.txt';
const LONG = `deep/${'a-very-long-folder-name-without-any-break/'.repeat(4)}config.ts`;

/** Everything that a stranger could put into a repository to steer its reader. */
function hostileRepository(): TestRepository {
  const [head, twice, markup, allowed, gone] = VALUES;
  const repository = TestRepository.init();
  repository.commit('Begin', { 'old/pay.rb': `pay = "${gone}"\n`, 'a.txt': 'a\n' });
  repository.gitWith({ env: { GIT_AUTHOR_NAME: '<svg onload=alert(3)>Eve' } }, 'rm', '--quiet', 'old/pay.rb');
  repository.gitWith({ stdin: '</script><script>alert(4)</script>', env: { GIT_AUTHOR_NAME: '<svg onload=alert(3)>Eve' } }, 'commit', '--quiet', '--file=-');
  repository.commit('Deploy <b onmouseover=alert(5)>now</b>', {
    'src/deploy.ts': `const region = '<link rel=stylesheet href=https://evil.example/x.css>';\nconst token = '${head}';\n<!-- <img src=https://evil.example/x.png>\n`,
    [LONG]: `const token = '${twice}';${'x'.repeat(3000)}\n`,
    'copy.ts': `const token = '${twice}';\n`,
    'copy2.ts': `const token = '${twice}';\n`,
    [MARKUP]: `token = '${markup}' </pre></article><style>*{display:none}</style><meta http-equiv=refresh content="0;url=https://evil.example">\n`,
    'javascript:alert(6)': `KEY="""\n${privateKey('page')}\n"""\n`,
    'line\nbreak\u001b[31m\u202e.env': 'x\n',
    'test/fixture.ts': `const token = '${allowed}';\n`,
    'keysieve.yaml': "version: 1\nallow:\n  - paths: ['test/**']\n    reason: '<img src=x onerror=alert(7)> sample'\n",
  });
  return repository;
}

/** Fingerprints of the findings that can be seen, from the top. */
async function shown(page: Page): Promise<string[]> {
  const ids = await page.locator('article:visible').evaluateAll((nodes) => nodes.map((node) => node.id));
  return ids.map((id) => id.replace('finding-', ''));
}

/** What the page did that it must not do, from before its first line on. */
interface Watched {
  readonly page: Page;
  readonly requests: string[];
  readonly complaints: string[];
}

const executable = chromiumPath();

describe.skipIf(executable === null)(`the page in a browser${executable === null ? ` (${NO_CHROMIUM})` : ''}`, () => {
  let browser: Browser;
  let report: Report;
  let file = '';
  let address = '';

  beforeAll(async () => {
    const repository = hostileRepository();
    file = join(temporaryFolder(), 'report.html');
    const json = join(temporaryFolder(), 'report.json');
    const { code, stderr } = await keysieve(['scan', '--output', `html=${file}`, '--output', `json=${json}`], { cwd: repository.root });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    address = pathToFileURL(file).href;
    report = JSON.parse(readFileSync(json, 'utf8')) as Report;
    browser = await startChromium(executable ?? '');
  });
  afterAll(() => browser?.close());

  const open = async (options: BrowserContextOptions = {}, url = address): Promise<Watched> => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('popup', () => complaints.push('another window'));
    await page.exposeFunction('violated', (what: string) => complaints.push(`content policy: ${what}`));
    await page.addInitScript("addEventListener('securitypolicyviolation', (event) => violated(event.violatedDirective))");
    await page.goto(url);
    return { page, requests, complaints };
  };
  const where = (test: (finding: Report['findings'][number]) => boolean): string[] => report.findings.filter(test).map((finding) => finding.fingerprint);

  it('shows what is new, loads nothing and complains of nothing', async () => {
    const { page, requests, complaints } = await open();
    expect(await shown(page)).toEqual(where((finding) => finding.status === 'new'));
    expect(await page.locator('#shown').textContent()).toBe(`5 of ${report.findings.length} shown`);
    await page.mouse.wheel(0, 5000);
    for (const article of await page.locator('article:visible').all()) await article.hover();
    expect(await page.locator('img, iframe, svg, link, object, embed, style:not(head style), meta:not(head meta)').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
  });

  it('holds the names and lines of the repository as text, and no value', async () => {
    const { page } = await open();
    const text = await page.locator('main').textContent();
    for (const part of [MARKUP, '<link rel=stylesheet href=https://evil.example/x.css>', '<b onmouseover=alert(5)>now</b>', 'javascript:alert(6)', '</pre></article><style>']) {
      expect(text).toContain(part);
    }
    const source = readFileSync(file, 'utf8');
    for (const value of VALUES) expect(source.includes(value)).toBe(false);
    for (const line of privateKey('page').split('\n').slice(1, -2)) expect(source.includes(line)).toBe(false);
  });

  it('filters, searches and sorts as its labels say', async () => {
    const { page, requests, complaints } = await open();
    const choose = (label: string, value: string): Promise<unknown> => page.getByRole('combobox', { name: label, exact: true }).selectOption(value);

    await choose('Status', 'allowed');
    expect(await shown(page)).toEqual(where((finding) => finding.status === 'allowed'));
    await choose('Status', 'all');
    expect(await shown(page)).toEqual(where(() => true));

    await choose('Severity', 'critical');
    const critical = where((finding) => finding.severity === 'critical');
    expect(critical.length).toBeLessThan(report.findings.length);
    expect(await shown(page)).toEqual(critical);
    await choose('Severity', 'all');

    await choose('Where it is', 'history only');
    expect(await shown(page)).toEqual(where((finding) => finding.state === 'history-only'));
    await choose('Where it is', 'anywhere');

    const search = page.getByRole('searchbox', { name: 'Search', exact: true });
    await search.pressSequentially('PRIVATE-key alert(6)');
    expect(await shown(page)).toEqual(where((finding) => finding.rule === 'private-key'));
    await search.fill('old/pay.rb');
    expect(await shown(page)).toEqual(where((finding) => finding.places.some((place) => place.path === 'old/pay.rb')));
    await search.fill('no such thing');
    expect(await shown(page)).toEqual([]);
    expect(await page.locator('#shown').textContent()).toBe(`0 of ${report.findings.length} shown`);
    await search.fill('');

    const first = new Map(report.findings.map((finding) => [finding.fingerprint, finding.places[0]?.path ?? '']));
    await choose('Order', 'path');
    const byPath = (await shown(page)).map((fingerprint) => first.get(fingerprint) ?? '');
    expect(byPath).toEqual([...first.values()].sort());
    await choose('Order', 'oldest first');
    expect((await shown(page))[0]).toBe(where((finding) => finding.state === 'history-only')[0]);
    await choose('Order', 'severity');
    const ranks = ['critical', 'high', 'medium', 'low', 'info'];
    const severities = (await shown(page)).map((fingerprint) => ranks.indexOf(report.findings.find((finding) => finding.fingerprint === fingerprint)?.severity ?? ''));
    expect(severities).toEqual(severities.toSorted((a, b) => a - b));

    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await shown(page)).toEqual(where((finding) => finding.status === 'new'));
    await search.press('Enter');
    expect(page.url()).toBe(address);
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
  });

  it('opens its details: other places, and how to make the secret harmless', async () => {
    const { page, complaints } = await open();
    const [fingerprint] = where((finding) => finding.places.length === 3);
    const article = page.locator(`#finding-${fingerprint}`);
    const places = article.locator('details', { hasText: 'The same value in 2 more places' });
    expect(await places.locator('li').first().isVisible()).toBe(false);
    await places.locator('summary').click();
    expect(await places.locator('li').allInnerTexts()).toHaveLength(2);
    expect(await places.locator('li').first().isVisible()).toBe(true);
    const steps = article.locator('details', { hasText: 'How to make it harmless' });
    await steps.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await steps.locator('li').first().isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('saves the JSON report that it carries', async () => {
    const { page, complaints } = await open();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as JSON' }).click()]);
    expect(download.suggestedFilename()).toBe('keysieve-report.json');
    expect((JSON.parse(readFileSync(await download.path(), 'utf8')) as Report).findings).toEqual(report.findings);
    expect(complaints).toEqual([]);
  });

  it('is complete without scripting', async () => {
    const { page, requests, complaints } = await open({ javaScriptEnabled: false });
    expect(await shown(page)).toEqual(where(() => true));
    expect(await page.locator('#controls').isVisible()).toBe(false);
    for (const finding of report.findings) {
      expect(await page.locator(`#finding-${finding.fingerprint}`).textContent()).toContain(finding.rule);
    }
    const details = page.locator('details', { hasText: 'The same value in' });
    await details.locator('summary').click();
    expect(await details.locator('li').first().isVisible()).toBe(true);
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
  });

  it('offers nothing to filter where there is nothing', async () => {
    const folder = temporaryFolder();
    const clean = join(folder, 'clean.html');
    const { code } = await keysieve(['scan', '--output', `html=${clean}`], { cwd: folder });
    expect(code).toBe(0);
    const { page, complaints } = await open({}, pathToFileURL(clean).href);
    expect(await page.locator('.verdict').textContent()).toBe('Nothing was checked: there are no files.');
    expect(await page.locator('#controls').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('fits a telephone, and prints with its details open and without its controls', async () => {
    const { page } = await open({ viewport: { width: 390, height: 844 } });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#controls').isVisible()).toBe(false);
    expect(await page.locator('details li').first().isVisible()).toBe(true);
  });

  it.each(['light', 'dark'] as const)('has text that stands out from its ground, %s', async (colorScheme) => {
    const { page } = await open({ colorScheme });
    const colours = await page.evaluate<number[][][]>(`(${READ_COLOURS})(${JSON.stringify(CONTRASTS)})`);
    // WCAG 2.2, success criterion 1.4.3.
    const low = CONTRASTS.filter((_, index) => contrast(colours[index]?.[0] ?? [], colours[index]?.[1] ?? []) < 4.5);
    expect(low).toEqual([]);
  });
});

/** Runs in the page: red, green and blue of each pair of custom properties. */
const READ_COLOURS = `(pairs) => {
  const style = getComputedStyle(document.documentElement);
  const canvas = document.createElement('canvas').getContext('2d');
  return pairs.map((pair) => pair.map((name) => {
    canvas.fillStyle = style.getPropertyValue('--' + name);
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }));
}`;

/** Custom properties of the style sheet: text, and what it stands on. */
const CONTRASTS: [string, string][] = [
  ...['text', 'soft', 'critical', 'high', 'medium', 'low', 'info', 'accent'].map((name): [string, string] => [name, 'card']),
  ...['text', 'soft', 'high', 'medium', 'good'].map((name): [string, string] => [name, 'bg']),
  ['text', 'code'], ['text', 'mark'],
];

/** Contrast of two colours in sRGB: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: readonly number[], other: readonly number[]): number {
  const luminance = (colour: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
