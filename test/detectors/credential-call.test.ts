import { describe, expect, it } from 'vitest';
import { credentialCallDetector } from '../../src/detectors/credential-call.ts';
import { findAll, PASSWORD, TOKEN, valueOf } from './support.ts';

const read = (text: string): [string | undefined, string][] => findAll(credentialCallDetector, 'password', text).map((one) => [one.name, valueOf(one, text)]);

describe('functions that take a password or a key by position', () => {
  it.each([
    'DriverManager.getConnection("jdbc:mysql://db/shop", "shop", "§");',
    'DriverManager.getConnection(url, USER, "§");',
    'return new PasswordAuthentication("mailer", "§");',
    'new PasswordAuthentication("mailer", "§".toCharArray())',
    'new NetworkCredential("mailer@shop.test", "§")',
    'Credentials.basic("app", "§");',
    '$db = mysqli_connect("db", "shop", "§", "shop");',
    "$db = new PDO('mysql:host=db;dbname=shop', 'shop', '§');",
    "pymysql.connect('db', 'shop', '§', 'shop')",
    'DBI->connect("dbi:mysql:shop", "shop", "§");',
    "smtp.login('mailer', '§')",
    '$ftp->login("app", "§");',
    'smtp.PlainAuth("", "mailer@shop.test", "§", host)',
    "new Sequelize('shop', 'shop', '§', { host: 'db' })",
    'WiFi.begin("Home", "§");',
    '.basic_auth("app", Some("§"))',
    "req.basic_auth 'app', '§'",
    "$ua->credentials('api.test:443', 'realm', 'app', '§');",
    'ssh.connect("host", 22, "root", "§")',
    'curl_setopt($ch, CURLOPT_USERPWD, "app:§");',
  ])('%s', (pattern) => {
    expect(read(pattern.replace('§', PASSWORD))).toEqual([['password', PASSWORD]]);
  });

  it.each([
    "jwt.sign(claims, '§', { expiresIn: '1h' })",
    'jwt.encode(payload, "§", algorithm="HS256")',
    "app.use(cookieParser('§'))",
    'new SecretKeySpec("§".getBytes(), "HmacSHA256")',
    "crypto.createHmac('sha256', '§').update(text)",
    'hmac.new(b"§", message, sha256)',
    "hash_hmac('sha256', $text, '§')",
    'new BasicAWSCredentials(id(1), "§")',
  ])('%s', (pattern) => {
    expect(read(pattern.replace('§', TOKEN))).toEqual([['secret_key', TOKEN]]);
  });

  it('tells the user of a login', () => {
    const [found] = findAll(credentialCallDetector, 'password', `smtp.login("mailer", "${PASSWORD}")`);
    expect(found?.groups).toMatchObject({ user: 'mailer' });
  });

  it.each([
    'DriverManager.getConnection(url, user, password);',
    'DriverManager.getConnection("jdbc:h2:mem:x");',
    'smtp.login(user, password)',
    'form.login(user, "§")',
    'jwt.sign(claims, privateKey, { algorithm: "RS256" })',
    'new PDO($dsn, $user, $password, ["a" => "b"])',
    'mysqli_connect("db", "shop", getenv("§"))',
    'WiFi.begin(ssid, pass);',
    'cookieParser()',
  ])('no literal stands there: %s', (pattern) => {
    expect(read(pattern.replace('§', PASSWORD))).toEqual([]);
  });
});
