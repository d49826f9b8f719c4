import { describe, expect, it } from 'vitest';
import { createDetector } from '../../src/detect.ts';
import { namedDetector } from '../../src/detectors/named.ts';
import { loadRules } from '../../src/rules/load.ts';
import { createRandom } from '../../src/rules/samples/random.ts';

const yaml = `
provider: brickyard
name: Brickyard
rules:
  - id: brickyard-api-key
    name: Brickyard API key
    description: Orders bricks.
    kind: token
    severity: high
    named: { words: [brickyard, 'brick yard'], value: '[0-9a-f]{32}' }
`;
const rule = loadRules([{ path: 'brickyard.yaml', text: yaml }]).book.rules[0];
if (rule === undefined) throw new Error('the rule of this test does not load');
const value = createRandom('named').text('0123456789abcdef', 32);

/** Names and spans' texts of what is found. */
function found(text: string): { name: string | undefined; value: string; relation: string | undefined }[] {
  if (rule === undefined) return [];
  return namedDetector.find(rule, text, 0, text.length).map((one) => ({ name: one.name, value: text.slice(one.start, one.end), relation: one.relation }));
}

describe('a value known by its name', () => {
  it.each([
    [`BRICKYARD_API_KEY=${value}`, 'assignment'],
    [`brickyardApiKey: "${value}"`, 'mapping'],
    [`<brick-yard-token>${value}</brick-yard-token>`, 'element'],
    [`client.set("BRICKYARD_TOKEN", "${value}")`, 'argument'],
    [`--brickyard-api-key ${value}`, 'flag'],
    [`{"name":"BRICKYARD_API_KEY","value":"${value}"}`, 'pair'],
    [`| Brickyard API key | ${value} |`, 'column'],
    [`brickyard_key = SecretStr("${value}")`, 'assignment'],
    [`https://api.brickyard.test/v1?page=1&api_key=${value}`, 'uri'],
  ])('reads %s', (text, relation) => {
    expect(found(text)).toMatchObject([{ value, relation }]);
  });

  it.each([
    ['a word that only contains it', `MYBRICKYARDS_API_KEY=${value}`],
    ['a name without a term', `BRICKYARD_COMMIT=${value}`],
    ['a longer value', `BRICKYARD_API_KEY=${value}0`],
    ['a part of a longer value', `BRICKYARD_API_KEY=${value}-x`],
    ['a look-up by id', `BRICKYARD_API_KEY = credentials('${value}')`],
    ['a look-up in camel case', `brickyardToken: secretRef("${value}")`],
    ['a look-up of a path of names', `brickyard_token = vault.find_secret("${value}")`],
    ['a word elsewhere in the file', `# brickyard\nAPI_KEY=${value}`],
  ])('leaves %s alone', (_why, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a word of several parts', () => {
  it('is found however its parts are joined', () => {
    const text = "provider: acme\nname: Acme\nsource: https://acme.test\nrules:\n  - id: acme-key\n    name: Key\n    description: Opens it.\n    kind: token\n    severity: high\n    named: { words: ['ac stack'], terms: key, value: '[0-9a-f]{32}' }\n";
    const detector = createDetector({ book: loadRules([{ path: 'rules/acme.yaml', text }]).book, now: new Date(0) });
    const key = createRandom('acme').text('0123456789abcdef', 32);
    for (const name of ['AC_STACK_KEY', 'acStackKey', 'ac-stack-key', 'ACSTACK_KEY']) {
      const answered = detector.detect(Buffer.from(`${name} = "${key}"\n`), 'a.env').sightings.map((sighting) => sighting.match.candidate.rule.id);
      expect([name, answered]).toEqual([name, ['acme-key']]);
    }
  });
});
