/** Steps of playbooks, filled with what is known of a finding. */
import { expect, it } from 'vitest';
import { fillStep } from '../../src/remedy/playbook.ts';

it.each([
  ['Find the account: user {user} on host {host}.', { user: 'app', 'uri.host': 'db.internal' }, 'Find the account: user app on host db.internal.'],
  ['Find the account: user {user} on host {host}.', { user: 'app' }, 'Find the account: user app on host <host>.'],
  ['gcloud --project={project} {serviceAccount}', {}, 'gcloud --project=<project> <serviceAccount>'],
  ['a JSON {"key": 1} and {}', {}, 'a JSON {"key": 1} and {}'],
  ['{constructor}', {}, '<constructor>'],
])('%s with %j', (step, facts, filled) => expect(fillStep(step, facts)).toBe(filled));
