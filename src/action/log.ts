/** Lines of the step's log and annotations. Names from the repository and the event come out harmless. */
import { visible } from '../ui/sanitize.ts';
import { workflowCommand, type AnnotationLevel } from '../report/workflow-command.ts';

/** Where a step writes. */
export interface Log {
  /** A line that no text in it can turn into a command. */
  line(text: string): void;
  /** Lines of our own making that are shown as they are, indented: YAML to copy. */
  block(text: string): void;
  annotate(level: AnnotationLevel, title: string, message: string, place?: { readonly file: string; readonly line: number }): void;
}

export function createLog(stream: NodeJS.WritableStream): Log {
  return {
    line: (text) => void stream.write(`${visible(text)}\n`),
    block: (text) => void stream.write(`${text.split('\n').map((line) => (line === '' ? '' : `    ${visible(line)}`)).join('\n')}\n`),
    annotate: (level, title, message, place) => void stream.write(`${workflowCommand(level, { ...place, title: `keysieve: ${title}` }, message)}\n`),
  };
}
