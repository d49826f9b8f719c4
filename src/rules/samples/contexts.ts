/**
 * The syntaxes that every rule is tried in. A context writes a name and a value as that syntax would, and says where the
 * value stands in the text it wrote.
 */

export interface Placed {
  readonly text: string;
  readonly path: string;
  /** Span of the value in `text`, UTF-16 units (samples are ASCII, so bytes too). */
  readonly start: number;
  readonly end: number;
}

export interface Context {
  readonly name: string;
  readonly path: string;
  /** Text around the value; `NAME` and `VALUE` are filled in. */
  readonly template: string;
  /** How the context writes a value: JSON strings escape, URLs percent-encode. Absent: as it is. */
  readonly escape?: (value: string) => string;
}

const json = (value: string): string => JSON.stringify(value).slice(1, -1);
const jsonTwice = (value: string): string => json(json(value));

export const CONTEXTS: readonly Context[] = [
  { name: 'env', path: '.env', template: 'PORT=8080\nNAME=VALUE\nDEBUG=false\n' },
  { name: 'shell-export', path: 'deploy.sh', template: '#!/bin/sh\nexport NAME="VALUE"\n./run\n' },
  { name: 'yaml', path: 'config/app.yaml', template: 'service:\n  NAME: VALUE\n  replicas: 2\n' },
  { name: 'json', path: 'config.json', template: '{\n  "region": "eu",\n  "NAME": "VALUE",\n  "port": 1\n}\n', escape: json },
  { name: 'json-in-json', path: 'state.json', template: '{ "body": "{ \\"NAME\\": \\"VALUE\\", \\"port\\": 1 }" }\n', escape: jsonTwice },
  { name: 'toml', path: 'config.toml', template: '[service]\nNAME = "VALUE"\nport = 1\n' },
  { name: 'ini', path: 'settings.ini', template: '[service]\nNAME = VALUE\nport = 1\n' },
  { name: 'xml', path: 'config.xml', template: '<settings>\n  <NAME>VALUE</NAME>\n</settings>\n' },
  { name: 'hcl', path: 'main.tf', template: 'provider "service" {\n  NAME = "VALUE"\n}\n' },
  { name: 'dockerfile', path: 'Dockerfile', template: 'FROM node:24\nENV NAME=VALUE\nRUN ./build\n' },
  { name: 'docker-compose', path: 'docker-compose.yml', template: 'services:\n  web:\n    environment:\n      - NAME=VALUE\n      - PORT=80\n' },
  { name: 'github-workflow', path: '.github/workflows/ci.yml', template: 'jobs:\n  test:\n    env:\n      NAME: "VALUE"\n    runs-on: ubuntu-latest\n' },
  { name: 'python', path: 'app.py', template: 'import os\nNAME = "VALUE"\nrun(NAME)\n' },
  { name: 'javascript', path: 'app.js', template: "const NAME = 'VALUE';\nrun(NAME);\n" },
  { name: 'typescript', path: 'app.ts', template: "export const NAME: string = 'VALUE';\n" },
  { name: 'java', path: 'App.java', template: 'class App {\n  private static final String NAME = "VALUE";\n}\n' },
  { name: 'kotlin', path: 'App.kt', template: 'object App {\n  const val NAME: String = "VALUE"\n}\n' },
  { name: 'go', path: 'main.go', template: 'package main\n\nconst NAME = "VALUE"\n' },
  { name: 'rust', path: 'main.rs', template: 'const NAME: &str = "VALUE";\n' },
  { name: 'csharp', path: 'App.cs', template: 'class App {\n  const string NAME = "VALUE";\n}\n' },
  { name: 'php', path: 'config.php', template: "<?php\nreturn [\n  'NAME' => 'VALUE',\n];\n" },
  { name: 'ruby', path: 'config.rb', template: "config.NAME = 'VALUE'\n" },
  { name: 'sql', path: 'seed.sql', template: "INSERT INTO settings (name, value) VALUES ('NAME', 'VALUE');\n" },
  { name: 'curl', path: 'docs/call.sh', template: 'curl -s https://service.test/v1 \\\n  -H "NAME: VALUE" -d @body.json\n' },
  { name: 'http-header', path: 'request.http', template: 'GET /v1 HTTP/1.1\nHost: service.test\nNAME: VALUE\n\n' },
  { name: 'url-query', path: 'links.txt', template: 'https://service.test/v1?page=2&NAME=VALUE&sort=asc\n' },
  { name: 'markdown', path: 'README.md', template: '## Setup\n\nSet `NAME=VALUE` and start it.\n' },
  { name: 'log', path: 'app.log', template: '2026-11-02T10:00:00Z INFO starting NAME=VALUE region=eu\n' },
  {
    name: 'notebook-cell',
    path: 'analysis.ipynb',
    template:
      '{"cells":[{"cell_type":"code","execution_count":1,"metadata":{},"outputs":[],"source":["import os\\n","NAME = \\"VALUE\\"\\n","run()"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}\n',
    escape: jsonTwice,
  },
  {
    name: 'notebook-output',
    path: 'analysis.ipynb',
    template:
      '{"cells":[{"cell_type":"code","execution_count":1,"metadata":{},"outputs":[{"name":"stdout","output_type":"stream","text":["NAME: VALUE\\n"]}],"source":["show()"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}\n',
    escape: json,
  },
];

/** Writes a value into a context. */
export function place(context: Context, name: string, value: string): Placed {
  const written = (context.escape ?? ((text: string) => text))(value);
  const at = context.template.lastIndexOf('VALUE');
  const before = context.template.slice(0, at).replaceAll('NAME', name);
  const after = context.template.slice(at + 'VALUE'.length).replaceAll('NAME', name);
  return { text: before + written + after, path: context.path, start: before.length, end: before.length + written.length };
}
