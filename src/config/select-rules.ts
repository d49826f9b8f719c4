/** Applies the configuration to the rules: which run, how severe they are, and whether its names exist. */
import { ConfigError } from '../errors.ts';
import type { Rule } from '../rules/rule.ts';
import type { Config, Written } from './config.ts';
import { harmless } from './code-frame.ts';
import { namesRule } from './rule-name.ts';
import { suggest } from './suggest.ts';

/** The rules of a scan, and what was left out. */
export interface RuleSelection {
  /** In the order given, the user's own last, with their severities overridden. */
  readonly rules: readonly Rule[];
  /** Ids of the rules that the configuration turned off; not of those that are off by themselves. */
  readonly disabled: readonly string[];
}

/**
 * Chooses among the built-in rules, those that are off by default, and the configuration's own. A rule that is off runs
 * when `rules.enable` has its name; a wildcard is not enough. Throws a ConfigError when an own rule takes a name that is
 * in use, or when a name anywhere in the configuration means no rule: a mistyped name would quietly do nothing.
 */
export function selectRules(builtIn: readonly Rule[], config: Config, optional: readonly Rule[] = []): RuleSelection {
  const all = [...builtIn, ...optional, ...config.rules.added];
  checkOwnNames([...builtIn, ...optional], config);
  for (const name of namesIn(config)) {
    if (!all.some((rule) => namesRule(name.value, rule))) throw unknownRule(name, all, config);
  }
  const isNamed = (names: readonly Written<string>[], rule: Rule): boolean => names.some((name) => namesRule(name.value, rule));
  const chosen = config.rules.enable.filter((name) => !name.value.includes('*'));
  const offered = all.filter((rule) => rule.enabled !== false || isNamed(chosen, rule));
  const disabled = offered.filter((rule) => isNamed(config.rules.disable, rule) && !isNamed(config.rules.enable, rule));
  const off = new Set(disabled);
  return {
    rules: offered.filter((rule) => !off.has(rule)).map((rule) => withSeverity(rule, config)),
    disabled: disabled.map((rule) => rule.id),
  };
}

/** A name without wildcards says more than one with; among equals the later line wins. */
function withSeverity(rule: Rule, config: Config): Rule {
  const fitting = config.rules.severity.filter((entry) => namesRule(entry.rule.value, rule));
  const override = fitting.findLast((entry) => !entry.rule.value.includes('*')) ?? fitting.at(-1);
  return override && override.severity !== rule.severity ? { ...rule, severity: override.severity } : rule;
}

function namesIn(config: Config): readonly Written<string>[] {
  const { disable, enable, severity } = config.rules;
  return [...disable, ...enable, ...severity.map((entry) => entry.rule), ...config.allow.flatMap((entry) => entry.rules)];
}

function unknownRule(name: Written<string>, rules: readonly Rule[], config: Config): ConfigError {
  const near = suggest(name.value, rules.flatMap((rule) => [rule.id, ...rule.aliases]));
  return new ConfigError(`"${harmless(name.value)}" names no rule`, config.placeOf(name), {
    hint: near === null ? 'keysieve rules list' : `Did you mean "${near}"?`,
  });
}

function checkOwnNames(builtIn: readonly Rule[], config: Config): void {
  const taken = new Set(builtIn.flatMap((rule) => [rule.id, ...rule.aliases]));
  for (const rule of config.rules.added) {
    if (taken.has(rule.id)) {
      throw new ConfigError(`the rule "${rule.id}" of rules.add has the name of another rule`, { file: config.file ?? '', line: null, column: null, snippet: null }, {
        hint: `Give it another id; to replace a built-in rule, disable that one as well.`,
      });
    }
    for (const name of [rule.id, ...rule.aliases]) taken.add(name);
  }
}
