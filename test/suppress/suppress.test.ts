import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { detectSecretsBaseline } from '../../src/suppress/baseline/detect-secrets.ts';
import { gitleaksIgnore } from '../../src/suppress/baseline/gitleaks.ts';
import { ownBaseline } from '../../src/suppress/baseline/own.ts';
import { createSuppressor } from '../../src/suppress/suppress.ts';
import type { Suppressor, SuppressorOptions } from '../../src/suppress/suppress.ts';
import { placeAt, placeIn, secretAt } from './secrets-for-tests.ts';

const NOW = new Date('2026-05-04T12:00:00Z');
const VALUE = 'V'.repeat(12);

async function configOf(yaml: string): Promise<Config> {
  return loadConfig({ readFile: async (path) => (path === 'keysieve.yaml' ? new TextEncoder().encode(yaml) : null), compileRules: () => [] });
}

/** A suppressor of the `allow` entries in YAML flow style, one a line, so that entry n stands on line n + 1. */
async function allowing(entries: readonly string[], more: Partial<SuppressorOptions> = {}): Promise<Suppressor> {
  const config = await configOf(entries.length === 0 ? '' : `allow:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`);
  return createSuppressor({ config, baselines: [], now: NOW, ...more });
}

describe('allow entries', () => {
  const place = placeIn('test/fixtures/keys.ts', `const key = "${VALUE}"; // dummy`, VALUE, { commit: 'abcdef0123456789abcdef0123456789abcdef01', current: false });
  const secret = secretAt([place], { value: VALUE });

  test.each([
    ['paths: [test/fixtures/**]', true],
    ['paths: [src/**, "*.ts"]', true],
    ['paths: [src/**]', false],
    ["path-regexes: ['fixtures/.*\\.ts$']", true],
    ["path-regexes: ['^fixtures']", false],
    ['rules: [acme-token]', true],
    ['rules: [acme-legacy]', true],
    ['rules: ["acme-*"]', true],
    ['rules: [other]', false],
    ["values: ['^V+$']", true],
    ["values: ['^v+$']", false],
    ["values: ['(?i)^v+$']", true],
    ["values: ['VVV']", true],
    ["lines: ['// dummy$']", true],
    ["lines: ['^dummy']", false],
    ['stop-words: [vvv]', true],
    ['stop-words: [xxx]', false],
    ['commits: [abcdef0]', true],
    ['commits: [ABCDEF0123456789ABCDEF0123456789ABCDEF01]', true],
    ['commits: ["1234567"]', false],
    ['fingerprints: [00112233AABBCCDD]', true],
    ['fingerprints: [000000000000000a]', false],
    // Kinds are joined by AND, the list of one kind by OR.
    ['paths: [test/**], rules: [other, acme-token]', true],
    ['paths: [test/**], rules: [other]', false],
    ['paths: [src/**], rules: [acme-token]', false],
    ["paths: [test/**], values: ['^V'], lines: [dummy], stop-words: [vvv], commits: [abcdef0], fingerprints: [00112233aabbccdd], rules: ['*'], path-regexes: ['.']", true],
    ["paths: [test/**], values: ['^V'], lines: [dummy], stop-words: [vvv], commits: [abcdef0], fingerprints: [00112233aabbccdd], rules: ['*'], path-regexes: ['#']", false],
  ])('{%s} allows: %s', async (criteria, allowed) => {
    const judged = (await allowing([`{reason: made up, ${criteria}}`])).judge(secret);
    expect(judged.status).toBe(allowed ? 'allowed' : 'new');
    expect(judged.suppression).toEqual(allowed ? { by: 'config', where: 'keysieve.yaml:2', reason: 'made up' } : null);
  });

  test('a commit criterion does not fit what stands outside of history', async () => {
    expect((await allowing(['{reason: x, commits: [abcdef0]}'])).judge(secretAt([placeAt('a.ts')])).status).toBe('new');
  });

  test('values and lines beyond ASCII are seen as text', async () => {
    const value = Buffer.from('pässwört').toString('latin1');
    const umlaut = secretAt([placeIn('a', 'k = "pässwört" # für', value)], { value });
    expect((await allowing(["{reason: x, values: ['^.{8}$'], lines: ['für$'], stop-words: [PÄSS]}"])).judge(umlaut).status).toBe('allowed');
  });

  test('lines of CRLF files end before the line end', async () => {
    const crlf = secretAt([placeIn('a', `x\r\nk = ${VALUE} ok\r\ny`, VALUE)]);
    expect((await allowing(["{reason: x, lines: ['ok$']}"])).judge(crlf).status).toBe('allowed');
  });

  test('the first entry that holds speaks', async () => {
    const suppressor = await allowing(['{reason: one, paths: [src/**]}', '{reason: two, paths: [test/**]}', '{reason: three, rules: [acme-token]}']);
    expect(suppressor.judge(secret).suppression).toEqual({ by: 'config', where: 'keysieve.yaml:3', reason: 'two' });
  });

  test('a reason is safe to print', async () => {
    const suppressor = await allowing([String.raw`{reason: "a\e[2Jb", rules: ["*"]}`]);
    expect(suppressor.judge(secret).suppression?.reason).toBe('a [2Jb');
  });
});

