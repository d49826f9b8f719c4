import { describe, expect, it } from 'vitest';
import { grammarReason } from '../../src/judge/grammar.ts';
import { PASSWORD, TOKEN } from '../detectors/support.ts';
import { candidateOf, candidatesOf } from './support.ts';

/** Forms of requirements.md 1.3 (S1–S30), in several languages. Either no candidate is read, or grammar names why it is dropped. */
const SILENT: readonly (readonly [what: string, path: string, text: string])[] = [
  ['S1 Python', 'a.py', 'api_key = os.environ["OPENAI_API_KEY"]'],
  ['S1 Python getenv', 'a.py', 'api_key = os.getenv("OPENAI_API_KEY")'],
  ['S1 Ruby', 'a.rb', "password = ENV.fetch('DB_PASSWORD')"],
  ['S1 Java', 'A.java', 'String password = System.getenv("DB_PASSWORD");'],
  ['S1 R', 'a.R', 'token <- Sys.getenv("TOKEN"); password = Sys.getenv("PASSWORD")'],
  ['S1 Go', 'a.go', 'password := os.Getenv("DB_PASSWORD")'],
  ['S1 PHP', 'a.php', "'password' => env('DB_PASSWORD'),"],
  ['S2 Node', 'a.js', 'password: process.env.DB_PASSWORD,'],
  ['S2 Vite', 'a.ts', 'const token = import.meta.env.VITE_TOKEN;'],
  ['S2 Deno', 'a.ts', 'const token = Deno.env.get("TOKEN");'],
  ['S3 GitHub', '.github/workflows/a.yml', 'API_KEY: ${{ secrets.API_KEY }}'],
  ['S4 shell', 'a.sh', 'export DB_PASSWORD=$DB_PASS'],
  ['S4 braces', 'a.yml', 'password: ${DB_PASSWORD}'],
  ['S4 Windows', 'a.bat', 'set PASSWORD=%DB_PASSWORD%'],
  ['S4 command', 'a.sh', 'export DB_PASSWORD=$(op item get "Admin" --fields password)'],
  ['S5 op reference', '.env', 'DB_PASSWORD=op://Production/Database/password'],
  ['S7 ARN', 'a.json', '"secret": "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/token"'],
  ['S8 path', 'a.yml', 'secret: prod/myapp/database'],
  ['S9 GCP', 'a.py', 'secret = "projects/my-project/secrets/db-password/versions/latest"'],
  ['S10 Key Vault', 'a.json', '"ApiSecret": "@Microsoft.KeyVault(SecretUri=https://x.vault.azure.net/secrets/y)"'],
  ['S11 HCL', 'a.tf', 'password = var.db_password'],
  ['S11 HCL resource', 'a.tf', 'password = random_password.db.result'],
  ['S12 Jinja', 'a.yml', 'password: "{{ vault_db_password }}"'],
  ['S12 Helm', 'a.yaml', 'password: {{ .Values.db.password | quote }}'],
  ['S12 ERB', 'a.yml', 'password: <%= ENV["DB_PASSWORD"] %>'],
  ['S12 URI', 'a.sh', 'connection_url="postgresql://{{username}}:{{password}}@db.test:5432/x"'],
  ['S14 External Secrets', 'a.yaml', '- secretKey: db-password'],
  ['S15 your', '.env', 'DB_PASSWORD=your-database-password'],
  ['S15 constant', 'a.py', 'client_secret="YOUR_CLIENT_SECRET"'],
  ['S15 angle brackets', 'a.yml', 'secret: <base64-encoded-32-byte-key>'],
  ['S15 changeme', '.env', 'DB_PASSWORD=changeme'],
  ['S15 crosses', '.env', 'API_TOKEN=xxxxxxxxxxxxxxxx'],
  ['S15 stars', 'a.json', '"password": "********"'],
  ['S15 ellipsis', '.env', 'JWT_SECRET=a3f8c9...'],
  ['S15 words', 'a.md', 'password: "my-secret-password-here"'],
  ['S17 hash by name', 'a.yml', 'password_sha256: 9b135c61624e1fcd75f27e0beeb3a83b'],
  ['S19 file', 'a.hcl', 'tls_private_key = "/etc/vault/tls/vault.key"'],
  ['S19 alias', 'a.tf', 'encryption_key = "alias/terraform-state-key"'],
  ['S20 SOPS', 'a.yaml', 'password: ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]'],
  ['S20 Ansible', 'a.yml', 'password: $ANSIBLE_VAULT;1.1;AES256'],
  ['S20 Jasypt', 'a.properties', 'db.password=ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)'],
  ['S20 Vault transit', 'a.yml', 'token: vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX'],
  ['S21 names', 'a.js', "const secrets = ['DATABASE_URL', 'JWT_SECRET'];"],
  ['S21 name', 'a.js', "const passwordVariable = 'DB_PASSWORD';"],
  ['S22 alphabet', 'a.py', 'password_alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFG"'],
  ['S23 label', 'a.ts', "password: 'Enter your password:'"],
  ['S23 sentence', 'a.ts', 'passwordError = "The password must have eight characters at least."'],
  ['S23 message', 'a.py', 'token = "Invalid token"'],
  ['S24 uuid', 'a.yml', 'request_token_id: 0f8fad5b-d9cb-469f-a165-70867728950e'],
  ['S27 subscript', 'a.py', "db_password = secret['data']['data']['password']"],
  ['S27 member', 'a.js', 'password: creds.password,'],
  ['S27 decode', 'a.py', 'password = response.payload.data.decode("UTF-8")'],
  ['S28 SPIFFE', 'a.yml', 'auth: spiffe://example.org/ns/production/sa/payment'],
  ['null', 'a.json', '"password": null,'],
  ['type', 'a.ts', 'password: string;'],
  ['variable of code', 'a.go', 'Password: password,'],
  ['variable handed on', 'a.md', 'connect(user=user, password=password, host=host)'],
  ['format', 'a.py', "token = 'Bearer {}'.format(x)"],
  ['printf', 'a.c', 'printf("password=%s\\n", p);'],
  ['bcrypt', 'a.json', `"password": "$2b$10$${'N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'.slice(0, 53)}"`],
  ['public key', 'a.yml', 'ssh_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI'],
  ['number', 'a.yml', 'token_secret: 3600'],
  ['duration', 'a.yml', 'refresh_token: 30d'],
  ['URL', 'a.yml', 'token: https://auth.shop.test/oauth/token'],
  ['host', 'a.yml', 'secret: vault.shop.internal'],
  ['i18n key', 'a.json', '"password": "forms.login.password"'],
  ['markup', 'a.js', 'password = "<input type=password>"'],
  ['regular expression', 'a.js', 'password = "^(?=.*[a-z])[A-Za-z0-9]{8,}$"'],
  ['constants', 'a.txt', 'Errors.BAD_PASSWORD = 2203 -> Errors'],
  ['challenge', 'a.http', 'Authorization: AWS4-HMAC-SHA256 Credential=AKID/2015/us-east-1/iam/aws4_request'],
  ['removed', 'a.txt', "{'Authorization': 'Basic login_and_password_removed'}"],
  ['S15 ellipsis, one character', 'a.json', '"password": "\xe2\x80\xa6"'],
  ['S15 ellipsis, escaped', 'a.json', '"password": "\\u2026"'],
  ['S15 ellipsis behind a bare value', 'api.json', 'Authorization: Bearer a1b2c...\\n\\nIf the'],
  ['S15 doubled brackets', 'a.rst', "'password': '<<CLIENT_SECRET_FROM_THE_CONSOLE>>'"],
  ['S15 in capitals', 'a.yml', "MSSQL_SA_PASSWORD: 'PLACEHOLDERPass$$w0rd'"],
  ['Jenkins credential id', 'Jenkinsfile', "DB_PASSWORD = credentials('0f8fad5b-d9cb-469f-a165-70867728950e')"],
  ['Jenkins credential by name', 'Jenkinsfile', "environment { NPM_TOKEN = credentials('npm-publish-2') }"],
  ['sentence', 'AGENTS.md', 'Look for AKIA, password= before commit'],
  ['sentence in a comment', 'a.c', '/* First pass: tally, in j, the size of the message */'],
  ['English, not SQL', 'a.adoc', 'messages of commits identified by "fixup" commands, unless'],
  ['cmdlet', 'a.md', "$pass = ConvertTo-SecureString $plain -AsPlainText"],
  ['typeof', 'a.js', "if (typeof options.password === 'function') {"],
  ['field of a generator', 'README.md', 'mix phx.gen.schema User name:string password:string:unique'],
  ['route', 'routes.rb', 'get "admin/passwords" => "users#passwords"'],
  ['selector of Swift', 'Request.html', 'authenticate(username:password:persistence:)'],
  ['version range', 'composer.json', '"symfony/password-hasher-x": "^6.4|^7.0"'],
  ['duration of Ruby', 'devise.rb', 'config.reset_password_within = 6.hours'],
  ['account line', 'a_test.go', '"passwd": `root:x:0:0::/root:/bin/sh`'],
  ['country', 'regions.php', "'PT' => 'Portugal', 'PW' => 'Palau',"],
  ['language of a country', 'locales.php', "'en_PW' => 'English (Palau)'"],
  ['alias of a command', 'a.sh', "alias winpwd='cygpath -aw .'"],
  ['public key by its words', 'a.md', `Issuer Public Key: ${TOKEN}`],
  ['public key by its DER', 'a.md', `Server Key: ${['MFkwEwYHKoZI', 'zj0CAQYIKoZIzj0DAQcDQgAE', TOKEN].join('')}`],
  ['mechanism', 'a.txt', 'smtpAuth = XOAUTH2'],
  ['key of an entry', 'repo.json', '"license": {"key": "bsd-3-clause", "name": "BSD"}'],
  ['key of a menu', 'menu.json', '"key": "V1001_TODAY_MUSIC"'],
  ['alternate key', 'a.cs', 'HasAlternateKey("AlternateKeyColumn1")'],
  ['badge', 'README.md', 'https://codecov.test/gh/o/r/branch/main/graph/badge.svg?token=1K6R06B9G5'],
  ['fence of Markdown', 'a.md', 'removes a secret:\n\n```console\n$ docker secret rm x1\n```\n'],
  ['closing quote', 'a_test.go', '"password=":                 "",'],
  ['list of names', 'composer.json', '"keywords": ["password", "hashing"]'],
  ['option that reads', 'a_test.go', '`the --password-stdin option requires --username`'],
  ['realm', 'compose.yml', '- REGISTRY_AUTH_HTPASSWD_REALM=Registry Realm 1'],
  ['function of a script', 'test.sh', 'run_pass "integration" "${@}"'],
  ['numbers', 'loops.src', ' * #PW = 1, 0, 0, 0#'],
  ['URI grammar', 'http.adoc', "'[protocol://][user[:password]@]proxyhost[:port]'"],
  ['URI form', 'README.md', 'postgres://user:password@host:5432/database'],
  ['prompt', 'a.py', 'password = getpass("Password for the key: ")'],
  ['lock file', 'yarn.lock', `token "${TOKEN}"`.replace(' ', ': ')],
];

