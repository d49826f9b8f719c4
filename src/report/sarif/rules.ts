/** Rules as SARIF reporting descriptors. GitHub refuses empty texts and rules without help. */
import type { Finding } from '../../model.ts';
import type { Rule } from '../../rules/rule.ts';
import { visible } from '../../ui/sanitize.ts';
import type { Json } from '../json-model.ts';
import { markdownList } from '../markdown-text.ts';
import type { ReportOptions } from '../report.ts';
import { levelOf, precisionOf, scoreOf } from './levels.ts';

/** UTF-16 units that GitHub takes of a short or full description, and of a name. */
const TEXT_LIMIT = 1024;
const NAME_LIMIT = 255;
const TAG_LIMIT = 20;

/** Descriptors of the rules of these findings, in order of id, and the place of each in that list. */
export function describeRules(findings: readonly Finding[], options: ReportOptions): { rules: Json[]; index: Map<string, number> } {
  const examples = new Map<string, Finding>();
  for (const finding of findings) if (!examples.has(finding.rule.id)) examples.set(finding.rule.id, finding);
  const ids = [...examples.keys()].sort();
  const rules = ids.flatMap((id) => {
    const example = examples.get(id);
    return example === undefined ? [] : [descriptor(example, options)];
  });
  return { rules, index: new Map(ids.map((id, at) => [id, at])) };
}

function descriptor(example: Finding, options: ReportOptions): Json {
  const { rule } = example;
  const name = text(rule.name, rule.id, TEXT_LIMIT);
  const described = options.describeRule?.(rule) ?? null;
  const steps = stepsFor(example, options);
  const uri = options.ruleUri?.(rule) ?? null;
  return {
    id: rule.id,
    name: text(pascalCase(rule.id), rule.id, NAME_LIMIT),
    shortDescription: { text: name },
    fullDescription: { text: text(described ?? '', `Looks for this ${rule.channel === 'secret' ? 'kind of credential' : 'habit'}: ${name}.`, TEXT_LIMIT) },
    help: {
      text: [`${name}.`, ...steps.map((step, index) => `${index + 1}. ${step}`)].join('\n'),
      markdown: `## ${name}\n\n${markdownList(steps)}\n`,
    },
    ...(uri === null || !/^https?:\/\//.test(uri) ? {} : { helpUri: uri }),
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: tagsOf(rule),
      precision: precisionOf(rule),
      'security-severity': scoreOf(rule.severity),
    },
  };
}

/** The steps are the rule's, so they are asked for without the facts of one finding. */
function stepsFor(example: Finding, options: ReportOptions): string[] {
  const steps = (options.remedy?.({ ...example, facts: {} }) ?? []).map((step) => visible(step)).filter((step) => step.trim() !== '');
  if (steps.length > 0) return steps;
  return example.rule.channel === 'practice'
    ? ['Change the code so that it does not handle the secret this way.']
    : ['Make a new credential where this one was issued.', 'Put it into a secret store and read it from there.', 'Revoke the old one.', 'Look through the logs of its use.'];
}

function tagsOf(rule: Rule): string[] {
  const tags = ['security'];
  if (rule.channel === 'secret') {
    tags.push('secret', 'external/cwe/cwe-798');
    if (rule.kind === 'private-key') tags.push('external/cwe/cwe-321');
    if (rule.kind === 'password' || rule.kind === 'uri') tags.push('external/cwe/cwe-259');
  } else {
    tags.push('practice');
  }
  return [...new Set([...tags, rule.kind, rule.provider])].filter((tag) => tag !== '').slice(0, TAG_LIMIT);
}

function pascalCase(id: string): string {
  return id.split(/[^A-Za-z0-9]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

/** Never empty, never longer than allowed. */
function text(wanted: string, otherwise: string, limit: number): string {
  const shown = visible(wanted.trim() === '' ? otherwise : wanted);
  return shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown;
}
