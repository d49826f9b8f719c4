import type { Span } from '../model.ts';
import { JsonScanner, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './json-scanner.ts';
import type { Sink } from './json-strings.ts';
import { appendText, readText } from './json-text.ts';
import type { JsonText } from './json-text.ts';
import { latin1 } from './native-search.ts';
import { isBase64Payload, isMediaType } from './notebook-media.ts';

/** A text found in a notebook. */
export interface NotebookText {
  readonly inner: readonly string[];
  /** The values that it is made of; null for JSON that is searched as it stands. */
  readonly text: JsonText | null;
  /** Span of the text in the reader's sink; of the JSON in the notebook when `text` is null. */
  readonly span: Span;
  /** True for what a program printed: it may hold terminal escape sequences. */
  readonly terminal: boolean;
}

/** A text before the name of its place is complete: an output's type may come after its texts. */
type Unplaced = Omit<NotebookText, 'inner'> & { readonly label: string | null; readonly cuts: readonly Span[] };

/** Members of an nbformat 3 output that later became mime types. */
const SHORT_TYPES: ReadonlySet<string> = new Set(['html', 'svg', 'latex', 'javascript', 'json', 'png', 'jpeg', 'pdf']);
const ERROR_PARTS: ReadonlySet<string> = new Set(['ename', 'evalue', 'traceback']);
/** Mime types whose lists are JSON lists, not lines of a text. */
const JSON_TYPE = /(?:^|[/+])json$/;
/** Names that may be repeated in a report. */
const SAFE_NAME = /^[\w.+/-]{1,60}$/;

/** Goes through a notebook once, and collects where its texts are. */
export class NotebookReader {
  readonly texts: NotebookText[] = [];
  /** All texts, one after the other: thousands of small buffers would cost more than their contents. */
  readonly sink: Sink;
  /** What the rest of the file must not repeat: contents of what is in `texts`, and media. */
  readonly cuts: Span[] = [];
  readonly media = { count: 0, bytes: 0 };
  hasCells = false;
  hasFormat = false;
  limited = false;
  readonly #scanner: JsonScanner;
  readonly #maxTexts: number;
  #cells = 0;

  constructor(bytes: Uint8Array, maxTexts: number) {
    this.#scanner = new JsonScanner(bytes);
    // A text is never longer than what it is written with; what is not used is never touched.
    this.sink = { out: Buffer.allocUnsafeSlow(bytes.length), length: 0 };
    this.#maxTexts = maxTexts;
  }

  /** @throws JsonSyntaxError */
  read(): void {
    this.#scanner.object((key) => {
      if (key === 'cells') this.#cellList();
      // nbformat 2 and 3 keep their cells in worksheets.
      else if (key === 'worksheets') this.#each(() => this.#members((name) => this.#sheetMember(name)));
      else if (key === 'metadata') this.#place([this.#json(null)], ['notebook metadata']);
      else if (key === 'nbformat') this.hasFormat = true;
    });
    this.#scanner.end();
  }

  #sheetMember(key: string): void {
    if (key === 'cells') this.#cellList();
  }

  #cellList(): void {
    this.hasCells ||= this.#scanner.peek() === OPEN_ARRAY;
    this.#each(() => this.#cell());
  }

  #cell(): void {
    this.#cells += 1;
    const cell = [`cell ${this.#cells}`];
    let outputs = 0;
    let attachments = 0;
    this.#members((key) => {
      if (key === 'source' || key === 'input') {
        this.#place([this.#typed('text/x-source', null)], cell);
      } else if (key === 'metadata') {
        this.#place([this.#json(null)], [...cell, 'metadata']);
      } else if (key === 'outputs') {
        this.#each(() => {
          outputs += 1;
          this.#output(cell, outputs);
        });
      } else if (key === 'attachments') {
        this.#members(() => {
          attachments += 1;
          this.#place(this.#bundle(), [...cell, `attachment ${attachments}`]);
        });
      }
    });
  }

  #output(cell: readonly string[], number: number): void {
    const found: (Unplaced | null)[] = [];
    const error: Span[] = [];
    let type = 'unknown';
    this.#members((key) => {
      if (key === 'output_type') type = this.#name() ?? type;
      else if (key === 'text') found.push(this.#typed('text/plain', null));
      else if (key === 'data') found.push(...this.#bundle());
      else if (key === 'metadata') found.push(this.#json('metadata'));
      else if (SHORT_TYPES.has(key)) found.push(this.#typed(key, key));
      else if (ERROR_PARTS.has(key)) {
        const { start, end, parts } = this.#strings();
        if (parts !== null) error.push({ start, end });
      }
    });
    found.push(this.#error(error));
    this.#place(found, [...cell, `output ${number} (${type})`]);
  }

  /** A mime bundle: type → text, payload or JSON. */
  #bundle(): (Unplaced | null)[] {
    const found: (Unplaced | null)[] = [];
    this.#members((type) => {
      found.push(this.#typed(type, type === 'text/plain' ? null : SAFE_NAME.test(type) ? type : 'other type'));
    });
    return found;
  }

  /** The name, message and traceback of an error, one under the other. */
  #error(values: readonly Span[]): Unplaced {
    const text: JsonText = { values: values.map((value) => value.start), lines: true };
    const start = this.sink.length;
    appendText(this.#scanner.bytes, text, this.sink, null);
    return { label: null, text, span: { start, end: this.sink.length }, terminal: true, cuts: values.map(inside) };
  }

  /** The next value as what its type says; null for media and for numbers and the like, which stay in the rest. */
  #typed(type: string, label: string | null): Unplaced | null {
    const scanner = this.#scanner;
    if (scanner.peek() === OPEN_ARRAY && JSON_TYPE.test(type)) return this.#json(label);
    if (isMediaType(type) && this.#skipMedia()) return null;
    const value = scanner.at;
    const start = this.sink.length;
    const isText = readText(scanner, false, this.sink, start, null);
    const written = { start: value, end: scanner.at };
    if (!isText) return this.#asJson(written, label);
    const text: JsonText = { values: [value], lines: false };
    return { label, text, span: { start, end: this.sink.length }, terminal: type === 'text/plain', cuts: [inside(written)] };
  }

  /** Consumes the next value if it is a payload in base64. */
  #skipMedia(): boolean {
    const { start, end, parts } = this.#strings();
    if (parts === null || !isBase64Payload(this.#scanner.bytes, parts)) {
      this.#scanner.at = start;
      return false;
    }
    this.media.count += 1;
    this.media.bytes += end - start;
    this.cuts.push(inside({ start, end }));
    return true;
  }

  /** The next value as JSON that is searched as it stands. */
  #json(label: string | null): Unplaced | null {
    return this.#asJson(this.#scanner.skip(), label);
  }

  #asJson(value: Span, label: string | null): Unplaced | null {
    const first = this.#scanner.bytes[value.start];
    if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) return null;
    return { label, text: null, span: value, terminal: false, cuts: [inside(value)] };
  }

  #place(found: readonly (Unplaced | null)[], inner: readonly string[]): void {
    for (const text of found) {
      if (text === null || isEmpty(text)) continue;
      if (this.texts.length >= this.#maxTexts) {
        this.limited = true;
        continue;
      }
      const { label, cuts, span, terminal } = text;
      this.texts.push({ inner: label === null ? inner : [...inner, label], text: text.text, span, terminal });
      this.cuts.push(...cuts);
    }
  }

  /** Consumes the next value. @returns its span, and the offsets of its strings if it is one or a list of nothing but strings */
  #strings(): Span & { readonly parts: readonly number[] | null } {
    const scanner = this.#scanner;
    const first = scanner.peek();
    const start = scanner.at;
    const parts: number[] = [];
    let onlyStrings = true;
    const string = (): void => {
      if (scanner.peek() === QUOTE) parts.push(scanner.string(), scanner.at - 1);
      else onlyStrings = false;
    };
    if (first === OPEN_ARRAY) scanner.array(string);
    else if (first === QUOTE) string();
    else {
      scanner.skip();
      onlyStrings = false;
    }
    return { start, end: scanner.at, parts: onlyStrings ? parts : null };
  }

  /** The next value when it is a string that may be shown to people. */
  #name(): string | null {
    if (this.#scanner.peek() !== QUOTE) return null;
    const start = this.#scanner.string();
    const name = latin1(this.#scanner.bytes, start, this.#scanner.at - 1);
    return SAFE_NAME.test(name) ? name : null;
  }

  /** Goes through the next value if it is an object. */
  #members(member: (key: string) => void): void {
    if (this.#scanner.peek() === OPEN_OBJECT) this.#scanner.object(member);
  }

  /** Goes through the next value if it is a list. */
  #each(element: () => void): void {
    if (this.#scanner.peek() === OPEN_ARRAY) this.#scanner.array(element);
  }
}

/** A value without its quotes or brackets. */
function inside(value: Span): Span {
  return { start: value.start + 1, end: value.end - 1 };
}

function isEmpty({ text, span }: Unplaced): boolean {
  return span.end - span.start <= (text === null ? 2 : 0);
}
