/** Real file shapes, end to end: every marked value is found with its exact span, and nothing else is. */
import { describe, expect, it } from 'vitest';
import { fileOf, seenIn } from './support.ts';

const STATE = (attributes: string, sensitive: string, type = 'aws_ssm_parameter'): string =>
  `{\n  "version": 4,\n  "terraform_version": "1.9.0",\n  "resources": [\n    {\n      "mode": "managed",\n      "type": "${type}",\n      "instances": [\n        {\n          "attributes": {\n${attributes}\n          },\n          "sensitive_attributes": ${sensitive}\n        }\n      ]\n    }\n  ]\n}\n`;

/** Name, path, recipe. */
const FILES: readonly (readonly [name: string, path: string, recipe: string])[] = [
  ['Kubernetes Secret', 'k8s/secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop-db\n  namespace: prod\ntype: Opaque\ndata:\n  username: <base64-of:shopadmin>\n  password: «<base64-of:<password>>»\n  api-key: «<base64-of:<alnum:32>>»\n  license: «<base64-of:<alnum:31><digits:2>>»\n'],
  ['Kubernetes Secret of plain strings', 'k8s/secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop-db\nstringData:\n  username: shopadmin\n  host: db1.shop.dev\n  password: «<password>»\n  license: "«<alnum:30><digits:2>»"\n  config.yaml: |\n    db:\n      password: «<password>»\n'],
  ['Kubernetes Secret, kind last, among other documents', 'k8s/all.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  license: <base64-of:<alnum:30>>\n---\napiVersion: v1\ndata:\n  license: «<base64-of:<alnum:28><digits:2>>»\nkind: Secret\nmetadata:\n  name: b\n---\nkind: ConfigMap\ndata:\n  note: <alnum:30>\n'],
  ['Kubernetes Secret in a List', 'k8s/list.yaml', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: a\n  data:\n    license: «<base64-of:<alnum:28><digits:2>>»\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}\n  data:\n    license: <base64-of:<alnum:30>>\n'],
  ['Kubernetes Secret in JSON', 'k8s/secret.json', '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":{"password":"«<base64-of:<password>>»","license":"«<base64-of:<alnum:28><digits:2>>»","user":"<base64-of:admin>"}}'],
  ['Kubernetes Secret of a Helm chart', 'chart/templates/secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.x }}\ndata:\n  password: {{ .Values.password | b64enc | quote }}\n  license: "«<base64-of:<alnum:28><digits:2>>»"\n{{- end }}\n'],
  ['Kubernetes Secret of placeholders', 'k8s/secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop-db\ndata:\n  password: <base64-of:changeme>\n  token: <base64-of:your-token-here>\n'],
  ['Kubernetes Secret that does not parse', 'k8s/secret.yaml', 'apiVersion: v1\nkind: Secret\n  metadata: [\n    name: "x\nkind: Secret\nstringData:\n  license: «<alnum:30><digits:2>»\n'],
  ['external secrets', 'k8s/external.yaml', 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nspec:\n  data:\n  - secretKey: password\n    remoteRef: {key: prod/shop/db}\n'],
  ['EncryptionConfiguration', 'enc.yaml', 'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n  - resources: [secrets]\n    providers:\n      - aescbc:\n          keys:\n            - name: key1\n              secret: «<base64:32>»\n      - identity: {}\n'],
  ['Docker login', '.docker/config.json', '{\n\t"auths": {\n\t\t"https://index.docker.io/v1/": {\n\t\t\t"auth": "«<base64-of:runner:<alnum:20>>»"\n\t\t},\n\t\t"ghcr.io": {\n\t\t\t"auth": "«<base64-of:bot:<alnum:22>>»",\n\t\t\t"email": "x@y.io"\n\t\t}\n\t},\n\t"credsStore": "desktop"\n}\n'],
  ['kubeconfig', '.kube/config', 'apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://10.0.0.1:6443\n  name: k\nusers:\n- name: bot\n  user:\n    token: «<alnum:40>»\n- name: basic\n  user:\n    username: admin\n    password: «<password>»\n- name: oidc\n  user:\n    auth-provider:\n      config:\n        client-id: kube\n        client-secret: «<alnum:32>»\n        refresh-token: «<alnum:60>»\n      name: oidc\n'],
  ['.netrc', '.netrc', 'machine git.shop.io\n  login me@shop.io\n  password «<uuid>»\nmachine ci.shop.io login deploy password «<password>»\nmachine b.shop.io password «<alnum:18>» login x\n'],
  ['.netrc with Windows line ends', '_netrc', 'machine github.com\r\nlogin bob\r\npassword «<alnum:20>»\r\n'],
  ['.pgpass', '.pgpass', '# hostname:port:database:username:password\ndb.shop.io:5432:orders:app:«<password>»\n*:*:*:postgres:«<alnum:9><digits:4>»\nlocalhost:5432:dev:dev:«a\\:b<alnum:10>»\n'],
  ['.my.cnf', '.my.cnf', '[client]\nuser=root\npassword=«<password>»\n\n[mysqldump]\nuser = backup\npassword = "«<password>»"\n'],
  ['.npmrc', '.npmrc', 'registry=https://npm.shop.io/\n//npm.shop.io/:_authToken=«<alnum:40>»\n//npm2.shop.io/:_password=«<base64-of:<alnum:16>>»\n//npm2.shop.io/:username=deploy\n_auth=«<base64-of:deploy:<alnum:16>>»\nalways-auth=true\n'],
  ['.pypirc', '.pypirc', '[distutils]\nindex-servers =\n    internal\n\n[internal]\nrepository: https://pypi.shop.io\nusername: ci\npassword: «<password>»\n'],
  ['pip.conf', 'pip.conf', '[global]\nindex-url = https://ci:«<alnum:20>»@pypi.shop.io/simple\nextra-index-url =\n    https://bot:«<alnum:18>»@pypi2.shop.io/simple\n'],
  ['AWS credentials', '.aws/credentials', '[default]\naws_access_key_id = «<aws-key-id:AKIA>»\naws_secret_access_key = «<base64chars:39><alnum:1>»\n'],
  ['Terraform state: sensitive attribute', 'infra/terraform.tfstate', STATE('            "arn": "arn:aws:ssm:eu-west-1:<digits:12>:parameter/x",\n            "name": "/shop/flag",\n            "value": "«<alnum:26>»"', '[\n            [\n              {\n                "type": "get_attr",\n                "value": "value"\n              }\n            ]\n          ]')],
  ['Terraform state: generated password', 'infra/backup.json', STATE('            "bcrypt_hash": "$2a$10$<alnum:53>",\n            "length": 24,\n            "result": "«<alnum:24>»"', '[]', 'random_password')],
  ['Terraform state: sensitive output', 'infra/terraform.tfstate', '{\n  "version": 4,\n  "outputs": {\n    "endpoint": {\n      "value": "<alnum:30>",\n      "type": "string"\n    },\n    "db_url": {\n      "value": "«<alnum:30>»",\n      "type": "string",\n      "sensitive": true\n    }\n  }\n}\n'],
  ['Terraform state: JSON inside JSON', 'infra/terraform.tfstate', STATE('            "secret_string": "{\\"username\\":\\"app\\",\\"password\\":\\"«<password>»\\"}"', '[[{"type":"get_attr","value":"secret_string"}]]', 'aws_secretsmanager_secret_version')],
  ['Terraform state that was cut', 'infra/terraform.tfstate', '      "type": "random_password",\n          "attributes": {\n            "result": "«<alnum:24>»",\n'],
  ['ECS task definition', 'task.json', '{"containerDefinitions":[{"environment":[{"name":"DB_PASSWORD","value":"«<password>»"},{"name":"PORT","value":"8080"},{"value":"«<alnum:30>»","name":"API_TOKEN"}],"secrets":[{"name":"JWT_SECRET","valueFrom":"arn:aws:ssm:eu-west-1:<digits:12>:parameter/x"}]}]}'],
  ['Postman collection', 'shop.postman_collection.json', '{\n\t"auth": {\n\t\t"type": "apikey",\n\t\t"apikey": [\n\t\t\t{\n\t\t\t\t"key": "value",\n\t\t\t\t"value": "«<alnum:32>»",\n\t\t\t\t"type": "string"\n\t\t\t},\n\t\t\t{\n\t\t\t\t"key": "key",\n\t\t\t\t"value": "X-Shop",\n\t\t\t\t"type": "string"\n\t\t\t}\n\t\t]\n\t},\n\t"item": [{"request": {"auth": {"type": "basic", "basic": [{"key": "password", "value": "«<password>»"}, {"key": "username", "value": "admin"}]}}}]\n}\n'],
  ['Postman environment', 'prod.postman_environment.json', '{\n\t"values": [\n\t\t{\n\t\t\t"key": "shopThing",\n\t\t\t"value": "«<alnum:32>»",\n\t\t\t"type": "secret",\n\t\t\t"enabled": true\n\t\t},\n\t\t{\n\t\t\t"key": "other",\n\t\t\t"value": "{{shop}}",\n\t\t\t"type": "secret"\n\t\t},\n\t\t{\n\t\t\t"key": "base",\n\t\t\t"value": "https://shop.io",\n\t\t\t"type": "default"\n\t\t}\n\t]\n}\n'],
  ['Insomnia export', 'insomnia.json', '{"resources":[{"authentication":{"type":"bearer","token":"«<alnum:40>»"}},{"authentication":{"type":"basic","username":"a","password":"«<password>»"}}]}'],
  ['vault kv get', 'notes.md', '$ vault kv get secret/shop\n====== Secret Path ======\nsecret/data/shop\n\n======= Metadata =======\nKey                Value\n---                -----\ncreated_time       2026-01-01T00:00:00.000Z\nversion            1\n\n====== Data ======\nKey         Value\n---         -----\nusername    app\npassword    «<password>»\nlicense     «<alnum:22><digits:2>»\n'],
  ['vault operator init', 'init.txt', 'Unseal Key 1: «<base64:33>»\nUnseal Key 2: «<base64:33>»\n'],
  ['Spring properties', 'application.properties', 'spring.datasource.username=app\nspring.datasource.password=«<password>»\njwt.secret=«<alnum:40>»\n'],
  ['.NET settings', 'appsettings.json', '{\n  "ConnectionStrings": {\n    "Default": "Server=db;Database=x;User Id=sa;Password=«<alnum:14>»;"\n  },\n  "Jwt": {\n    "Key": "«<alnum:40>»",\n    "Issuer": "shop"\n  }\n}\n'],
  ['web.config', 'web.config', '<<configuration>\n <<machineKey validationKey="«<upperhex:128>»" decryptionKey="«<upperhex:48>»" validation="SHA1" />\n<</configuration>\n'],
  ['Jenkins credentials, encrypted', 'credentials.xml', '<<username>bot<</username>\n<<password>{AQAAABAAAAAQ<base64chars:40>==}<</password>\n'],
  ['Ansible inventory', 'hosts', '[web]\nweb1 ansible_host=10.0.0.1 ansible_user=root ansible_ssh_pass=«<password>»\n'],
  ['Compose file', 'docker-compose.yml', 'services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: «<password>»\n  web:\n    environment:\n      - DB_PASSWORD=«<password>»\n      - DB_PASSWORD_FILE=/run/secrets/db\n'],
  ['Composer auth.json', 'auth.json', '{"http-basic":{"repo.shop.io":{"username":"bot","password":"«<alnum:20>»"}},"github-oauth":{"github.com":"«<hex:40>»"},"bearer":{"x.io":"«<alnum:40>»"}}'],
  ['Bundler configuration', '.bundle/config', '---\nBUNDLE_GEMS__SHOP__IO: "bot:«<alnum:20>»"\nBUNDLE_PATH: "vendor/bundle"\n'],
  ['MCP servers', '.mcp.json', '{"mcpServers":{"gh":{"command":"npx","env":{"SHOP_API_KEY":"«<alnum:36>»"}},"b":{"command":"y","args":["--port","80","--token","«<alnum:36>»"]}}}'],
  ['shell history', '.bash_history', "ls\nexport AWS_SECRET_ACCESS_KEY=«<base64chars:39><alnum:1>»\nsshpass -p '«<password>»' ssh root@10.0.0.1\ncurl -u bot:«<password>» https://shop.io\n"],
  ['shadow passwords', 'etc/shadow', 'root:$6$<alnum:16>$<alnum:86>:18000:0:99999:7:::\n'],
];

describe.each(FILES)('%s', (name, path, recipe) => {
  it.each(['one', 'two', 'three'])('shows its secrets and nothing else (seed %s)', (seed) => {
    const { text, marked } = fileOf(recipe, `${name} ${seed}`);
    const seen = seenIn(text, path).map(({ start, end }) => text.slice(start, end));
    // The padding of base64 holds nothing: a decoded value's span ends before it.
    const bare = (values: readonly string[]): string[] => values.map((value) => value.replace(/=+$/, '')).sort();
    expect(bare(seen)).toEqual(bare(marked.map(({ value }) => value)));
  });
});

describe('who answers', () => {
  it.each([
    ['stringData:\n  license: «<alnum:30><digits:2>»\nkind: Secret\n', 'kubernetes-secret-value'],
    ['machine a.dev login b password «<password>»\n', 'netrc-password'],
    ['db.shop.dev:5432:orders:app:«<password>»\n', 'pgpass-password'],
    ['{"a":{"value":"«<alnum:24>»","sensitive":true}}', 'terraform-state-value'],
    ['stringData:\n  license: «ghp_<crc32-base62:30>»\nkind: Secret\n', 'github-personal-access-token'],
  ])('%s', (recipe, rule) => {
    const { text, marked } = fileOf(recipe, rule);
    expect(seenIn(text, 'file').map((one) => [one.rule, one.start, one.end])).toEqual([[rule, marked[0]?.start, marked[0]?.end]]);
  });

  it('unescapes what JSON escaped, and keeps the span of the file', () => {
    const text = JSON.stringify({ a: { value: `x"${fileOf('<alnum:20>', 'escaped').text}`, sensitive: true } });
    const [found] = seenIn(text, 'x.tfstate');
    expect(found?.value).toBe((JSON.parse(text) as { a: { value: string } }).a.value);
    expect(JSON.parse(`"${text.slice(found?.start, found?.end)}"`)).toBe(found?.value);
  });
});
