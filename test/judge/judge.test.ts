import { describe, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.ts';
import type { Candidate, Confidence } from '../../src/model.ts';
import type { Rule, Severity } from '../../src/rules/rule.ts';
import { HEX, PASSWORD, ruleOf, TOKEN } from '../detectors/support.ts';
import { candidateOf, contextOf } from './support.ts';

const RANK: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };
const verdictOf = (text: string, path: string | null) => judge(candidateOf(text), contextOf(path));

function providerCandidate(value: string, rule: Partial<Rule> = {}, after = ''): Candidate {
  const context = `key = "${value}${after}"`;
  return {
    rule: { ...ruleOf('token', 'shop-token'), generic: false, confidence: 'high', detector: 'pattern', publicPrefix: 5, ...rule },
    value, start: 7, end: 7 + value.length, matchStart: 7, matchEnd: 7 + value.length, groups: {}, context, contextOffset: 7,
  };
}

describe('rules with a shape', () => {
  it('keep what looks real, whatever words it holds', () => {
    for (const value of [`shop_${TOKEN}`, `shop_test${TOKEN}`, `shop_password${TOKEN}`]) {
      expect(judge(providerCandidate(value), contextOf('test/a.py'))).toMatchObject({ keep: true, confidence: 'high', reasons: ['prefix'] });
    }
  });

  it.each([
    ['placeholder:masked', `shop_${'x'.repeat(24)}`],
    ['placeholder:repeated', `shop_${'a'.repeat(24)}`],
    ['placeholder:sequence', 'shop_abcdefghijklmnopqrstuvwxyz'],
    ['placeholder:example', `shop_${'AB12'.repeat(4)}EXAMPLE`],
  ])('drop for %s', (reason, value) => {
    expect(judge(providerCandidate(value), contextOf(null))).toMatchObject({ keep: false, reasons: [reason] });
  });

  it('drop a value that was cut in the text', () => {
    expect(judge(providerCandidate(`shop_${TOKEN}`, {}, '...'), contextOf(null)).reasons).toEqual(['placeholder:ellipsis']);
  });

  it('obey their gates and say which one closed', () => {
    expect(judge(providerCandidate('shop_aabbaabb1', { entropy: 3.5 }), contextOf(null)).reasons[0]).toMatch(/^entropy \d\.\d<3\.5$/);
    expect(judge(providerCandidate(`shop_${TOKEN}`, { must: ['^bank_'] }), contextOf(null)).keep).toBe(false);
    expect(judge(providerCandidate(`shop_${TOKEN}`, { mustNot: ['^shop_'] }), contextOf(null)).keep).toBe(false);
    expect(judge(providerCandidate(`shop_${TOKEN}`, { paths: ['**/*.env'] }), contextOf('a/b.py')).keep).toBe(false);
    expect(judge(providerCandidate(`shop_${TOKEN}`, { paths: ['**/*.env'] }), contextOf('a/b.env')).keep).toBe(true);
    expect(judge(providerCandidate(`shop_${TOKEN}`, { paths: ['**/*.env'] }), contextOf(null)).keep).toBe(true);
  });

  it('rise and fall with their check', () => {
    const passed = { ...contextOf(null), runCheck: () => ({ outcome: 'passed' as const, reason: 'checksum', facts: { account: '12' } }) };
    const failed = { ...contextOf(null), runCheck: () => ({ outcome: 'failed' as const, reason: 'bad-checksum', severity: 'low' as const }) };
    const candidate = providerCandidate(`shop_${TOKEN}`, { check: 'crc32-base62', confidence: 'medium' });
    expect(judge(candidate, passed)).toMatchObject({ keep: true, confidence: 'high', reasons: ['checksum', 'prefix'], facts: { account: '12' } });
    expect(judge(candidate, failed)).toMatchObject({ keep: true, confidence: 'low', reasons: ['bad-checksum', 'prefix'], severity: 'low' });
  });

  it('are no placeholders when a checksum covers them, and may be when only a part was proven', () => {
    const answering = (partial: boolean) => ({ ...contextOf(null), runCheck: () => ({ outcome: 'passed' as const, partial, reason: 'checksum' }) });
    const candidate = providerCandidate(`shop_${'x'.repeat(24)}`, { check: 'crc32-base62' });
    expect(judge(candidate, answering(false)).keep).toBe(true);
    expect(judge(candidate, answering(true))).toMatchObject({ keep: false, reasons: ['placeholder:masked'] });
  });

  it('are never raised by what a check or a place lowers', () => {
    const expired = { ...contextOf(null), runCheck: () => ({ outcome: 'passed' as const, reason: 'expired', severity: 'low' as const }) };
    const severityOf = (severity: Severity, path: string | null): Severity | undefined => judge(providerCandidate(`shop_${TOKEN}`, { check: 'jwt', severity }), { ...expired, path }).severity;
    expect(severityOf('critical', null)).toBe('low');
    expect(severityOf('critical', 'test/pay.test.ts')).toBe('low');
    expect(severityOf('info', null)).toBeUndefined();
  });

  it('name their environment behind the prefix, and are low in test mode', () => {
    expect(judge(providerCandidate(`sk_live_${TOKEN}`), contextOf(null))).toMatchObject({ facts: { environment: 'live' } });
    expect(judge(providerCandidate(`sk_live_${TOKEN}`), contextOf(null)).severity).toBeUndefined();
    expect(judge(providerCandidate(`sk_test_${TOKEN}`), contextOf(null))).toMatchObject({ facts: { environment: 'test' }, severity: 'low' });
    const inGroup = { ...providerCandidate(`shop_${TOKEN}`), groups: { environment: 'sandbox', region: 'eu' } };
    expect(judge(inGroup, contextOf(null))).toMatchObject({ facts: { environment: 'sandbox', region: 'eu' }, severity: 'low' });
    expect(judge(providerCandidate(`shop_test${TOKEN}`), contextOf(null)).facts).not.toHaveProperty('environment');
  });

  it('lie lower in tests and on this machine, and are kept', () => {
    expect(judge(providerCandidate(`shop_${TOKEN}`), contextOf('src/pay.ts')).severity).toBeUndefined();
    expect(judge(providerCandidate(`shop_${TOKEN}`), contextOf('test/pay.test.ts'))).toMatchObject({ keep: true, severity: 'medium' });
  });
});

