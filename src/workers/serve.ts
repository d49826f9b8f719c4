/** What runs in a worker: makes its detector, then does the units it is sent, one after the other, and answers each. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';
import { detectorOf } from './settings.ts';
import { WorkerSlot } from './slot.ts';
import { UnitRunner } from './unit-runner.ts';
import { pack } from './wire.ts';

/** Serves the thread that started this one. `onItem`: see RunnerOptions. */
export async function serve(onItem?: (what: string) => void): Promise<void> {
  const { settings, unpackBytes, slot: memory } = workerData as WorkerStart;
  const port = parentPort;
  if (port === null) throw new Error('this is not a worker');
  const tell = (message: FromWorker): void => port.postMessage(message);
  const slot = new WorkerSlot(memory);
  const detector = await detectorOf(settings);
  const runner = new UnitRunner({ detector, keepDropped: settings.keepDropped, unpackBytes, slot, ...(onItem && { onItem }) });
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'store') {
      runner.open(message.store);
      return;
    }
    slot.enterUnit(message.number);
    const result = runner.run(message.unit, message.givenUp);
    tell({ kind: 'done', number: message.number, result: pack(result) });
    slot.leaveUnit();
  });
  tell({ kind: 'ready' });
}
