import type { Span } from '../model.ts';
import { JsonScanner, OPEN_ARRAY, OPEN_OBJECT } from './json-scanner.ts';
import { latin1 } from './native-search.ts';
import { isBase64Payload, isMediaType } from './notebook-media.ts';

/** A text found in a notebook. */
export interface NotebookText {
  readonly inner: readonly string[];
  /** Offsets of the strings it is made of: start, end, start, end, …; null for JSON that is searched as it stands. */
  readonly parts: readonly number[] | null;
  /** Span of the JSON, when `parts` is null. */
  readonly start: number;
  readonly end: number;
  /** True when its strings are lines without line ends. */
  readonly lines: boolean;
  /** True for what a program printed: it may hold terminal escape sequences. */
  readonly terminal: boolean;
}

/** A text before the name of its place is complete: an output's type may come after its texts. */
type Unplaced = Omit<NotebookText, 'inner'> & { readonly label: string | null; readonly cuts: readonly Span[] };

interface Value extends Span {
  /** Its strings, when it is a string or a list of nothing but strings. */
  readonly parts: readonly number[] | null;
}

const QUOTE = 0x22;
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
    const error: { parts: number[]; cuts: Span[] } = { parts: [], cuts: [] };
    let type = 'unknown';
    this.#members((key) => {
      if (key === 'output_type') type = this.#name() ?? type;
      else if (key === 'text') found.push(this.#typed('text/plain', null));
      else if (key === 'data') found.push(...this.#bundle());
      else if (key === 'metadata') found.push(this.#json('metadata'));
      else if (SHORT_TYPES.has(key)) found.push(this.#typed(key, key));
      else if (ERROR_PARTS.has(key)) {
        const value = this.#value();
        if (value.parts === null) return;
        error.parts.push(...value.parts);
        error.cuts.push(inside(value));
      }
    });
    found.push({ ...error, label: null, start: 0, end: 0, lines: true, terminal: true });
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

  /** The next value as what its type says; null for media and for numbers and the like, which stay in the rest. */
  #typed(type: string, label: string | null): Unplaced | null {
    const isList = this.#scanner.peek() === OPEN_ARRAY;
    const value = this.#value();
    const { parts } = value;
    if (parts === null || (isList && JSON_TYPE.test(type))) return this.#asJson(value, label);
    if (isMediaType(type) && isBase64Payload(this.#scanner.bytes, parts)) {
      this.media.count += 1;
      this.media.bytes += value.end - value.start;
      this.cuts.push(inside(value));
      return null;
    }
    return { label, parts, start: value.start, end: value.end, lines: false, terminal: type === 'text/plain', cuts: [inside(value)] };
  }

  /** The next value as JSON that is searched as it stands. */
  #json(label: string | null): Unplaced | null {
    return this.#asJson(this.#value(), label);
  }

  #asJson(value: Value, label: string | null): Unplaced | null {
    const { start, end } = value;
    const first = this.#scanner.bytes[start];
    if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) return null;
    return { label, parts: null, start, end, lines: false, terminal: false, cuts: [inside(value)] };
  }

  #place(found: readonly (Unplaced | null)[], inner: readonly string[]): void {
    for (const text of found) {
      if (text === null || isEmpty(text)) continue;
      if (this.texts.length >= this.#maxTexts) {
        this.limited = true;
        continue;
      }
      const { label, cuts, ...rest } = text;
      this.texts.push({ ...rest, inner: label === null ? inner : [...inner, label] });
      this.cuts.push(...cuts);
    }
  }

  #value(): Value {
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

function isEmpty(text: Unplaced): boolean {
  if (text.parts === null) return text.end - text.start <= 2;
  return text.parts.every((start, index) => index % 2 === 1 || text.parts?.[index + 1] === start);
}