describe('the last day of an entry', () => {
  const secret = secretAt([placeAt('a.ts')]);

  test('is included', async () => {
    expect((await allowing(['{reason: x, paths: [a.ts], until: 2026-05-04}'])).judge(secret).status).toBe('allowed');
  });

  test('over, it allows nothing, and says so at the finding and at the end of any scan', async () => {
    const suppressor = await allowing(['{reason: for the migration, paths: [a.ts], until: 2026-05-03}']);
    expect(suppressor.judge(secret)).toEqual({ status: 'new', suppression: null, places: [null], notes: ['keysieve.yaml:2: allowed this until 2026-05-03'] });
    expect(suppressor.unused('part')).toEqual([{ where: 'keysieve.yaml:2', what: 'for the migration', why: 'expired', until: '2026-05-03' }]);
  });

  test('a later entry takes over', async () => {
    const suppressor = await allowing(['{reason: old, paths: [a.ts], until: 2020-01-01}', '{reason: new, paths: [a.ts]}']);
    expect(suppressor.judge(secret)).toMatchObject({ status: 'allowed', suppression: { where: 'keysieve.yaml:3' }, notes: ['keysieve.yaml:2: allowed this until 2020-01-01'] });
  });
});

describe('places', () => {
  const open = placeAt('src/a.ts');
  const fixture = placeAt('test/a.ts', { startLine: 4, endLine: 4 });
  const entry = '{reason: made up, paths: [test/**]}';

  test('one place that nothing excepts keeps the secret new; the others are still accounted for', async () => {
    const judged = (await allowing([entry])).judge(secretAt([fixture, open]));
    expect(judged).toMatchObject({ status: 'new', suppression: null, places: [{ by: 'config', where: 'keysieve.yaml:2' }, null] });
  });

  test('every place excepted by something: allowed', async () => {
    const judged = (await allowing([entry, '{reason: also, paths: [src/**]}'])).judge(secretAt([fixture, open]));
    expect(judged).toMatchObject({ status: 'allowed', suppression: { where: 'keysieve.yaml:2' }, places: [{ where: 'keysieve.yaml:2' }, { where: 'keysieve.yaml:3' }] });
  });

  test('some allowed, the rest in a baseline: baselined', async () => {
    const suppressor = await allowing([entry], { baselines: [gitleaksIgnore('src/a.ts:acme-token:1', '.gitleaksignore')] });
    expect(suppressor.judge(secretAt([fixture, open]))).toMatchObject({ status: 'baselined', suppression: { by: 'baseline', where: '.gitleaksignore:1', reason: 'listed by position' } });
    expect(suppressor.judge(secretAt([fixture])).status).toBe('allowed');
  });

  test('a secret is new exactly when a place is not excepted', async () => {
    const kinds = { open, fixture, marked: placeIn('m.ts', `${VALUE} # gitleaks:allow`, VALUE) };
    const suppressor = await allowing([entry]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom<keyof typeof kinds>('open', 'fixture', 'marked'), { minLength: 1, maxLength: 120 }), (chosen) => {
        const judged = suppressor.judge(secretAt(chosen.map((kind, index) => ({ ...kinds[kind], path: `${kinds[kind].path.replace('.ts', '')}${index}.ts` }))));
        expect(judged.status).toBe(chosen.includes('open') ? 'new' : 'allowed');
        expect(judged.places.map((suppression) => suppression?.by ?? null)).toEqual(chosen.map((kind) => ({ open: null, fixture: 'config', marked: 'inline' })[kind]));
      }),
    );
  });
});

