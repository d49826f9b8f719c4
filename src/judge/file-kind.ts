/**
 * What a path says about how a line is to be read.
 *
 * - code: bare words are identifiers
 * - env: dotenv, properties, INI: bare text after `=` is a literal
 * - yaml: bare text after `:` is a literal
 * - shell: bare words after `=` without spaces are literals, `$X` a reference
 * - markup: XML and HTML
 * - data: JSON, TOML and the like: literals are quoted
 * - doc: prose that quotes all of the above
 * - lock: lock files and checksums: hashes
 */
export type FileKind = 'code' | 'env' | 'yaml' | 'shell' | 'markup' | 'data' | 'doc' | 'lock' | 'unknown';

const BY_EXTENSION: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ...entries('code', 'js mjs cjs jsx ts mts cts tsx vue svelte py pyi pyx rb rake erb go rs java kt kts scala groovy gradle cs vb fs php phtml pl pm lua swift m mm c h cc cpp cxx hpp hh ex exs erl hrl clj cljs dart r jl hs elm sol proto tf hcl tfvars bicep libsonnet jsonnet ipynb sql psql ps1 psm1 nim zig d pas coffee ino cu asm s template cr ml mli thrift graphql rkt lisp el tcl vbs bas'),
  ...entries('env', 'env properties ini cfg conf cnf config inf desktop service editorconfig prefs props example sample dist local envrc npmrc pypirc netrc pgpass cred credentials ovpn rc'),
  ...entries('yaml', 'yaml yml eyaml'),
  ...entries('shell', 'sh bash zsh ksh fish bat cmd dockerfile containerfile mk make bats command profile bashrc zshrc bash_profile history'),
  ...entries('markup', 'xml html htm xhtml xaml csproj vbproj plist svg xsd xsl wsdl jsp aspx cshtml ftl storyboard xib pom resx config-xml'),
  ...entries('data', 'json json5 jsonc jsonl ndjson toml csv tsv har avsc geojson webmanifest map tfstate template-json bru'),
  ...entries('doc', 'md markdown mdx rst txt adoc asciidoc textile org wiki tex rdoc pod log man 1 5 8'),
  ...entries('lock', 'lock sum sha256 sha512 md5 integrity'),
]);

const BY_NAME: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ...entries('lock', 'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml composer.lock gemfile.lock poetry.lock cargo.lock go.sum pipfile.lock uv.lock packages.lock.json flake.lock .terraform.lock.hcl'),
  ...entries('shell', 'dockerfile containerfile makefile gnumakefile justfile .bashrc .zshrc .profile .bash_profile .zprofile .bash_history .zsh_history procfile vagrantfile-sh'),
  ...entries('code', 'jenkinsfile rakefile gemfile vagrantfile podfile guardfile capfile brewfile'),
  ...entries('env', '.env .envrc .npmrc .pypirc .netrc _netrc .pgpass .my.cnf credentials .htpasswd pip.conf .s3cfg .boto'),
  ...entries('doc', 'readme license changelog authors contributing notice'),
]);

function entries(kind: FileKind, names: string): [string, FileKind][] {
  return names.split(' ').map((name) => [name, kind]);
}

/** Candidates of one file come together: what its path says is worked out once. */
let latest: { readonly path: string; readonly kind: FileKind; readonly example: boolean; readonly translation: boolean } | null = null;

function read(path: string): NonNullable<typeof latest> {
  if (latest?.path !== path) latest = { path, kind: kindOf(path), example: EXAMPLE_PART.test(path) || TEST_CLASS.test(path), translation: TRANSLATION.test(path) };
  return latest;
}

/** Kind of the file at `path` (with `/`); 'unknown' for null and for names that say nothing. */
export function fileKind(path: string | null): FileKind {
  return path === null ? 'unknown' : read(path).kind;
}

function kindOf(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const byName = BY_NAME.get(name);
  if (byName !== undefined) return byName;
  if (name.startsWith('.env') || name.endsWith('.env')) return 'env';
  if (name.startsWith('dockerfile') || name.startsWith('containerfile')) return 'shell';
  // config.yml.example, settings.py.dist: the extension before counts.
  const parts = name.split('.');
  for (let at = parts.length - 1; at > 0; at--) {
    const extension = parts[at] as string;
    if (/^(?:example|sample|dist|template|tmpl|tpl|j2|default|defaults|bak|old|orig|local|erb|in)$/.test(extension) && at > 1) continue;
    return BY_EXTENSION.get(extension) ?? 'unknown';
  }
  return 'unknown';
}

/** True when a path lies among tests, examples, fixtures or documentation. It lowers urgency, never visibility. */
export function isExamplePath(path: string | null): boolean {
  return path !== null && read(path).example;
}

/** True for catalogues of translated texts: `locales/de.json`, `lang/fr/auth.php`, `messages_de.properties`, `values-es/strings.xml`, `.po`, `.resx`. */
export function isTranslationPath(path: string | null): boolean {
  return path !== null && read(path).translation;
}

const TRANSLATION = new RegExp(
  [
    String.raw`(?:^|/)(?:locales?|i18n|l10n|nls|lang|langs|languages?|translations?|localization|_locales)/(?:[^/]+/){0,4}[^/]+\.(?:json5?|ya?ml|php|properties|strings|xml|ts|js|arb|rb|toml|ini|txt)$`,
    String.raw`\.(?:po|pot|resx|xlf|xliff|arb|strings|stringsdict|xcstrings|lproj/[^/]+)$`,
    // Resource bundles of Java: login_lt.properties.
    String.raw`_[a-z]{2}(?:_[A-Za-z]{2,4})?\.properties$`,
    String.raw`(?:^|/)(?:messages?|strings|labels|translations?|i18n|locale)(?:[_.-][a-z]{2,3}(?:[_-]\w{2,4})?)?\.(?:properties|xml|json|ya?ml)$`,
    String.raw`(?:^|/)(?:[\w-]+[_.-])?(?:en|de|fr|es|it|pt|nl|pl|ru|ja|zh|ko|tr|sv|da|fi|nb|no|cs|hu|uk|ar|he|ro|el)(?:[_-][A-Za-z]{2,4})?\.(?:properties|json|ya?ml|po|php)$`,
  ].join('|'),
  'i',
);

const EXAMPLE_PART = /(?:^|[/_.-])(?:tests?|testing|specs?|__tests__|testdata|test-data|fixtures?|mocks?|examples?|samples?|demos?|docs?|documentation|tutorials?|cassettes|e2e|integration|stubs?|benchmarks?)(?:$|[/_.-])/i;
/** FooTest.java, FooTests.cs, FooSpec.scala, FooIT.java */
const TEST_CLASS = /[a-z0-9](?:Test|Tests|Spec|IT)\.\w+$/;
