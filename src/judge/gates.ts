/** The gates a rule file sets: each one that closes names itself. */
import { compileGlob } from '../config/glob.ts';
import type { Rule } from '../rules/rule.ts';
import { shannonEntropy } from './entropy.ts';

interface Compiled {
  readonly must: readonly RegExp[];
  readonly mustNot: readonly RegExp[];
  readonly inside: readonly ((path: string) => boolean)[];
}

const compiled = new WeakMap<Rule, Compiled>();

function compile(rule: Rule): Compiled {
  let gates = compiled.get(rule);
  if (gates === undefined) {
    gates = {
      must: rule.must.map((source) => new RegExp(source)),
      mustNot: rule.mustNot.map((source) => new RegExp(source)),
      inside: rule.paths.map((glob) => compileGlob(glob.toLowerCase())),
    };
    compiled.set(rule, gates);
  }
  return gates;
}

/** The reason why a gate of the rule closes (`path`, `entropy 2.1<3.0`, `must-not`), or null when all are open. */
export function gateReason(rule: Rule, value: string, path: string | null): string | null {
  const gates = compile(rule);
  if (path !== null && gates.inside.length > 0 && !gates.inside.some((matches) => matches(path.toLowerCase()))) return 'gate:path';
  if (rule.entropy !== null) {
    const entropy = shannonEntropy(value);
    if (entropy < rule.entropy) return `entropy ${entropy.toFixed(1)}<${rule.entropy.toFixed(1)}`;
  }
  if (gates.must.some((regex) => !regex.test(value))) return 'gate:must';
  if (gates.mustNot.some((regex) => regex.test(value))) return 'gate:must-not';
  return null;
}
