/**
 * Worker threads that do units of work, and who watches them: a worker that dies or hangs is replaced, what it was at is
 * done again by the next one without the item that was at fault, and where no worker can be had the main thread does it.
 */
import { Worker } from 'node:worker_threads';
import type { Rule } from '../rules/rule.ts';
import { Blame, type Cause } from './blame.ts';
import type { DetectorSettings, FromWorker, StoreToRead, ToWorker, Unit, UnitResult, WorkerStart } from './messages.ts';
import { WorkerSlot } from './slot.ts';
import type { UnitRunner } from './unit-runner.ts';
import { unpack } from './wire.ts';

export interface PoolOptions {
  /** The program of a worker: one that calls `serve`. */
  readonly program: string | URL;
  /** Most workers at a time. */
  readonly jobs: number;
  readonly settings: DetectorSettings;
  /** The rules of this thread, to give results their rules back. */
  readonly rules: readonly Rule[];
  readonly limits: WorkerLimits;
  /** How long an item may take, before what its size allows it is added; see allowance. */
  readonly stallMilliseconds?: number;
}

/** What one worker may use. */
export interface WorkerLimits {
  /** Bytes of JavaScript heap. */
  readonly heapBytes: number;
  /** Bytes of WASM memory for unpacking objects. */
  readonly unpackBytes: number;
}

/** A unit, and what is said of it when no worker survives it. */
export interface Work {
  readonly unit: Unit;
  readonly giveUp: () => UnitResult;
}

/** Long enough for a busy machine, short enough for a CI job. */
const STALL = 60_000;
/** Even text of the worst kind is searched much faster than this many kilobytes a second. */
const SLOWEST = 256;
/** Units that a worker has at a time: the next one is there when it is done with the first. */
const AHEAD = 2;
/** So many workers that die before they are ready, and there are no more attempts. */
const MOST_FALSE_STARTS = 3;

interface Task extends Work {
  readonly number: number;
  readonly blame: Blame;
  readonly resolve: (result: UnitResult) => void;
  readonly reject: (error: unknown) => void;
}

/** A worker with the tasks that it has been sent and not answered. */
interface Hand {
  readonly worker: Worker;
  readonly slot: WorkerSlot;
  readonly tasks: Task[];
  ready: boolean;
  /** What the slot's counter was when it was seen to change last, and when that was. */
  ticks: number;
  since: number;
  /** Set when it is known why it ends. */
  cause: Cause | null;
}

export class WorkerPool {
  private readonly options: PoolOptions;
  private readonly stall: number;
  private readonly rules: ReadonlyMap<string, Rule>;
  private readonly hands = new Set<Hand>();
  private readonly waiting: Task[] = [];
  private readonly watch: NodeJS.Timeout;
  private store: StoreToRead | null = null;
  private count = 0;
  private falseStarts = 0;
  private here: Promise<UnitRunner> | null = null;
  private busyHere = false;
  private closed = false;

  constructor(options: PoolOptions) {
    this.options = options;
    this.stall = options.stallMilliseconds ?? STALL;
    this.rules = new Map(options.rules.map((rule) => [rule.id, rule]));
    this.watch = setInterval(() => this.endStalled(), Math.min(1000, this.stall / 4));
    this.watch.unref();
  }

  /** Starts the workers now, while there is something else to do. */
  warmUp(): void {
    while (this.hands.size < this.options.jobs && this.canStart()) this.start();
  }

  /** Names the store that further units are about. */
  open(store: StoreToRead): void {
    this.store = store;
    for (const { worker } of this.hands) tell(worker, { kind: 'store', store });
  }

  /** Has a unit done. Units are taken up in the order in which they come. */
  run(work: Work): Promise<UnitResult> {
    const result = new Promise<UnitResult>((resolve, reject) => {
      this.waiting.push({ ...work, number: this.count++, blame: new Blame(), resolve, reject });
    });
    // It may fail before anybody waits for it.
    result.catch(() => undefined);
    this.dispatch();
    return result;
  }