describe('markers', () => {
  const marked = placeIn('src/a.ts', `x\n${VALUE} // keysieve:allow acme-token from the docs\n`, VALUE);
  const bare = placeIn('src/a.ts', `x\n${VALUE}\n`, VALUE);

  test('except the place they stand at', async () => {
    expect((await allowing([])).judge(secretAt([marked]))).toEqual({
      status: 'allowed',
      suppression: { by: 'inline', where: 'src/a.ts:2', reason: 'from the docs' },
      places: [{ by: 'inline', where: 'src/a.ts:2', reason: 'from the docs' }],
      notes: [],
    });
  });

  test('are nearer than the configuration, which still counts as used', async () => {
    const suppressor = await allowing(['{reason: x, paths: [src/**]}']);
    expect(suppressor.judge(secretAt([marked])).suppression?.by).toBe('inline');
    expect(suppressor.unused('whole')).toEqual([]);
  });

  test('on the line before are named with their own line', async () => {
    const place = placeIn('src/a.ts', `x\n// keysieve:allow * docs\n${VALUE}`, VALUE);
    expect((await allowing([])).judge(secretAt([place])).suppression?.where).toBe('src/a.ts:2');
  });

  test('of other scanners are named as their reason', async () => {
    const place = placeIn('a.py', `${VALUE} # pragma: allowlist secret`, VALUE);
    expect((await allowing([])).judge(secretAt([place])).suppression).toEqual({ by: 'inline', where: 'a.py:1', reason: 'marked for detect-secrets' });
  });

  test.each([
    ['keysieve:allow other-rule x', 'new', 'src/a.ts:1: the marker allows other-rule, and this is acme-token: the rule stands first, then the reason'],
    ['keysieve:allow', 'new', 'src/a.ts:1: the marker names no rule and allows nothing; write keysieve:allow acme-token and the reason'],
    ['keysieve:allow acme-token', 'allowed', 'src/a.ts:1: the marker gives no reason'],
  ])('%s: %s, with a note', async (words, status, note) => {
    const place = placeIn('src/a.ts', `${VALUE} // ${words}`, VALUE);
    expect((await allowing([])).judge(secretAt([place]))).toMatchObject({ status, notes: [note] });
  });

  describe('and history', () => {
    const old = { ...bare, current: false, commit: '1'.repeat(40) };
    const judge = async (...places: Parameters<typeof secretAt>[0]): Promise<string> => (await allowing([])).judge(secretAt(places)).status;

    test('a marker in the file as it is now covers the versions before it', async () => {
      expect(await judge(marked, old)).toBe('allowed');
      expect(await judge(old, marked)).toBe('allowed');
    });

    test('and is named where it stands', async () => {
      const { places } = (await allowing([])).judge(secretAt([{ ...old, startLine: 70, endLine: 70 }, marked]));
      expect(places.map((each) => each?.where)).toEqual(['src/a.ts:2', 'src/a.ts:2']);
    });

    test('on disk or staged, before HEAD has it', async () => {
      expect(await judge({ ...bare, commit: '1'.repeat(40) }, marked, old)).toBe('allowed');
    });

    test('not when it was taken out again', async () => {
      expect(await judge({ ...marked, current: false, commit: '1'.repeat(40) }, bare)).toBe('new');
    });

    test('not for another path', async () => {
      expect(await judge(marked, { ...old, path: 'src/b.ts' })).toBe('new');
    });

    test('of a file that is gone, any version will do', async () => {
      expect(await judge({ ...marked, current: false, commit: '2'.repeat(40) }, old)).toBe('allowed');
      expect(await judge(old, { ...marked, current: false, commit: '2'.repeat(40) })).toBe('allowed');
    });

    test('where the value stands twice in the file, both need one', async () => {
      const second = { ...bare, startLine: 9, endLine: 9 };
      expect(await judge(marked, second)).toBe('new');
      expect(await judge(marked, second, old)).toBe('new');
      expect(await judge(marked, { ...second, markers: marked.markers }, old)).toBe('allowed');
    });
  });
});

