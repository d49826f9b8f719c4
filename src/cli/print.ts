/** Text to standard output, whole, with a reader that may have gone. */
import { streamSink } from '../ui/output.ts';
import type { Context } from './context.ts';

export async function print(context: Context, text: string): Promise<void> {
  const sink = streamSink(context.stdout);
  await sink.write(text);
  await sink.end();
}
