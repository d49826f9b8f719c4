/**
 * Values that stand beside their name as a second field: `{"name": "DB_PASSWORD", "value": "x"}` in either order
 * (Kubernetes, ECS, Postman), `<add key="Password" value="x"/>`, `<name>a.key</name><value>x</value>`,
 * and `variable "db_password" { default = "x" }` of Terraform.
 */

/** The field that holds the name, looking back from the name: `name: `, `"key":"`, `Name=`, `<name>`. */
const NAME_FIELD = /(?:^|[\s"'`{(,<;\\-])(?:name|key|id|field|variable|var|env|setting|option|parameterkey|parameter|header|label|attribute|k|n)(?:\\*["'])?\s{0,3}(?:[:=]|=>|>)\s{0,3}(?:\\*["'])?$/i;
/** The field that holds the value. */
const VALUE_FIELD = /(?:^|[\s"'`{(,<;\\])(?:value|parametervalue|default_?value|current_?value|val|default|content|v|string(?=>))(?:\\*["'])?\s{0,3}(?:[:=]|=>|>)\s{0,3}/gi;
/** Another entry begins: the pair is over. */
const PAIR_END = /[}{]|(?:^|[\s"'{,<-])(?:name|key)(?:\\*["'])?\s{0,3}[:=]|\n[ \t]*-[ \t]|\n[ \t]*\n|<(?:\/?(?:property|entry|setting|add|param)|key|true|false|dict)\b/gi;
const BLOCK_DEFAULT = /["']?\s{0,3}\{[^{}]{0,400}?\bdefault\s{0,20}=\s{0,20}(?=["'])/y;

/** `token = { value: 'x', expires: 1 }`: the literal that an object calls its value. */
const OBJECT_VALUE = /\{\s{0,20}(?:\\*["']?\w{1,20}\\*["']?\s{0,3}(?::|=>|=)\s{0,3}[\w.]{1,20}\s{0,3},\s{0,20}){0,3}\\*["']?:?(?:value|_?default|data|text|content|secret|plain_?text|example)\\*["']?\s{0,3}(?::|=>|=)\s{0,3}(?=\\*["'])/y;

const LOOK_BACK = 24;
const REACH = 240;

/** True when the name ending the given text stands as the value of a name field. */
export function isNameField(text: string, nameStart: number): boolean {
  return NAME_FIELD.test(text.slice(Math.max(0, nameStart - LOOK_BACK), nameStart));
}

/** Where the value of the pair begins (after its separator), or -1. */
export function pairedValue(text: string, nameStart: number, nameEnd: number): number {
  const after = text.slice(nameEnd, nameEnd + REACH);
  // Two attributes of one tag belong together; another tag's do not.
  const from = Math.max(0, nameStart - REACH);
  const before = text.slice(from, nameStart);
  const inTag = before.lastIndexOf('<') > before.lastIndexOf('>');
  const tagEnd = inTag ? endOfTag(after) : -1;
  const pairEnd = firstMatch(PAIR_END, after);
  const stop = tagEnd < 0 ? pairEnd : pairEnd < 0 ? tagEnd : Math.min(tagEnd, pairEnd);
  VALUE_FIELD.lastIndex = 0;
  const field = VALUE_FIELD.exec(after);
  if (field !== null && (stop < 0 || field.index < stop)) return nameEnd + VALUE_FIELD.lastIndex;
  // Value first. Only within the braces that open before the name.
  const open = Math.max(before.lastIndexOf('{'), before.lastIndexOf('<'), before.lastIndexOf('\n- '));
  if (open < 0 || before.indexOf('}', open) >= 0) return -1;
  VALUE_FIELD.lastIndex = open;
  const earlier = VALUE_FIELD.exec(before);
  return earlier === null ? -1 : from + VALUE_FIELD.lastIndex;
}

/** Where the literal default of a block named so begins (`variable "db_password" { … default = "x" }`), or -1. */
export function blockDefault(text: string, nameEnd: number): number {
  BLOCK_DEFAULT.lastIndex = nameEnd;
  return BLOCK_DEFAULT.test(text) ? BLOCK_DEFAULT.lastIndex : -1;
}

/** Where the literal begins that the object at `at` calls its value, or -1. */
export function objectValue(text: string, at: number): number {
  OBJECT_VALUE.lastIndex = at;
  return OBJECT_VALUE.test(text) ? OBJECT_VALUE.lastIndex : -1;
}

/** Where the tag of the name ends; the element of its own that `<setting name="x"><value>` holds belongs to it. */
function endOfTag(after: string): number {
  const end = after.indexOf('>');
  const value = end < 0 ? null : /^>\s{0,40}<value>/.exec(after.slice(end, end + 60));
  return value === null ? end : end + value[0].length + 1;
}

function firstMatch(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0;
  const match = pattern.exec(text);
  return match === null ? -1 : match.index;
}
