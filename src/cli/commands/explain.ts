/** `explain`: a rule in words, or why something was kept or dropped. */
import { UsageError } from '../../errors.ts';
import { loadPlaybooks } from '../../remedy/builtin.ts';
import { choosePlaybook } from '../../remedy/choose.ts';
import { fillStep, PHASES, type Playbook } from '../../remedy/playbook.ts';
import { wrap } from '../../report/wrap.ts';
import { loadBuiltinDetails } from '../../rules/builtin.ts';
import type { Rule, RuleDetails } from '../../rules/rule.ts';
import { describeTerminal } from '../../ui/terminal.ts';
import type { Invocation } from '../command.ts';
import type { Context } from '../context.ts';
import { print } from '../print.ts';
import { candidatesAt, candidatesNamed, parsePlace } from './candidates.ts';
import { candidateJson, candidateText } from './explain-candidate.ts';
import { findRules } from './rules-list.ts';

const PHASE_TITLES: Readonly<Record<(typeof PHASES)[number], string>> = {
  identify: 'Identify',
  rotate: 'Rotate',
  revoke: 'Revoke',
  audit: 'Audit',
  update: 'Update',
  review: 'Review',
};

/** Text is easier to read when its lines end before the terminal does. */
const TEXT_COLUMNS = 100;

/**
 * Explains every rule of the name given (several rules may share a foreign alias), or every candidate of the place or
 * fingerprint given. Throws UsageError when there is nothing of that name.
 */
export async function runExplain(invocation: Invocation, context: Context): Promise<number> {
  const [word = ''] = invocation.arguments;
  const json = invocation.options['format'] === 'json';
  const place = parsePlace(word, context.cwd);
  if (place === null && !/^[0-9a-f]{16}$/.test(word)) {
    const { texts, objects } = await explainRules(word, Math.min(TEXT_COLUMNS, describeTerminal(context.stdout, context.env).columns));
    await print(context, json ? toJson({ rules: objects }) : texts.join('\n'));
    return 0;
  }
  const found = place === null ? await candidatesNamed(word, context) : await candidatesAt(place, context);
  if (found.length === 0) {
    throw place === null
      ? new UsageError(`nothing in the working tree has the fingerprint ${word}`, { hint: 'explain reads files, not the history: for an old version, write it to a file and name file and line' })
      : new UsageError(`nothing at ${word} looks like a secret`);
  }
  await print(context, json ? toJson({ candidates: found.map(candidateJson) }) : found.map(candidateText).join('\n'));
  return 0;
}

async function explainRules(name: string, columns: number): Promise<{ texts: string[]; objects: Record<string, unknown>[] }> {
  const rules = await findRules(name);
  const details = await loadBuiltinDetails();
  const playbooks = await loadPlaybooks();
  const explained = rules.map((rule) => ({ rule, details: details.find((entry) => entry.id === rule.id), playbook: choosePlaybook(playbooks, rule) }));
  return {
    texts: explained.map((one) => explain(one.rule, one.details, one.playbook, columns)),
    objects: explained.map(({ rule, details: more, playbook }) => {
      const { id, severity, confidence, check, aliases } = rule;
      return { id, name: rule.name, description: more?.description ?? '', severity, confidence, check, finds: how(rule), aliases, source: more?.source ?? [], playbook };
    }),
  };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function explain(rule: Rule, details: RuleDetails | undefined, playbook: Playbook, columns: number): string {
  const fact = (label: string, text: string): string[] => row(label.padEnd(12), text, columns);
  const step = (label: string, text: string): string[] => row(label.padEnd(10), text, columns);
  return [
    `${rule.name}  (${rule.id})`,
    '',
    ...wrap(details?.description ?? '', columns),
    '',
    ...fact('severity', rule.severity),
    ...fact('confidence', `${rule.confidence}${rule.check === null ? '' : `; high when its ${rule.check} check passes, low when it fails`}`),
    ...fact('finds', how(rule)),
    ...(rule.aliases.length === 0 ? [] : fact('known as', rule.aliases.join(', '))),
    // An address that is broken over lines cannot be opened.
    ...(details?.source ?? []).map((url) => `  source      ${url}`),
    '',
    `What to do: ${playbook.title.slice(0, 1).toLowerCase()}${playbook.title.slice(1)}`,
    ...PHASES.flatMap((phase) => playbook[phase].flatMap((text) => step(PHASE_TITLES[phase], fillStep(text, {})))),
    ...(playbook.replaceWith.length === 0 ? [] : step('Instead', playbook.replaceWith.join('; '))),
    '',
  ].join('\n');
}

/** A label and a text; the text's further lines stand below its first. */
function row(label: string, text: string, columns: number): string[] {
  return wrap(text, Math.max(20, columns - label.length - 2)).map((line, index) => `  ${index === 0 ? label : ' '.repeat(label.length)}${line}`);
}

function how(rule: Rule): string {
  if (rule.detector === 'named') return `a value of this exact shape behind a name that holds ${rule.keywords.join(' or ')}`;
  if (rule.detector === 'pattern') return `text that starts from ${rule.keywords.slice(0, 6).join(', ')}${rule.keywords.length > 6 ? ', …' : ''} and has the provider's documented shape`;
  return `values by their place (${rule.detector}), near words such as ${rule.keywords.slice(0, 6).join(', ')}`;
}
