import { spawn } from 'node:child_process';
import { Writable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { streamSink } from '../../src/ui/output.ts';

/** A stream that takes what it is given slowly and may fail. */
function slowStream(fail: (written: number) => Error | null): { stream: Writable; text: () => string } {
  let text = '';
  const stream = new Writable({
    highWaterMark: 16,
    write(chunk: Buffer, _encoding, done) {
      const error = fail(text.length);
      if (error === null) text += chunk.toString('utf8');
      setImmediate(() => done(error));
    },
  });
  return { stream, text: () => text };
}

const broken = (code: string): Error => Object.assign(new Error(code), { code });

describe('streamSink', () => {
  it('hands on everything in order, however slow the reader', async () => {
    const { stream, text } = slowStream(() => null);
    const sink = streamSink(stream);
    let expected = '';
    for (let i = 0; i < 3000; i++) {
      const line = `line ${i} ${'é'.repeat(40)}\n`;
      expected += line;
      await sink.write(line);
    }
    await sink.end();
    expect(text()).toBe(expected);
  });

  it('ends quietly when the reader has gone', async () => {
    const { stream, text } = slowStream((written) => (written > 0 ? broken('EPIPE') : null));
    const sink = streamSink(stream);
    for (let i = 0; i < 10; i++) await sink.write('x'.repeat(70_000));
    await sink.end();
    expect(sink.closed).toBe(true);
    expect(text()).toHaveLength(70_000);
  });

  it('ends quietly when a real reader closes its pipe', async () => {
    const head = spawn('head', ['-c', '5'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const read = textOf(head.stdout);
    const sink = streamSink(head.stdin);
    for (let i = 0; i < 200 && !sink.closed; i++) await sink.write('x'.repeat(70_000));
    await sink.end();
    expect(await read).toBe('xxxxx');
    expect(sink.closed).toBe(true);
  });

  it('reports a full disk', async () => {
    const { stream } = slowStream(() => broken('ENOSPC'));
    const sink = streamSink(stream);
    await sink.write('report');
    await expect(sink.end()).rejects.toThrow('ENOSPC');
  });
});