describe('known examples', () => {
  const AWS = ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('');

  it('are dropped unless asked for', () => {
    expect(judge(providerCandidate(AWS), contextOf(null))).toMatchObject({ keep: false, reasons: ['known-example'] });
    const stripe = ['sk', 'test', ['4eC39HqLyj', 'WDarjtT1zdp7dc'].join('')].join('_');
    expect(judge(providerCandidate(stripe), contextOf(null)).reasons).toEqual(['known-example']);
    expect(judge(providerCandidate(stripe), { ...contextOf(null), knownExamples: false }).keep).toBe(true);
    const gcloud = [['d', 'FL95Q19q7MQmFpd7'].join('-'), 'hHD0Ty'].join('');
    expect(verdictOf(`"client_secret": "${gcloud}"`, 'application_default_credentials.json').reasons).toEqual(['known-example']);
  });

  it('are told from the live key that looks the same', () => {
    const live = ['sk', 'live', ['4eC39HqLyj', 'WDarjtT1zdp7dc'].join('')].join('_');
    expect(judge(providerCandidate(live), contextOf('charge.py'))).toMatchObject({ keep: true, confidence: 'high' });
  });
});

describe('logins in URIs', () => {
  const weak = 'secret';
  it.each([
    [`mongodb://graylog:${weak}@mongo:27017/graylog`, 'medium'],
    [`postgres://postgres:${'password'}@localhost:5432/app`, 'medium'],
    [`http://user:${'pass'}@10.10.1.10:3128/`, 'medium'],
    [`https://ann:${PASSWORD}@mail.example.com/`, 'medium'],
    [`http://user:${'pass'}@github.com/o/r.git`, 'low'],
    [`https://ann:${'pass'}@github.com/o/r.git`, 'low'],
    [`https://ann:${weak}@www.example.com/`, 'low'],
    [`ftp://USER:${'SECRET'}@files.shop.io/`, 'low'],
    [`s3://aws_key:${'aws_secret'}@bucket/x.csv`, 'low'],
    ['http://a%25:%25%40x@host.name/', 'low'],
  ])('%s is %s', (uri, confidence) => {
    const verdict = verdictOf(`url = "${uri}"`, 'a.conf');
    expect(verdict.keep).toBe(true);
    expect(RANK[verdict.confidence] >= RANK.medium ? 'medium' : 'low').toBe(confidence);
  });

  it('are read in the flag of curl, too', () => {
    expect(RANK[verdictOf(`curl -u admin:${'admin'} http://shop.test/`, 'a.sh').confidence]).toBeGreaterThanOrEqual(RANK.medium);
  });
});

