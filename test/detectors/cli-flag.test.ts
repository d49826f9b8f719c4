import { describe, expect, it } from 'vitest';
import { cliFlagDetector } from '../../src/detectors/cli-flag.ts';
import { readShellWords } from '../../src/detectors/shell-words.ts';
import { findAll, PASSWORD, valueOf } from './support.ts';

const read = (text: string): string[] => findAll(cliFlagDetector, 'password', text).map((one) => valueOf(one, text));

describe('commands', () => {
  it.each([
    'aws ssm put-parameter --name /shop/x --type SecureString --value "§"',
    'aws ssm put-parameter \\\n  --name /shop/x \\\n  --type SecureString \\\n  --value "§"',
    'aws ssm put-parameter --name /shop/db-password --value §',
    "aws secretsmanager create-secret --name x --secret-string '§'",
    'aws secretsmanager put-secret-value --secret-id x --secret-string=§',
    'az keyvault secret set --vault-name v --name n --value §',
    'gh secret set NAME --body "§"',
    'sshpass -p § ssh host',
    "sshpass -p '§' scp a b",
    'mysql -u root -p§ orders',
    'mysqldump -uroot -p"§" orders > x.sql',
    'docker login -u ann -p § registry.test',
    'helm registry login -u ann -p § registry.test',
    'redis-cli -h cache -a § ping',
    'sqlcmd -S db -U sa -P § -Q "select 1"',
    'ldapsearch -x -D cn=admin -w § -b dc=x',
    'htpasswd -b .htpasswd ann §',
    'rabbitmqctl add_user ann §',
    'kubectl create secret generic db --from-literal=password=§',
    'kubectl create secret generic db --from-literal pin=§',
    'vault kv put secret/shop password=§',
    'vault write database/config/shop \\\n  username="app" \\\n  password="§"',
    'smbclient //host/share -U ann%§',
    'aws configure set aws_secret_access_key §',
    'echo "ann:§" | chpasswd',
    'mongosh --username ann -p § db',
    "openssl enc -aes-256-cbc -d -in a -out b -k '§'",
    'lftp -u ann,§ ftp.shop.test',
    'sqlplus ann/§@ORCL @a.sql',
    String.raw`net use Z: \\host\share § /user:shop\ann`,
    'snmpwalk -v3 -u ann -A § host',
    'useradd -m -p § ann',
    "echo '§' | docker login -u ann --password-stdin",
    'echo "§" | sudo -S apt-get update',
  ])('%s', (pattern) => {
    expect(read(pattern.replace('§', PASSWORD))).toEqual([PASSWORD]);
  });

  it.each([
    'aws ssm put-parameter --name /shop/uri --type String --value "https://shop.test/api/v2"',
    'aws ssm get-parameter --name /shop/db-password --with-decryption',
    `aws secretsmanager create-secret --name x --secret-string '{"token": "x"}'`,
    'aws secretsmanager create-secret --name x --secret-string file://secret.json',
    'mysql -u root -p orders',
    'mysql --protocol tcp -port 3306',
    'docker run -p 8080:80 image',
    'docker run --link mongo:mongo -p 1337:1337 -d image',
    'echo "$PASSWORD" | docker login --password-stdin',
    'sqlplus / as sysdba @a.sql',
    'docker login registry.test',
    'vault kv get -mount=secret shop',
    'vault write auth/approle/role/shop token_ttl=1h policies=app',
    'kubectl create secret generic db --from-literal=username=ann',
    'ldapsearch -x -s sub -b dc=x',
    'zip -r out.zip folder',
  ])('finds nothing in %s', (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('shell words', () => {
  it('keep spans exact over quotes and continued lines, and stop at the command', () => {
    const text = "run --a 'one two' \\\n  --b=\"x\" plain; other";
    expect(readShellWords(text, 0).map((word) => [word.text, word.quote, text.slice(word.start, word.end)])).toEqual([
      ['run', '', 'run'], ['--a', '', '--a'], ['one two', "'", 'one two'], ['--b="x', '"', '--b="x'], ['plain', '', 'plain'],
    ]);
  });
});