  /** Ends all workers, whatever they are at. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.watch);
    await Promise.all([...this.hands].map(({ worker }) => worker.terminate()));
  }

  private canStart(): boolean {
    return !this.closed && this.falseStarts < MOST_FALSE_STARTS;
  }

  private dispatch(): void {
    if (this.closed) return;
    while (this.waiting.length > 0) {
      const idle = this.freest();
      if ((idle === null || idle.tasks.length > 0) && this.hands.size < this.options.jobs && this.canStart()) {
        this.start();
        continue;
      }
      if (idle === null) break;
      this.send(idle, this.waiting.shift() as Task);
    }
    if (this.hands.size === 0 && this.waiting.length > 0 && !this.canStart()) void this.runHere();
  }

  private freest(): Hand | null {
    let freest: Hand | null = null;
    for (const hand of this.hands) if (hand.cause === null && hand.tasks.length < (freest?.tasks.length ?? AHEAD)) freest = hand;
    return freest;
  }

  private send(hand: Hand, task: Task): void {
    if (hand.tasks.length === 0) hand.since = performance.now();
    hand.tasks.push(task);
    tell(hand.worker, { kind: 'unit', number: task.number, unit: task.unit, givenUp: task.blame.givenUp });
  }

  private start(): void {
    const memory = WorkerSlot.memory();
    const { settings, limits, program } = this.options;
    const start: WorkerStart = { settings, unpackBytes: limits.unpackBytes, slot: memory };
    let worker: Worker;
    try {
      worker = new Worker(program, { workerData: start, resourceLimits: { maxOldGenerationSizeMb: Math.ceil(limits.heapBytes / 2 ** 20) } });
    } catch {
      this.falseStarts += 1;
      return;
    }
    const hand: Hand = { worker, slot: new WorkerSlot(memory), tasks: [], ready: false, ticks: 0, since: performance.now(), cause: null };
    this.hands.add(hand);
    worker.on('message', (message: FromWorker) => this.hear(hand, message));
    worker.on('error', (error: NodeJS.ErrnoException) => (hand.cause ??= { kind: 'error', name: error.code ?? error.name }));
    worker.on('exit', (code) => this.lose(hand, hand.cause ?? { kind: 'exit', code }));
    if (this.store !== null) tell(worker, { kind: 'store', store: this.store });
  }

  private hear(hand: Hand, message: FromWorker): void {
    if (message.kind === 'ready') {
      hand.ready = true;
      hand.since = performance.now();
      this.falseStarts = 0;
      return;
    }
    const at = hand.tasks.findIndex(({ number }) => number === message.number);
    const [task] = at === -1 ? [] : hand.tasks.splice(at, 1);
    try {
      task?.resolve(unpack(message.result, this.rules));
    } catch (error) {
      task?.reject(error);
    }
    this.dispatch();
  }

  /** A worker has ended: the next one gets its tasks, the first of which may lack the item it ended at. */
  private lose(hand: Hand, cause: Cause): void {
    this.hands.delete(hand);
    if (this.closed) return;
    if (!hand.ready) this.falseStarts += 1;
    const { unit, item } = hand.slot.read();
    const atFault = hand.tasks.find(({ number }) => number === unit);
    const again = hand.tasks.filter((task) => task !== atFault || task.blame.strike(item, cause));
    if (atFault !== undefined && !again.includes(atFault)) atFault.resolve(atFault.giveUp());
    this.waiting.unshift(...again);
    this.dispatch();
  }

  private endStalled(): void {
    const now = performance.now();
    for (const hand of this.hands) {
      const { ticks, kilobytes } = hand.slot.read();
      if (hand.tasks.length === 0 || ticks !== hand.ticks) {
        hand.ticks = ticks;
        hand.since = now;
      } else if (hand.cause === null && now - hand.since > (hand.ready ? this.allowance(kilobytes) : STALL)) {
        hand.cause = { kind: 'hang', seconds: Math.round((now - hand.since) / 1000) };
        void hand.worker.terminate();
      }
    }
  }

  /** Milliseconds that an item of this size may take. */
  private allowance(kilobytes: number): number {
    return this.stall + (kilobytes / SLOWEST) * 1000;
  }

  /** Without workers: slower, and without anybody who watches, but to the end. */
  private async runHere(): Promise<void> {
    if (this.busyHere) return;
    this.busyHere = true;
    for (let task = this.waiting.shift(); task !== undefined && !this.closed; task = this.waiting.shift()) {
      try {
        const runner = await (this.here ??= this.runnerHere());
        task.resolve(runner.run(task.unit, task.blame.givenUp));
      } catch (error) {
        task.reject(error);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.busyHere = false;
  }

  private async runnerHere(): Promise<UnitRunner> {
    const [{ UnitRunner: Runner }, { detectorOf }] = await Promise.all([import('./unit-runner.ts'), import('./settings.ts')]);
    const { settings, limits } = this.options;
    // With the rule objects of this thread, which results are compared by.
    const detector = await detectorOf({ ...settings, rules: this.options.rules });
    const runner = new Runner({ detector, keepDropped: settings.keepDropped, unpackBytes: limits.unpackBytes, slot: null });
    if (this.store !== null) runner.open(this.store);
    return runner;
  }
}

function tell(worker: Worker, message: ToWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window.
  worker.postMessage(message);
}