describe('values without a shape', () => {
  it.each([
    [`password: "${PASSWORD}", // to do`, 'config.js', 'medium'],
    [`DB_PASSWORD=${PASSWORD}`, '.env', 'medium'],
    [`DATABASE_URL: "postgres://admin:${PASSWORD}@prod-db:5432/app"`, '.github/workflows/a.yml', 'medium'],
    [`JWT_SECRET=${HEX}`, '.env', 'high'],
    [`apiToken = "${TOKEN}"`, 'src/client.ts', 'high'],
    [`Authorization: Bearer ${TOKEN}`, 'call.http', 'high'],
    [`aws ssm put-parameter --name /a/b --type SecureString --value "${['hunter', '2'].join('')}"`, 'a.sh', 'medium'],
    [`{"secret_string": "{ \\"password\\": \\"${PASSWORD}\\" }"}`, 'terraform.tfstate', 'medium'],
  ] as const)('%s in %s is at least %s', (text, path, least) => {
    const verdict = verdictOf(text, path);
    expect(verdict.keep).toBe(true);
    expect(RANK[verdict.confidence]).toBeGreaterThanOrEqual(RANK[least]);
    expect(verdict.reasons[0]).not.toMatch(/^model/);
  });

  it('that a fresh install accepts on the machine itself are credentials without danger; documents name them', () => {
    const local = `DB=postgres://${'elastic'}:${'elastic'}@localhost:9200/x`;
    expect(verdictOf(local, 'a.go')).toMatchObject({ keep: true, confidence: 'medium', reasons: expect.arrayContaining(['localhost-default']), severity: 'info' });
    expect(verdictOf(local, 'guide.md')).toMatchObject({ keep: true, confidence: 'low', severity: 'info' });
  });

  it('in an exported variable are notes at least', () => {
    expect(verdictOf(`export AWS_SECRET="${['abc', '123'].join('')}"`, 'home/.bash_profile')).toMatchObject({ keep: true, confidence: 'low' });
  });

  it('carry facts, never the value', () => {
    const verdict = verdictOf(`url = "postgres://app:${PASSWORD}@db.shop.test:5432/orders"`, 'a.py');
    expect(verdict.facts).toMatchObject({ scheme: 'postgres', user: 'app', host: 'db.shop.test', port: '5432', database: 'orders' });
    expect(JSON.stringify(verdictOf(`"redis://${PASSWORD}:${PASSWORD}@cache"`, 'a.py'))).not.toContain(PASSWORD);
    expect(JSON.stringify(verdictOf(`Authorization: Basic ${Buffer.from(`ann:${PASSWORD}`).toString('base64')}`, 'a.http'))).not.toContain(PASSWORD);
  });

  it('get the same verdict every time', () => {
    const text = `password = "${PASSWORD}"`;
    expect(verdictOf(text, 'a.py')).toEqual(verdictOf(text, 'a.py'));
  });

  it('are judged without a path as openly as with one', () => {
    expect(verdictOf(`  password: ${PASSWORD}`, null).keep).toBe(true);
  });
});
