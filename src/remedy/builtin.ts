/** The playbooks that ship with keysieve; loaded only when there is something to remedy. */
import type { Playbook } from './playbook.ts';

export async function loadPlaybooks(): Promise<readonly Playbook[]> {
  return (await import('virtual:playbooks')).playbooks;
}
