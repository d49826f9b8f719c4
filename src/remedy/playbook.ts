/**
 * What to do about a leaked credential, step by step: identify, rotate, revoke, audit, update, review.
 * Playbooks are YAML under rules/playbooks/; `{fact}` in a step is filled in with what was read from the secret's
 * surroundings, and a step whose facts are unknown is shown with the placeholder as it is.
 */
import * as v from 'valibot';

const steps = v.optional(v.array(v.pipe(v.string(), v.minLength(1))), []);

/** A playbook file. */
export const playbookSchema = v.strictObject({
  id: v.string(),
  title: v.string(),
  /** How soon: `now` for live production credentials, `planned` for test ones. */
  urgency: v.picklist(['now', 'today', 'planned']),
  identify: steps,
  rotate: v.pipe(v.array(v.string()), v.minLength(1)),
  revoke: steps,
  audit: steps,
  update: steps,
  review: steps,
  /** What to use instead, so that it does not happen again. */
  replaceWith: steps,
  /** Pages of the provider that the steps were written from. */
  source: steps,
});

export type Playbook = v.InferOutput<typeof playbookSchema>;

/** The order in which people work. */
export const PHASES = ['identify', 'rotate', 'revoke', 'audit', 'update', 'review'] as const;

/**
 * Fills `{name}` with facts; names are those of the facts without their provider (`aws.account` answers `{account}`). What no fact
 * answers becomes `<name>`, which readers of commands know as theirs to fill in.
 */
export function fillStep(step: string, facts: Readonly<Record<string, string>>): string {
  return step.replace(/\{([a-z][a-zA-Z._-]*)\}/g, (_whole, name: string) => {
    const key = Object.keys(facts).find((fact) => fact === name || fact.slice(fact.indexOf('.') + 1) === name);
    return (key === undefined ? undefined : facts[key]) ?? `<${name}>`;
  });
}

/** The sentences a report shows: rotate first, then revoke and audit. */
export function shortSteps(playbook: Playbook, facts: Readonly<Record<string, string>>): string[] {
  return [...playbook.rotate, ...playbook.revoke, ...playbook.audit].map((step) => fillStep(step, facts));
}