describe('baselines', () => {
  const record = { fingerprint: '00112233aabbccdd', rule: 'acme-token', path: 'a.ts', label: 'accepted', date: '2026-01-01' } as const;

  test('our own covers every place of a fingerprint', async () => {
    const suppressor = await allowing([], { baselines: [ownBaseline({ records: [record] }, '.keysieve-baseline.json', NOW)] });
    expect(suppressor.judge(secretAt([placeAt('a.ts'), placeAt('b.ts')]))).toMatchObject({ status: 'baselined', suppression: { by: 'baseline', where: '.keysieve-baseline.json', reason: 'accepted since 2026-01-01' } });
  });

  test("detect-secrets' covers a value in a file, and so not its copy in another", async () => {
    const json = { results: { 'a.ts': [{ type: 'Secret Keyword', hashed_secret: createHash('sha1').update(VALUE).digest('hex') }] } };
    const suppressor = await allowing([], { baselines: [detectSecretsBaseline(json, '.secrets.baseline')] });
    expect(suppressor.judge(secretAt([placeAt('a.ts')])).status).toBe('baselined');
    expect(suppressor.judge(secretAt([placeAt('a.ts'), placeAt('b.ts')])).status).toBe('new');
  });
});

describe('what was of no use', () => {
  test('after a whole scan, entries and records that fitted nothing, in the order they are written', async () => {
    const suppressor = await allowing(['{reason: used, paths: [a.ts]}', '{reason: not used, paths: [zzz]}'], {
      baselines: [gitleaksIgnore('a.ts:acme-token:1\ngone.ts:acme-token:5\n', '.gitleaksignore')],
    });
    suppressor.judge(secretAt([placeAt('a.ts')]));
    expect(suppressor.unused('whole')).toEqual([
      { where: 'keysieve.yaml:3', what: 'not used', why: 'unmatched', until: null },
      { where: '.gitleaksignore:2', what: 'gone.ts:acme-token:5', why: 'unmatched', until: null },
    ]);
  });

  test('after part of a scan nobody can tell', async () => {
    const suppressor = await allowing(['{reason: not used, paths: [zzz]}'], { baselines: [gitleaksIgnore('gone.ts:acme-token:5', '.gitleaksignore')] });
    expect(suppressor.unused('part')).toEqual([]);
  });

  test('an entry behind another that allows the same was of use', async () => {
    const suppressor = await allowing(['{reason: one, paths: [a.ts]}', '{reason: two, rules: [acme-token]}']);
    suppressor.judge(secretAt([placeAt('a.ts')]));
    expect(suppressor.unused('whole')).toEqual([]);
  });

  test('an expired record is listed after any scan', async () => {
    const records = [{ fingerprint: '00112233aabbccdd', rule: 'acme-token', path: 'a.ts', label: 'accepted', date: '2026-01-01', until: '2026-02-01' }] as const;
    const suppressor = await allowing([], { baselines: [ownBaseline({ records }, 'b.json', NOW)] });
    expect(suppressor.judge(secretAt([placeAt('a.ts')])).status).toBe('new');
    expect(suppressor.unused('part')).toEqual([{ where: 'b.json', what: '00112233aabbccdd, acme-token in a.ts', why: 'expired', until: '2026-02-01' }]);
  });
});

describe('hostile entries', () => {
  test('a regex that never ends allows nothing, is named, and the rest goes on', async () => {
    const suppressor = await allowing(["{reason: evil, values: ['^(V+)+$', '(?:V|V)*x']}", '{reason: good, stop-words: [vvv]}'], { limits: { runMs: 50 } });
    const long = 'V'.repeat(60) + 'y';
    const places = Array.from({ length: 200 }, (_, index) => placeAt(`a${index}.ts`));
    expect(suppressor.judge(secretAt(places, { value: long }))).toMatchObject({ status: 'allowed', suppression: { where: 'keysieve.yaml:3' } });
    expect(suppressor.notices()).toEqual(['keysieve.yaml:2: a regex of this entry takes too long and was given up; it allows nothing']);
    expect(suppressor.judge(secretAt([placeAt('b.ts')], { value: 'nothing' })).status).toBe('new');
  });
});

test('a path that allows a value with a good checksum is noted', async () => {
  const suppressor = await allowing(['{reason: x, paths: [a.ts]}', '{reason: y, paths: [b.ts], rules: [acme-token]}']);
  expect(suppressor.judge(secretAt([placeAt('a.ts')], { reasons: ['prefix', 'checksum'] })).notes).toEqual(['keysieve.yaml:2: allows this by its path alone, and its checksum is that of a real credential']);
  expect(suppressor.judge(secretAt([placeAt('b.ts')], { reasons: ['prefix', 'checksum'] })).notes).toEqual([]);
});

test('what baselines have to say is passed on', async () => {
  expect((await allowing([], { baselines: [gitleaksIgnore('src/**', '.gitleaksignore')] })).notices()).toEqual([expect.stringContaining('.gitleaksignore:1')]);
});
