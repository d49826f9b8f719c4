import { describe, expect, it } from 'vitest';
import { loadBuiltinBook } from '../../src/rules/builtin.ts';
import { createDetector } from '../../src/detect.ts';
import { detector, fileOf, seenIn } from './support.ts';

const der = (content: Buffer): Buffer => Buffer.concat([Buffer.from([0x30, 0x82, content.length >> 8, content.length & 255]), content]);
const PKCS12 = der(Buffer.concat([Buffer.from([2, 1, 3, 0x30]), Buffer.alloc(700, 0x5a)]));
const PKCS8 = der(Buffer.concat([Buffer.from([2, 1, 0, 0x30]), Buffer.alloc(600, 0x41)]));
const KEEPASS = Buffer.concat([Buffer.from([0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5]), Buffer.alloc(300, 1)]);

/** A Java key store of version 2 with one entry (JavaKeyStore.java: 1 is a private key, 2 a trusted certificate). */
function javaKeyStore(tag: number): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32BE(0xfeedfeed, 0);
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(1, 8);
  const entry = Buffer.concat([Buffer.from([0, 0, 0, tag, 0, 1, 0x61]), Buffer.alloc(8), Buffer.from([0, 5]), Buffer.from('X.509'), Buffer.from([0, 0, 0, 4, 1, 2, 3, 4])]);
  return Buffer.concat([head, entry, Buffer.alloc(20)]);
}

describe('key stores', () => {
  it.each([
    ['PKCS#12', PKCS12, 'certs/shop.p12', 'key-store-file'],
    ['Java key store', javaKeyStore(1), 'app/release.keystore', 'key-store-file'],
    ['KeePass', KEEPASS, 'team.kdbx', 'password-database-file'],
    ['DER key', PKCS8, 'tls/server.key', 'private-key-file'],
  ])('%s is found by name and content, although it is binary', (_name, bytes, path, rule) => {
    const detection = detector.detect(bytes, path);
    expect(detection.skip).toBeNull();
    expect(detection.sightings.map(({ match, location }) => [match.candidate.rule.id, location.startLine, location.startColumn, match.span])).toEqual([[rule, 1, 1, { start: 0, end: 0 }]]);
  });

  it.each([
    ['certificates only', javaKeyStore(2), 'app/release.jks'],
    ['trust store', PKCS12, 'truststore.p12'],
    ["Android's public debug key", javaKeyStore(1), 'android/app/debug.keystore'],
    ['another name', PKCS12, 'blob.bin'],
    ['another content', Buffer.concat([Buffer.from([0, 1, 2, 255]), Buffer.alloc(500, 200)]), 'a.p12'],
  ])('%s is none', (_name, bytes, path) => {
    expect(detector.detect(bytes, path).sightings).toEqual([]);
  });

  it('are found in the history, where the path comes later and may rule them out', () => {
    const [sighting] = detector.detect(PKCS12, null).sightings;
    const candidate = sighting?.match.candidate;
    expect(candidate?.rule.id).toBe('key-store-file');
    if (candidate === undefined) return;
    expect(detector.rejudge(candidate, 'certs/shop.p12').keep).toBe(true);
    expect(detector.rejudge(candidate, 'certs/truststore.p12')).toMatchObject({ keep: false, reasons: ['gate:path'] });
  });

  it('are the same secret wherever their copies lie', () => {
    const values = ['a.p12', 'b/c.pfx'].map((path) => seenIn(PKCS12, path)[0]?.value);
    expect(values[0]).toBe(values[1]);
  });
});

describe('environment files', () => {
  const harmless = 'NODE_ENV=production\nAPI_URL=https://api.shop.dev/v1\n';

  it.each(['.env', '.env.local', '.env.production', 'web/.env.staging.local', 'deploy/production.env'])('%s is named even when no value is a secret', (path) => {
    expect(seenIn(harmless, path).map((one) => one.rule)).toEqual(['committed-env-file']);
  });

  it.each(['.env.example', '.env.sample', '.env.dist', '.env.template', 'env.ts'])('%s is not', (path) => {
    expect(seenIn(harmless, path)).toEqual([]);
  });

  it.each([
    ['empty', ''],
    ['comments', '# API_URL=https://api.shop.dev\n'],
    ['references', 'DB_PASSWORD=${DB_PASSWORD}\nTOKEN=op://vault/shop/token\n'],
    ['placeholders', 'DB_PASSWORD=changeme\nTOKEN=<your token>\nKEY=\n'],
    ['switches', 'PORT=3000\nDEBUG=true\nHOST=localhost:8080\n'],
  ])('says nothing of one that holds only %s', (_name, text) => {
    expect(seenIn(text, '.env')).toEqual([]);
  });

  it('leaves it at the values when there are some', () => {
    const { text } = fileOf(`${harmless}DB_PASSWORD=<password>\n`, 'values');
    expect(seenIn(text, '.env').map((one) => one.rule)).toEqual(['generic-password']);
  });

  it('is a note among tests', () => {
    expect(seenIn(harmless, 'test/fixtures/.env').map((one) => one.confidence)).toEqual(['low']);
  });
});

describe('other files', () => {
  it.each([
    ['lab/.ipynb_checkpoints/model-checkpoint.ipynb', '{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}', 'notebook-checkpoint'],
    ['infra/terraform.tfstate', '{"version":4,"terraform_version":"1.9.0","resources":[{"instances":[{"attributes":{"cidr":"10.0.0.0/16"}}]}]}', 'terraform-state-file'],
    ['.htpasswd', `admin:$apr1$${'a1'.repeat(4)}$${'b2'.repeat(11)}\n`, 'htpasswd-file'],
    ['config/secrets.json', '{"shop":"' + 'q7Zk'.concat('w2Lm', 'c9Xe', 'r4Tb', 'n8Vs', 'h6Yd') + '"}', 'credentials-file'],
    ['prod.env.enc', 'API_URL=https://api.shop.dev/v1\n', 'plaintext-encrypted-file'],
  ])('%s', (path, text, rule) => {
    expect(seenIn(text, path).map((one) => one.rule)).toEqual([rule]);
  });

  it.each([
    ['infra/terraform.tfstate', '{"version":4,"terraform_version":"1.9.0","resources":[],"outputs":{}}'],
    ['secrets.yaml', 'sops:\n  version: 3.8.1\nshop: ENC[AES256_GCM,data:abc]\n'],
    ['secrets.yaml', 'apiVersion: v1\nkind: SealedSecret\nspec:\n  encryptedData:\n    a: AgB\n'],
    ['server.pem', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
  ])('%s without anything to lose is silent', (path, text) => {
    expect(seenIn(text, path)).toEqual([]);
  });

  it('can be switched off', async () => {
    const book = await loadBuiltinBook();
    const without = createDetector({ book: { ...book, rules: book.rules.filter((rule) => rule.id !== 'committed-env-file') }, now: new Date(0) });
    expect(without.detect(Buffer.from('API_URL=https://api.shop.dev/v1\n'), '.env').sightings).toEqual([]);
  });
});
