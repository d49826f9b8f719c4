/**
 * Terraform and OpenTofu state (version 4): what the state itself says is secret. Results of `random_password`, outputs
 * marked `"sensitive": true`, and attributes that `sensitive_attributes` names. Attributes with telling names, keys and
 * JSON inside JSON are found by the rules for these.
 */
import type { Rule } from '../../rules/rule.ts';
import type { Detector, RawCandidate } from '../detector.ts';
import { objectAround, stringFields, unescapeJson, type Field } from './flat-object.ts';

const RANDOM_PASSWORD = /"type"\s{0,4}:\s{0,4}$/;
const RESULT = /"(?:mode|result)"\s{0,4}:\s{0,4}"((?:[^"\\\n]|\\.){1,512})"/g;
const SENSITIVE = /"sensitive"\s{0,4}:\s{0,4}true/y;
const ATTRIBUTE_PATHS = /"sensitive_attributes"\s{0,4}:\s{0,4}\[/y;
/** A path of one step: further steps go into lists and maps, whose values have names of their own. */
const STEP = /\[\s{0,40}\{\s{0,40}(?:"type"\s{0,4}:\s{0,4}"get_attr"\s{0,4},\s{0,40}"value"\s{0,4}:\s{0,4}"([\w-]{1,80})"|"value"\s{0,4}:\s{0,4}"([\w-]{1,80})"\s{0,4},\s{0,40}"type"\s{0,4}:\s{0,4}"get_attr")\s{0,40}\}\s{0,40}\]/g;
/** All instances of one resource. */
const REACH = 8_000;

export const terraformStateDetector: Detector = {
  name: 'terraform-state',
  find(_rule: Rule, text: string, from: number): RawCandidate[] {
    if (text.startsWith('"random_password"', from)) return randomPasswords(text, from);
    SENSITIVE.lastIndex = from;
    if (SENSITIVE.test(text)) return sensitiveOutput(text, from);
    ATTRIBUTE_PATHS.lastIndex = from;
    return ATTRIBUTE_PATHS.test(text) ? sensitiveAttributes(text, from, ATTRIBUTE_PATHS.lastIndex) : [];
  },
};

/** Up to the next resource, which begins with its mode. */
function randomPasswords(text: string, from: number): RawCandidate[] {
  if (!RANDOM_PASSWORD.test(text.slice(Math.max(0, from - 20), from))) return [];
  const found: RawCandidate[] = [];
  RESULT.lastIndex = from;
  for (let match = RESULT.exec(text); match !== null && match.index - from < REACH; match = RESULT.exec(text)) {
    if (match[0].startsWith('"mode"')) break;
    const end = match.index + match[0].length - 1;
    found.push(candidate(text, { name: 'result', start: end - (match[1] ?? '').length, end }, from, 'random_password.result'));
  }
  return found;
}

function sensitiveOutput(text: string, from: number): RawCandidate[] {
  const object = objectAround(text, from);
  if (object === null) return [];
  const value = stringFields(text, object.start, object.end).find((field) => field.name === 'value');
  if (value === undefined || isDocument(text, value)) return [];
  const name = /"([\w-]{1,80})"\s{0,4}:\s{0,4}$/.exec(text.slice(Math.max(0, object.start - 100), object.start - 1))?.[1] ?? 'value';
  return [candidate(text, value, from, name)];
}

function sensitiveAttributes(text: string, from: number, pathsStart: number): RawCandidate[] {
  if (text[pathsStart] === ']') return [];
  const close = text.indexOf(']', text.indexOf(']', pathsStart) + 1);
  const names = new Set<string>();
  let last = pathsStart;
  STEP.lastIndex = pathsStart;
  // Paths stand one behind the other: `[[…], […]]`.
  for (let step = STEP.exec(text); step !== null && /^[\s,]*$/.test(text.slice(last, step.index)); step = STEP.exec(text)) {
    names.add(step[1] ?? step[2] ?? '');
    last = STEP.lastIndex;
  }
  if (names.size === 0 || close < 0) return [];
  const attributes = text.lastIndexOf('"attributes"', from);
  if (attributes < 0 || from - attributes > REACH) return [];
  return stringFields(text, attributes, from)
    .filter((field) => names.has(field.name) && !isDocument(text, field))
    .map((field) => candidate(text, field, from, field.name));
}

/** A document inside the string: its own rules know which of its values are secret. */
function isDocument(text: string, { start, end }: Field): boolean {
  return end === start || /^\s*[[{]|^-----BEGIN|\\n/.test(text.slice(start, end));
}

function candidate(text: string, { start, end }: Field, mark: number, name: string): RawCandidate {
  return {
    start, end, matchStart: Math.min(mark, start), matchEnd: Math.max(mark, end + 1), value: unescapeJson(text.slice(start, end)),
    name, relation: 'mapping', quote: '"', groups: { command: 'terraform-state' },
  };
}
