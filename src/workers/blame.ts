/** Which items of a unit end the workers that search them. */
import type { GivenUp } from './messages.ts';

/** Why a worker ended. */
export type Cause =
  /** It was ended, because it had done nothing for so long. */
  | { readonly kind: 'hang'; readonly seconds: number }
  /** By an error; its code or the name of its class. Messages may quote what is searched. */
  | { readonly kind: 'error'; readonly name: string }
  | { readonly kind: 'exit'; readonly code: number };

/** An item that ends a worker so often is given up. Memory may have run short because of what came before it, so one death proves nothing. */
const STRIKES = 2;

export class Blame {
  readonly givenUp: GivenUp[] = [];
  private readonly deaths = new Map<number | null, number>();

  /**
   * A worker ended at `item`; null: between two items. Gives false when the unit as a whole is to be given up: there is
   * no item to leave out.
   */
  strike(item: number | null, cause: Cause): boolean {
    const deaths = (this.deaths.get(item) ?? 0) + 1;
    this.deaths.set(item, deaths);
    if (item === null) return deaths < STRIKES;
    if (cause.kind === 'hang') {
      this.givenUp.push({ item, reason: 'timed-out', detail: `searching it did not end within ${cause.seconds} s and was given up; look at it yourself` });
    } else if (deaths >= STRIKES) {
      this.givenUp.push({ item, reason: 'unreadable', detail: `searching it ended the thread twice (${words(cause)}) and was given up; look at it yourself` });
    }
    return true;
  }
}

function words(cause: Exclude<Cause, { kind: 'hang' }>): string {
  if (cause.kind === 'exit') return `exit code ${cause.code}`;
  return cause.name === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : cause.name;
}