describe('not a secret, by grammar', () => {
  it.each(SILENT)('%s', (_what, path, text) => {
    const open = candidatesOf(text).filter((candidate) => grammarReason(candidate, path) === null);
    expect(open.map(({ value }) => value)).toEqual([]);
  });

  it('names its reasons', () => {
    const reasons = SILENT.flatMap(([what, path, text]) => candidatesOf(text).map((candidate) => `${what}: ${grammarReason(candidate, path)}`));
    expect(reasons).toMatchSnapshot();
  });
});

describe('a literal stays a literal', () => {
  it.each([
    ['a.py', `password = os.getenv("DB_PASSWORD", "${PASSWORD}")`],
    ['a.sh', `DB_PASSWORD=\${DB_PASSWORD:-${PASSWORD}}`],
    ['a.js', `const password = process.env.DB_PASSWORD || '${PASSWORD}';`],
    ['a.yml', `password: ${PASSWORD}`],
    ['a.go', `"user=app;password=${PASSWORD};"`],
    ['a.go', `// password: ${PASSWORD}`],
    ['a.json', `"password": "${['pa{ss}', 'wo$rd[1]'].join('')}"`],
    ['a.json', `"password": "${['two', 'words', '7'].join(' ')}"`],
    ['a.json', `"password": "${'12345678'}"`],
    ['a.json', `"password": "${['EXAMPL3', 'like'].join('-')}"`],
    ['a.env', `API_TOKEN=${TOKEN}`],
    ['.env', `DB_PASSWORD=${['Pa$$', 'w0rd'].join('')}`],
    ['a.yml', `token: ${Buffer.from('0123abcdefgh7').toString('base64')}`],
    ['a.sql', `create user app identified by '${PASSWORD}'`],
    ['a.sh', `PW="${PASSWORD}"`],
    ['a.txt', `api_token=${TOKEN}&expires=1`],
    ['a.yml', `password: ${PASSWORD}\``],
    ['a.cs', `new Credential("${PASSWORD}")`],
  ])('%s %s', (path, text) => {
    expect(grammarReason(candidateOf(text), path)).toBeNull();
  });

  it('also where the path says example', () => {
    expect(grammarReason(candidateOf(`DB_PASSWORD=${PASSWORD}`), '.env.example')).toBeNull();
  });
});
