/**
 * GitHub Actions workflow commands: lines of a step's output that the runner obeys.
 * Escapes as the runner undoes them, and no others: actions/toolkit, packages/core/src/command.ts.
 */
import { isPlainText, visible } from '../ui/sanitize.ts';

/** Commands that make an annotation. */
export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** Gives one line, without its end. Property values and the message may hold anything; both come out harmless. */
export function workflowCommand(level: AnnotationLevel, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${level}${list === '' ? '' : ` ${list}`}::${escapeData(visible(message))}`;
}

/**
 * A property has to arrive as it is (it may be the path of a file), so only the runner's own escapes are used; a value
 * with anything else that cannot be seen is shown with escapes instead, and then names no file.
 */
function escapeProperty(value: string): string {
  const arrives = isPlainText(value.replace(/[\r\n:]/g, ''));
  return escapeData(arrives ? value : visible(value)).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
